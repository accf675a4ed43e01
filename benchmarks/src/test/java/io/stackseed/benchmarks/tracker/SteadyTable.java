package io.stackseed.benchmarks.tracker;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A table that takes a batch in always the same time, and keeps nothing. */
record SteadyTable(TableSchema schema, Duration batch) implements TargetTable {
  @Override
  public TableSchema schema(String tableName) {
    return schema;
  }

  @Override
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    return new OneAtATime();
  }

  private final class OneAtATime implements BatchCalls {
    private final Queue<List<Item>> inFlight = new ArrayDeque<>();

    @Override
    public int capacity() {
      return 1;
    }

    @Override
    public int batchSize() {
      return MAX_BATCH;
    }

    @Override
    public void start(List<Item> items) {
      inFlight.add(items);
    }

    @Override
    public BatchResult await(Duration most) throws InterruptedException {
      Thread.sleep(batch.toMillis());
      List<Item> items = inFlight.remove();
      return BatchResult.taken(items, List.of(), items.size());
    }

    @Override
    public void close() {
      inFlight.clear();
    }
  }
}
