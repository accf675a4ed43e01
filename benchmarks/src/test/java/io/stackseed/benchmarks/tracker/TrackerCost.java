package io.stackseed.benchmarks.tracker;

import io.stackseed.aws.AwsServices;
import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.Home;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.benchmarks.endtoend.Account;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run's bookkeeping consumes of the progress table, while fifty workers commit to it: the
 * product's own tracker and adapter, on the embedded DynamoDB, with the latencies and the conflicts
 * of the service.
 */
public final class TrackerCost implements Benchmark {
  private static final String KEY = "orders.jsonl";
  private static final int ORDERS_PER_PAGE = 1_000;
  private static final long CHUNK_BYTES = 4 << 20;
  private static final double ITEM_BYTES = 1_024;
  private static final double MILLION = 1e6;

  /**
   * Of some 310 bytes each, 13,500 to a chunk: fifty workers write 40,000 items of 1 KB a second if
   * each takes five seconds for a chunk.
   */
  private static final Duration BATCH = Duration.ofMillis(9);

  @Override
  public Report run(Size size) throws Exception {
    boolean isFull = size == Size.FULL;
    long chunks = isFull ? 400 : 4;
    List<Integer> workers = isFull ? List.of(1, 10, 50) : List.of(2);
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> operations = new ArrayList<>();
    try (Account account = Account.start(Home.folder().resolve("templates/ingest.yaml"))) {
      for (int count : workers) {
        // One worker would take all day for the chunks of fifty.
        measure(
            account,
            count,
            isFull ? Math.min(chunks, 8L * count) : chunks,
            isFull,
            rows,
            operations);
      }
    }
    return Report.of(
        new Table(
            "Consumed of the progress table, from the request to the end of its run; a million items"
                + " of 1 KB are 244 chunks of 4 MiB, and a million write units of their table",
            List.of(
                new Column("workers", "%d"),
                new Column("chunks", "%d"),
                new Column("transactions a chunk", "%.2f"),
                new Column("conflicts a chunk", "%.2f"),
                new Column("write units a chunk", "%.1f"),
                new Column("read units a chunk", "%.1f"),
                new Column("write units a million items", "%,.0f"),
                new Column("of the write units", "%.2f %%")),
            rows),
        new Table(
            "Calls",
            List.of(
                new Column("workers", "%d"),
                Column.text("operation"),
                new Column("calls", "%,d"),
                new Column("a chunk", "%.2f")),
            operations));
  }

  private static void measure(
      Account account,
      int workers,
      long chunksAtLeast,
      boolean isFull,
      List<List<Object>> rows,
      List<List<Object>> operations)
      throws Exception {
    MeteredDynamoDb metered = new MeteredDynamoDb(account.dynamoDb());
    String table = account.newProgressTable();
    OrderFile file = OrderFile.lines(ORDERS_PER_PAGE, chunksAtLeast * CHUNK_BYTES);
    try (Contents objects = new Contents()) {
      objects.put(KEY, file);
      Pipeline pipeline =
          new Pipeline(
              objects,
              new SteadyTable(CountingTable.SCHEMA, isFull ? BATCH : Duration.ZERO),
              AwsServices.runStore(metered, table));
      pipeline.plan(KEY);
      pipeline.load(workers);
      long chunks = pipeline.progress().totalChunks();
      if (pipeline.progress().counts().itemsWritten() != file.orders()) {
        throw new IllegalStateException("the run counts " + pipeline.progress().counts());
      }
      double unitsAChunk = metered.writeUnits() / chunks;
      double unitsAMillion = unitsAChunk * MILLION * ITEM_BYTES / CHUNK_BYTES;
      Map<String, Long> calls = metered.calls();
      rows.add(
          List.of(
              workers,
              chunks,
              (double) calls.getOrDefault("TransactWriteItems", 0L) / chunks,
              (double) metered.conflicts() / chunks,
              unitsAChunk,
              metered.readUnits() / chunks,
              unitsAMillion,
              100 * unitsAMillion / MILLION));
      calls.forEach(
          (operation, called) ->
              operations.add(List.of(workers, operation, called, (double) called / chunks)));
    } finally {
      account.delete(table);
    }
  }
}
