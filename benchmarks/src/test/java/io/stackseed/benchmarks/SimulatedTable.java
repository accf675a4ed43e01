package io.stackseed.benchmarks;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A table that keeps nothing, and takes what DynamoDB would: items by their partition key into
 * partitions of 1,000 write units in a second, and all together what the table is given. What there
 * is no capacity for stays unprocessed, and if that is the whole batch, the call is throttled.
 */
final class SimulatedTable implements TargetTable {

  static final TableSchema SCHEMA =
      new TableSchema(
          "events",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/events",
          new KeySchema(
              new KeyAttribute(KeyFile.PARTITION_KEY, KeyType.S),
              new KeyAttribute(KeyFile.SORT_KEY, KeyType.S)),
          List.of());

  /** As the worker's own table. */
  private static final int CAPACITY = 32;

  private static final int UNIT_BYTES = 1_024;
  private static final int FASTEST_MILLIS = 5;
  private static final int SLOWEST_MILLIS = 15;

  private final Turns time;
  private final RandomGenerator random;
  private final Provision provision;
  private final Meter meter;
  private final OnDemandLimit limit;
  private UnitBucket whole;
  private List<UnitBucket> partitions;

  SimulatedTable(Provision provision, Turns time, RandomGenerator random) {
    this.time = time;
    this.random = random;
    this.provision = provision;
    long now = time.now().toEpochMilli();
    this.meter = new Meter(now);
    this.limit = new OnDemandLimit(provision.unitsPerSecond(), now);
    this.whole = new UnitBucket(provision.unitsPerSecond(), provision.keptSeconds(), now);
    this.partitions = partitions(provision.partitions(), now);
  }

  /** The partition of a key. */
  static int partition(long key, int partitions) {
    return (int) Math.floorMod(Hash.of(~key), (long) partitions);
  }

  private static List<UnitBucket> partitions(int count, long nowMillis) {
    List<UnitBucket> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      partitions.add(new UnitBucket(Provision.PARTITION_UNITS, 1, nowMillis));
    }
    return partitions;
  }

  Meter meter() {
    return meter;
  }

  @Override
  public TableSchema schema(String tableName) {
    return SCHEMA;
  }

  @Override
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    return new Calls();
  }

  private BatchResult answer(List<Item> batch) {
    long now = time.now().toEpochMilli();
    if (provision.isOnDemand() && limit.pass(now)) {
      grow(now);
    }
    List<Item> unprocessed = new ArrayList<>();
    double consumed = 0;
    for (Item item : batch) {
      double units = Math.ceil((double) item.sizeBytes() / UNIT_BYTES);
      UnitBucket partition = partitions.get(partition(key(item), partitions.size()));
      if (partition.holds(units, now) && whole.holds(units, now)) {
        partition.take(units);
        whole.take(units);
        consumed += units;
      } else {
        unprocessed.add(item);
      }
    }
    limit.consumed(consumed);
    meter.add(now, consumed, !unprocessed.isEmpty());
    return consumed == 0
        ? BatchResult.throttled(batch)
        : BatchResult.taken(batch, unprocessed, consumed);
  }

  private static long key(Item item) {
    if (item.attributes().get(KeyFile.PARTITION_KEY) instanceof Value.S key) {
      return Long.parseLong(key.text());
    }
    throw new IllegalArgumentException("an item without its key");
  }

  private void grow(long now) {
    whole = new UnitBucket(limit.unitsPerSecond(), provision.keptSeconds(), now);
    partitions = partitions(Provision.partitions(limit.unitsPerSecond()), now);
  }

  private record Settled(long at, BatchResult result) {}

  private final class Calls implements BatchCalls {
    private final PriorityQueue<Settled> inFlight =
        new PriorityQueue<>(Comparator.comparingLong(Settled::at));

    @Override
    public int capacity() {
      return CAPACITY;
    }

    @Override
    public int batchSize() {
      return MAX_BATCH;
    }

    @Override
    public void start(List<Item> batch) {
      long takes = random.nextInt(FASTEST_MILLIS, SLOWEST_MILLIS + 1);
      inFlight.add(new Settled(time.now().toEpochMilli() + takes, answer(batch)));
    }

    @Override
    public @Nullable BatchResult await(Duration most) {
      Settled first = inFlight.element();
      long now = time.now().toEpochMilli();
      long needed = first.at() - now;
      if (needed > 0) {
        time.pause(Duration.ofMillis(Math.min(needed, most.toMillis())));
      }
      return first.at() > time.now().toEpochMilli() ? null : inFlight.remove().result();
    }

    @Override
    public void close() {
      while (!inFlight.isEmpty()) {
        BatchResult unused = await(Duration.ofDays(1));
      }
    }
  }
}
