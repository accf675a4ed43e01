package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.cli.validate.Rejects.RejectedRecord;
import io.stackseed.cli.validate.TargetIndex.Scope;
import io.stackseed.cli.validate.TimeToLive.Fate;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void sizesAreCountedByTheirLimitAndTheFirstLargestIsKnown() {
    ItemSizes sizes = new ItemSizes();
    long offset = 0;
    for (long bytes : new long[] {1, 1024, 1025, 4096, 4097, 16384, 65536, 65537, 409600, 409600}) {
      sizes.add("f", offset++, bytes);
    }

    assertThat(sizes.distribution())
        .containsExactly(
            Map.entry(1024L, 2L),
            Map.entry(4096L, 2L),
            Map.entry(16384L, 2L),
            Map.entry(65536L, 1L),
            Map.entry(409600L, 3L));
    assertThat(sizes.largestPlace()).isEqualTo(new Place("f", 8));
    assertThat(sizes.largestBytes()).isEqualTo(409600);
  }

  @Test
  void aWriteUnitIsAKilobyteBegun() {
    WriteUnits units = new WriteUnits(List.of());

    add(units, item("x", 1024));
    add(units, item("x", 1025));

    assertThat(units.table()).isEqualTo(3);
    assertThat(units.total()).isEqualTo(3);
  }

  @Test
  void anIndexTakesUnitsForTheItemsThatHaveItsKeysAndForWhatItHolds() {
    WriteUnits units =
        new WriteUnits(
            List.of(
                index("all", Scope.GLOBAL, null),
                index("keys", Scope.GLOBAL, Set.of("id", "day")),
                index("local", Scope.LOCAL, null)));

    add(units, item("day", 2000));
    add(units, item("other", 5000));

    assertThat(units.table()).isEqualTo(2 + 5);
    assertThat(units.byIndex())
        .containsExactly(Map.entry("all", 2L), Map.entry("keys", 2L), Map.entry("local", 2L));
    assertThat(units.total()).isEqualTo(7 + 6);
    assertThat(units.slowest()).as("the table with its local index").isEqualTo(7 + 2);
  }

  @Test
  void anIndexOfKeysAloneTakesNoMoreForALargeItem() {
    WriteUnits units = new WriteUnits(List.of(index("keys", Scope.GLOBAL, Set.of("id", "day"))));
    Item item =
        new Item(
            Map.of(
                "id", new Value.S("a"),
                "day", new Value.S("Monday"),
                "text", new Value.S("x".repeat(3000))));

    add(units, item);

    assertThat(units.byIndex()).containsEntry("keys", 1L);
    assertThat(units.table()).isEqualTo(3);
    assertThat(units.slowest()).isEqualTo(3);
  }

  @Test
  void theFateOfAnItemDependsOnTheSecondsOfItsAttribute() {
    assertThat(fate(new Value.N("1795608001"))).isEqualTo(Fate.EXPIRES_LATER);
    assertThat(fate(new Value.N(Long.toString(NOW.getEpochSecond() + 1))))
        .isEqualTo(Fate.EXPIRES_LATER);
    assertThat(fate(new Value.N(Long.toString(NOW.getEpochSecond())))).isEqualTo(Fate.PAST);
    long fiveYearsAgo = Instant.parse("2021-11-24T12:00:00Z").getEpochSecond();
    assertThat(fate(new Value.N(Long.toString(fiveYearsAgo)))).isEqualTo(Fate.PAST);
    assertThat(fate(new Value.N(Long.toString(fiveYearsAgo - 1)))).isEqualTo(Fate.PAST_BY_YEARS);
    assertThat(fate(new Value.N("1.7956E+12"))).isEqualTo(Fate.MILLISECONDS);
    assertThat(fate(new Value.N("99999999999"))).isEqualTo(Fate.EXPIRES_LATER);
    assertThat(fate(new Value.S("1795608001"))).isEqualTo(Fate.NO_NUMBER);
    assertThat(fate(null)).isEqualTo(Fate.MISSING);
  }

  @Test
  void aPriceIsOfAMillionWriteUnits() {
    assertThat(Price.LISTED.of(1_000_000)).isEqualByComparingTo("0.625");
    assertThat(Price.LISTED.of(1)).isEqualByComparingTo("0.000000625");
    assertThat(Price.given(new BigDecimal("1.25")).of(3_000_000)).isEqualByComparingTo("3.75");
  }

  @Test
  void aPriceIsSaidToTheCent() {
    assertThat(Price.rounded(BigDecimal.ZERO)).isEqualTo("$0.00");
    assertThat(Price.rounded(new BigDecimal("0.0049"))).isEqualTo("less than $0.01");
    assertThat(Price.rounded(new BigDecimal("0.005"))).isEqualTo("$0.01");
    assertThat(Price.rounded(new BigDecimal("1234.5"))).isEqualTo("$1,234.50");
  }

  @Test
  void rejectsAreCountedByCodeTheMostFrequentFirst() {
    RejectedRecord first = rejected(1, RejectCode.KEY_MISSING, "key 'id2' is missing");
    RejectedRecord second = rejected(2, RejectCode.ITEM_TOO_LARGE, "item is 409,601 bytes");
    Rejects rejects = new Rejects(2);
    rejects.add(first);
    rejects.add(second);
    rejects.add(rejected(3, RejectCode.ITEM_TOO_LARGE, "item is 500,000 bytes"));

    assertThat(rejects.count()).isEqualTo(3);
    assertThat(rejects.byCode())
        .containsExactly(
            Map.entry(RejectCode.ITEM_TOO_LARGE, 2L), Map.entry(RejectCode.KEY_MISSING, 1L));
    assertThat(rejects.first()).containsExactly(first, second);
  }

  @Test
  void theVeryFirstRejectIsKnownThoughNoneAreRemembered() {
    RejectedRecord first = rejected(1, RejectCode.NOT_JSON, "not valid JSON");
    Rejects rejects = new Rejects(0);
    rejects.add(first);
    rejects.add(rejected(2, RejectCode.NOT_UTF8, "not valid UTF-8"));

    assertThat(rejects.first()).isEmpty();
    assertThat(rejects.veryFirst()).isEqualTo(first);
  }

  private static RejectedRecord rejected(long offset, RejectCode code, String reason) {
    return new RejectedRecord(new Place("f", offset), code, reason);
  }

  private static Fate fate(@Nullable Value value) {
    TimeToLive timeToLive = new TimeToLive("expires", NOW);
    timeToLive.add(new Item(value == null ? Map.of() : Map.of("expires", value)));
    return timeToLive.items().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static TargetIndex index(String name, Scope scope, @Nullable Set<String> projected) {
    KeySchema key = new KeySchema(new KeyAttribute("day", KeyType.S), null);
    return new TargetIndex(new IndexSchema(name, key), scope, projected);
  }

  /** An item of so many bytes, all of them its one attribute's. */
  private static Item item(String name, int sizeBytes) {
    return new Item(Map.of(name, new Value.S("x".repeat(sizeBytes - name.length()))));
  }

  private static void add(WriteUnits units, Item item) {
    units.add(item, item.sizeBytes());
  }
}
