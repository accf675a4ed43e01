package io.stackseed.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedTableTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final Turns time = new Turns(START);

  @Test
  void aPartitionTakesAThousandUnitsASecondWhateverTheTableHas() {
    try (BatchCalls calls = open(Provision.of(4, 4_000))) {
      double units = 0;
      for (int round = 0; round < 2; round++) {
        for (int call = 0; call < 30; call++) {
          calls.start(batch(25));
        }
        for (int call = 0; call < 30; call++) {
          units += settled(calls).writeUnits();
        }
      }
      assertThat(units).isBetween(1_000.0, 1_020.0);
    }
  }

  @Test
  void withoutCapacityForAnyItemTheWholeCallIsThrottled() {
    try (BatchCalls calls = open(Provision.of(4, 1))) {
      assertThat(call(calls, 1).unprocessed()).isEmpty();

      BatchResult throttled = call(calls, 2);
      assertThat(throttled.unprocessed()).isEqualTo(throttled.batch());
      assertThat(throttled.writeUnits()).isZero();

      time.pause(Duration.ofSeconds(1));
      assertThat(call(calls, 2).unprocessed()).hasSize(1);
    }
  }

  @Test
  void whatAnIdleTableKeptIsTakenFirst() {
    try (BatchCalls calls = open(Provision.bursting(4, 1))) {
      double units = 0;
      for (int call = 0; call < 20; call++) {
        units += call(calls, 25).writeUnits();
      }
      assertThat(units).isEqualTo(300);
    }
  }

  @Test
  void onDemandATableGrowsToTwiceItsPeak() {
    Provision slow = new Provision("slow", 1, 10, 1, true);
    try (BatchCalls calls = open(slow)) {
      for (int second = 0; second < OnDemandLimit.GROWTH_SECONDS; second++) {
        assertThat(call(calls, 10).writeUnits()).isEqualTo(10);
        time.pause(Duration.ofSeconds(1));
      }
      time.pause(Duration.ofSeconds(1));
      assertThat(call(calls, 25).writeUnits()).isBetween(18.0, 20.0);
    }
  }

  private BatchCalls open(Provision provision) {
    return new SimulatedTable(provision, time, new Random(1))
        .open(SimulatedTable.SCHEMA, WriteMode.OVERWRITE, START.plusSeconds(60));
  }

  private static BatchResult call(BatchCalls calls, int items) {
    calls.start(batch(items));
    return settled(calls);
  }

  private static BatchResult settled(BatchCalls calls) {
    BatchResult result;
    try {
      result = calls.await(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (result == null) {
      throw new IllegalStateException("no call was settled in a second");
    }
    return result;
  }

  /** All of one partition. */
  private static List<Item> batch(int items) {
    return Collections.nCopies(
        items,
        new Item(
            Map.of(KeyFile.PARTITION_KEY, new Value.S("7"), KeyFile.SORT_KEY, new Value.S("1"))));
  }
}
