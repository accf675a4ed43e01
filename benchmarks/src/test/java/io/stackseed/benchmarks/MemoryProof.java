package io.stackseed.benchmarks;

import io.stackseed.benchmarks.OddFile.Stretch;
import io.stackseed.run.Progress;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Sends files that are far larger than the heap through the code of dispatcher and worker, and
 * compares what arrives with what they were made of. To be started with {@code -Xmx256m}.
 */
public final class MemoryProof {

  private static final long FILE_BYTES = 2_000_000_000;
  private static final long MAX_HEAP_BYTES = 256L << 20;
  private static final long MEBIBYTE = 1 << 20;

  /** Some 280 KB of orders that differ. */
  private static final int ORDERS_PER_PAGE = 1_000;

  private final PrintStream out;
  private final long fileBytes;

  MemoryProof(PrintStream out, long fileBytes) {
    this.out = out;
    this.fileBytes = fileBytes;
  }

  /**
   * Runs the proof.
   *
   * @throws IllegalStateException if the heap is larger than what is to be proved, or anything got
   *     lost
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (Runtime.getRuntime().maxMemory() > MAX_HEAP_BYTES) {
      throw new IllegalStateException("the heap may grow past 256 MiB: start it with -Xmx256m");
    }
    new MemoryProof(System.out, FILE_BYTES).run();
  }

  void run() throws IOException, InterruptedException {
    out.printf(
        "heap of %d MiB at most%n%n%-17s %15s %15s %10s %6s %8s %18s%n",
        Runtime.getRuntime().maxMemory() / MEBIBYTE,
        "file",
        "bytes",
        "content",
        "items",
        "chunks",
        "seconds",
        "peak heap (live)");
    OrderFile array = OrderFile.array(ORDERS_PER_PAGE, fileBytes);
    prove("orders.json", array, array);
    OrderFile lines = OrderFile.lines(ORDERS_PER_PAGE, fileBytes);
    prove("orders.jsonl", lines, lines);
    Path gzip = Files.createTempFile("stackseed-", ".jsonl.gz");
    try {
      compress(lines, gzip);
      prove("orders.jsonl.gz", FileContent.of(gzip), lines);
    } finally {
      Files.delete(gzip);
    }
    String order = Order.random(new Random(1)).json();
    proveOdd(
        "one-line.jsonl",
        1,
        Stretch.of("x", fileBytes),
        Stretch.of("\n"),
        Stretch.of(order + "\n"));
    proveOdd("blank-lines.jsonl", 0, Stretch.of("\n", fileBytes), Stretch.of(order));
    proveOdd(
        "one-text.json",
        1,
        Stretch.of("[" + order + ",\""),
        Stretch.of("a\\\"", fileBytes / 3),
        Stretch.of("\"]"));
    proveOdd(
        "one-nest.json",
        1,
        Stretch.of("[" + order + ","),
        Stretch.of("[", fileBytes / 2),
        Stretch.of("]", fileBytes / 2),
        Stretch.of("]"));
  }

  /** Loads an object of one order, and of stretches that are no more than one record. */
  private void proveOdd(String key, long rejected, Stretch... stretches)
      throws IOException, InterruptedException {
    OddFile file = OddFile.of(stretches);
    prove(
        key,
        file,
        file.sizeBytes(),
        (table, progress) -> {
          if (table.items() != 1 || progress.counts().itemsRejected() != rejected) {
            throw new IllegalStateException(
                "%s: %,d orders arrived, and the run counts %s"
                    .formatted(key, table.items(), progress.counts()));
          }
        });
  }

  private static void compress(OrderFile content, Path file) throws IOException {
    try (InputStream in = content.open(new ByteRange(0, content.sizeBytes()));
        OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      in.transferTo(zipped);
    }
  }

  /**
   * Loads one object.
   *
   * @param orders what it holds
   */
  private void prove(String key, Content object, OrderFile orders)
      throws IOException, InterruptedException {
    prove(
        key, object, orders.sizeBytes(), (table, progress) -> requireAll(orders, table, progress));
  }

  private interface Check {
    void check(CountingTable table, Progress progress);
  }

  private void prove(String key, Content object, long contentBytes, Check check)
      throws IOException, InterruptedException {
    try (Contents objects = new Contents()) {
      objects.put(key, object);
      HeapPeak peak = HeapPeak.begin();
      long start = System.nanoTime();
      CountingTable table = new CountingTable();
      Pipeline pipeline = new Pipeline(objects, table);
      pipeline.plan(key);
      pipeline.load();
      long nanos = System.nanoTime() - start;
      check.check(table, pipeline.progress());
      out.printf(
          "%-17s %,15d %,15d %,10d %,6d %,8.1f %7d (%d) MiB%n",
          key,
          object.sizeBytes(),
          contentBytes,
          table.items(),
          pipeline.progress().totalChunks(),
          nanos / 1e9,
          peak.bytes() / MEBIBYTE,
          peak.bytesAfterCollection() / MEBIBYTE);
    }
  }

  /** Every order is in the table, once, and the run says so. */
  static void requireAll(OrderFile orders, CountingTable table, Progress progress) {
    if (table.items() != orders.orders()
        || table.checksum() != orders.checksum()
        || progress.counts().itemsWritten() != orders.orders()) {
      throw new IllegalStateException(
          "%,d orders were sent, %,d arrived, and the run counts %,d; checksum %x, and not %x"
              .formatted(
                  orders.orders(),
                  table.items(),
                  progress.counts().itemsWritten(),
                  table.checksum(),
                  orders.checksum()));
    }
  }
}
