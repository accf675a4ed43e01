package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.OnDemandLimit;
import io.stackseed.benchmarks.UnitBucket;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A table that takes what DynamoDB would, and keeps nothing. A partition takes 1,000 write units a
 * second ("Best practices for designing and using partition keys effectively", Amazon DynamoDB
 * Developer Guide), all of them together what the table has, and of both a second's worth is kept.
 * The whole grows as {@link OnDemandLimit} does. It has a partition for every 1,000 units that it
 * may take, and for every 10 GB that it holds.
 *
 * <p>An item of it stands for the 25 of a call, which fall into partitions one by one. Those that
 * there is no capacity for are sent again alone, where the product would fill the call up.
 */
final class GrowingTable {
  static final double PARTITION_UNITS = 1_000;
  static final double PARTITION_BYTES = 10e9;

  private static final int LEAST_PARTITIONS = 4;
  private static final int ALL = (1 << BatchCalls.MAX_BATCH) - 1;

  /** As long as the product's own capacity for calls in flight. */
  private static final int CAPACITY = 32;

  /** "single-digit millisecond" for one item; a call of 25 takes as long as its slowest. */
  private static final Latency CALL = new Latency(5, 15);

  private final Batches batches;
  private final Moments moments;
  private final Usage usage;

  /** What is left of the calls that were taken in part, a bit for an item. */
  private final Map<Long, Integer> left = new HashMap<>();

  private final OnDemandLimit limit;
  private long offeredUntil;
  private double bytes;
  private UnitBucket whole;
  private List<UnitBucket> partitions;

  GrowingTable(
      TableSetting setting, Batches batches, Moments moments, Usage usage, Instant createdAt) {
    this.batches = batches;
    this.moments = moments;
    this.usage = usage;
    this.offeredUntil = createdAt.toEpochMilli();
    this.limit = new OnDemandLimit(setting.firstUnitsPerSecond(), offeredUntil);
    this.whole = new UnitBucket(limit.unitsPerSecond(), 1, offeredUntil);
    this.partitions = partitions(offeredUntil);
  }

  private List<UnitBucket> partitions(long now) {
    List<UnitBucket> all = new ArrayList<>();
    for (int i = 0; i < partitionsNeeded(); i++) {
      all.add(new UnitBucket(PARTITION_UNITS, 1, now));
    }
    return all;
  }

  private int partitionsNeeded() {
    double needed = Math.max(limit.unitsPerSecond() / PARTITION_UNITS, bytes / PARTITION_BYTES);
    return Math.max(LEAST_PARTITIONS, (int) Math.ceil(needed));
  }

  /** The most that it takes in a second. */
  double unitsPerSecond() {
    return limit.unitsPerSecond();
  }

  int partitions() {
    return partitions.size();
  }

  /** As somebody's worker has it. */
  TargetTable at(Place place) {
    return new TargetTable() {
      @Override
      public TableSchema schema(String tableName) {
        return Batches.SCHEMA;
      }

      @Override
      public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
        return new Calls(place);
      }
    };
  }

  /** Time passes: it grows, and splits partitions. */
  void pass(long now) {
    while (offeredUntil < now) {
      long next = Math.min(now, limit.minuteEnds());
      moments.offered(limit.unitsPerSecond(), offeredUntil, next);
      offeredUntil = next;
      if (next == limit.minuteEnds()) {
        endMinute(next);
      }
    }
  }

  private void endMinute(long now) {
    boolean hasGrown = limit.pass(now);
    if (hasGrown) {
      whole = new UnitBucket(limit.unitsPerSecond(), 1, now);
    }
    if (hasGrown || partitionsNeeded() > partitions.size()) {
      partitions = partitions(now);
    }
  }

  /** Takes what there is capacity for. */
  BatchResult write(Item batch, Instant at) {
    long now = at.toEpochMilli();
    pass(now);
    long number = Batches.number(batch);
    int wanted = left.getOrDefault(number, ALL);
    int unitsPerItem = batches.unitsPerItem();
    SplittableRandom keys = new SplittableRandom(number);
    int taken = 0;
    int refusedByTable = 0;
    int refusedByPartition = 0;
    for (int item = 0; item < BatchCalls.MAX_BATCH; item++) {
      UnitBucket partition = partitions.get(keys.nextInt(partitions.size()));
      if ((wanted & (1 << item)) == 0) {
        continue;
      }
      if (!whole.holds(unitsPerItem, now)) {
        refusedByTable++;
      } else if (!partition.holds(unitsPerItem, now)) {
        refusedByPartition++;
      } else {
        whole.take(unitsPerItem);
        partition.take(unitsPerItem);
        taken |= 1 << item;
      }
    }
    double consumed = (double) Integer.bitCount(taken) * unitsPerItem;
    limit.consumed(consumed);
    bytes += (double) Integer.bitCount(taken) * batches.itemBytes();
    usage.itemWriteUnits += consumed;
    moments.called(now, consumed, refusedByTable, refusedByPartition);
    if (taken == wanted) {
      left.remove(number);
      return BatchResult.taken(List.of(batch), List.of(), consumed);
    }
    left.put(number, wanted & ~taken);
    return BatchResult.taken(List.of(batch), List.of(batch), consumed);
  }

  private record Settled(long at, BatchResult result) {}

  private final class Calls implements BatchCalls {
    private final Place place;
    private final PriorityQueue<Settled> inFlight =
        new PriorityQueue<>(Comparator.comparingLong(Settled::at));

    Calls(Place place) {
      this.place = place;
    }

    @Override
    public int capacity() {
      return CAPACITY;
    }

    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public void start(List<Item> batch) {
      Instant now = place.now();
      long settledAt = now.plus(CALL.next(place.random())).toEpochMilli();
      inFlight.add(new Settled(settledAt, write(batch.get(0), now)));
    }

    @Override
    public @Nullable BatchResult await(Duration most) {
      Settled first = inFlight.element();
      long needed = first.at() - place.now().toEpochMilli();
      if (needed > 0) {
        place.spend(Activity.WRITING, Duration.ofMillis(Math.min(needed, most.toMillis())));
      }
      return first.at() > place.now().toEpochMilli() ? null : inFlight.remove().result();
    }

    @Override
    public void close() {
      while (!inFlight.isEmpty()) {
        BatchResult unused = await(Duration.ofDays(1));
      }
    }
  }
}
