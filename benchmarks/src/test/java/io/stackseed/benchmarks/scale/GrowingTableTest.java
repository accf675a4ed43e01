package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowingTableTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final int ITEM_BYTES = 4_096;
  private static final int LARGEST_ITEM = 400 * 1_024;
  private static final double CALL_UNITS = 100;

  private final Moments moments = new Moments(START.toEpochMilli());
  private final Usage usage = new Usage();
  private long calls;

  private GrowingTable table(TableSetting setting) {
    return new GrowingTable(setting, new Batches(1, ITEM_BYTES), moments, usage, START);
  }

  private static Item batch(long number) {
    return new Item(Map.of("batch", new Value.S("%012d".formatted(number))));
  }

  /** Asks for more than there is, ten times in each second; returns what was taken of the last. */
  private double ask(GrowingTable table, int fromSecond, int toSecond) {
    double taken = 0;
    for (int second = fromSecond; second < toSecond; second++) {
      taken = 0;
      for (int tenth = 0; tenth < 10; tenth++) {
        Instant now = START.plusMillis(second * 1_000L + tenth * 100L);
        double consumed = -1;
        while (consumed != 0) {
          consumed = table.write(batch(++calls), now).writeUnits();
          taken += consumed;
        }
      }
    }
    return taken;
  }

  @Test
  void takesFourThousandUnitsASecondWhenItIsNew() {
    double taken = ask(table(TableSetting.NEW_ON_DEMAND), 0, 60);
    assertTrue(taken > 3_500 && taken <= 4_100, "took " + taken);
  }

  @Test
  void takesTwiceItsPeakAfterHalfAnHour() {
    GrowingTable table = table(TableSetting.NEW_ON_DEMAND);
    ask(table, 0, 90);
    table.pass(START.plusSeconds(1_799).toEpochMilli());
    assertEquals(4_000, table.unitsPerSecond());
    table.pass(START.plusSeconds(1_801).toEpochMilli());
    assertEquals(8_000, table.unitsPerSecond(), 400);
    assertEquals(8, table.partitions());
  }

  @Test
  void doesNotGrowWhereNothingIsTaken() {
    GrowingTable table = table(TableSetting.NEW_ON_DEMAND);
    table.pass(START.plusSeconds(36_000).toEpochMilli());
    assertEquals(4_000, table.unitsPerSecond());
  }

  @Test
  void growsNoFurtherThanItsQuota() {
    GrowingTable table = table(TableSetting.WARM);
    ask(table, 0, 61);
    table.pass(START.plusSeconds(1_801).toEpochMilli());
    assertEquals(40_000, table.unitsPerSecond());
    assertEquals(40, table.partitions());
  }

  @Test
  void takesNoMoreThanAPartitionHasOfOneBatchAgainAndAgain() {
    GrowingTable table = table(TableSetting.WARM);
    double taken = 0;
    for (int call = 0; call < 1_000; call++) {
      taken += table.write(batch(7), START).writeUnits();
    }
    // Its 25 items are in 25 partitions at most, of which each has a second's worth.
    assertTrue(taken <= 25 * GrowingTable.PARTITION_UNITS, "took " + taken);
    assertTrue(taken > GrowingTable.PARTITION_UNITS, "took " + taken);
  }

  @Test
  void splitsPartitionsThatHoldTenGigabytes() {
    GrowingTable table =
        new GrowingTable(TableSetting.WARM, new Batches(1, LARGEST_ITEM), moments, usage, START);
    int second = 0;
    for (; usage.itemWriteUnits * 1_024 < 425e9; second++) {
      Instant now = START.plusSeconds(second);
      double consumed = -1;
      while (consumed != 0) {
        consumed = table.write(batch(++calls), now).writeUnits();
      }
    }
    table.pass(START.plusSeconds(second + 60L).toEpochMilli());
    assertEquals(43, table.partitions());
  }

  @Test
  void takesTheRestOfACallThatItTookAPartOf() {
    GrowingTable table = table(TableSetting.NEW_ON_DEMAND);
    double taken = 0;
    int tries = 0;
    BatchResult result;
    for (long filler = 1; filler <= 39; filler++) {
      table.write(batch(filler), START);
    }
    do {
      result = table.write(batch(1_000), START.plusMillis(10L * tries++));
      taken += result.writeUnits();
    } while (!result.unprocessed().isEmpty() && tries < 1_000);
    assertEquals(CALL_UNITS, taken);
    assertTrue(tries > 1, "all of it was taken at once");
  }
}
