package io.stackseed.benchmarks;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A table of orders that takes everything at once, and keeps how many there were and a checksum.
 */
public final class CountingTable implements TargetTable {

  public static final String NAME = "orders";

  public static final TableSchema SCHEMA =
      new TableSchema(
          NAME,
          "arn:aws:dynamodb:eu-west-1:123456789012:table/" + NAME,
          new KeySchema(
              new KeyAttribute("customerId", KeyType.S), new KeyAttribute("orderId", KeyType.S)),
          List.of());

  private static final int CAPACITY = 4;

  private long items;
  private long checksum;

  /** Items taken so far. */
  public long items() {
    return items;
  }

  /** The sum of their {@link Checksum}s. */
  public long checksum() {
    return checksum;
  }

  @Override
  public TableSchema schema(String tableName) {
    return SCHEMA;
  }

  @Override
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    return new Calls();
  }

  private final class Calls implements BatchCalls {
    private final Queue<List<Item>> inFlight = new ArrayDeque<>();

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
      inFlight.add(batch);
    }

    @Override
    public BatchResult await(Duration most) {
      List<Item> batch = inFlight.remove();
      for (Item item : batch) {
        items++;
        checksum += Checksum.of(item);
      }
      return BatchResult.taken(batch, List.of(), batch.size());
    }

    @Override
    public void close() {
      while (!inFlight.isEmpty()) {
        BatchResult unused = await(Duration.ZERO);
      }
    }
  }
}
