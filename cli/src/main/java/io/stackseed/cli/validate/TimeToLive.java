package io.stackseed.cli.validate;

import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DynamoDB's time to live will make of the items: it deletes those whose attribute is a number
 * of seconds since 1970 that is past, unless by more than five years. See the developer guide's
 * page "Using time to live (TTL) in DynamoDB".
 */
final class TimeToLive {
  private static final int YEARS_HEEDED = 5;

  /** Seconds until the year 5138, and milliseconds since 1973. */
  private static final BigDecimal MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

  private final String attribute;
  private final BigDecimal now;
  private final BigDecimal oldest;
  private final Map<Fate, Long> items = new EnumMap<>(Fate.class);

  /** What becomes of an item. */
  enum Fate {
    EXPIRES_LATER("later"),
    PAST("past: DynamoDB deletes these items"),
    PAST_BY_YEARS("past by more than five years: DynamoDB keeps these items"),
    MILLISECONDS("in milliseconds, it seems: DynamoDB wants seconds, and keeps these items"),
    NO_NUMBER("no number: DynamoDB keeps these items"),
    MISSING("missing: DynamoDB keeps these items");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    /** What is so of the values, after their number. */
    String words() {
      return words;
    }
  }

  TimeToLive(String attribute, Instant now) {
    this.attribute = attribute;
    this.now = BigDecimal.valueOf(now.getEpochSecond());
    this.oldest =
        BigDecimal.valueOf(now.atOffset(ZoneOffset.UTC).minusYears(YEARS_HEEDED).toEpochSecond());
    for (Fate fate : Fate.values()) {
      items.put(fate, 0L);
    }
  }

  void add(Item item) {
    items.merge(fate(item.attributes().get(attribute)), 1L, Long::sum);
  }

  private Fate fate(@Nullable Value value) {
    if (value == null) {
      return Fate.MISSING;
    }
    if (!(value instanceof Value.N number)) {
      return Fate.NO_NUMBER;
    }
    BigDecimal seconds = new BigDecimal(number.digits());
    if (seconds.compareTo(MILLISECONDS) >= 0) {
      return Fate.MILLISECONDS;
    }
    if (seconds.compareTo(now) > 0) {
      return Fate.EXPIRES_LATER;
    }
    return seconds.compareTo(oldest) >= 0 ? Fate.PAST : Fate.PAST_BY_YEARS;
  }

  String attribute() {
    return attribute;
  }

  /** How many items meet each fate. */
  Map<Fate, Long> items() {
    return new EnumMap<>(items);
  }
}
