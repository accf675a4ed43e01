package io.stackseed.shape;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code now}, {@code now+P30D}, {@code now-PT2H}: an instant, from an instant. */
final class Moment {
  private static final String NOW = "now";

  /** ISO 8601's, of whole numbers and without signs of its own. */
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?=[0-9T])((?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}W)?(?:[0-9]{1,9}D)?)"
              + "(T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?)?");

  private static final int MAX_YEAR = 9999;

  private Moment() {}

  /** Whether the text is to be read as one. */
  static boolean isOne(String text) {
    return text.equals(NOW) || text.startsWith(NOW + "+") || text.startsWith(NOW + "-");
  }

  /**
   * Reads one, to the second. Years, months and days are those of UTC's calendar.
   *
   * @throws IllegalArgumentException saying what is wrong, in words that follow the text
   */
  static Instant at(String text, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (text.equals(NOW)) {
      return second;
    }
    String duration = text.substring(NOW.length() + 1);
    Matcher matcher = DURATION.matcher(duration);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is no ISO 8601 duration".formatted(duration));
    }
    int sign = text.charAt(NOW.length()) == '+' ? 1 : -1;
    try {
      OffsetDateTime moment =
          second.atOffset(ZoneOffset.UTC).plus(days(matcher.group(1)).multipliedBy(sign));
      if (matcher.group(2) != null) {
        moment = moment.plus(Duration.parse("P" + matcher.group(2)).multipliedBy(sign));
      }
      if (moment.getYear() >= 0 && moment.getYear() <= MAX_YEAR) {
        return moment.toInstant();
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("it is out of range", e);
    }
    throw new IllegalArgumentException("it is out of range");
  }

  private static Period days(String duration) {
    return duration.isEmpty() ? Period.ZERO : Period.parse("P" + duration);
  }
}
