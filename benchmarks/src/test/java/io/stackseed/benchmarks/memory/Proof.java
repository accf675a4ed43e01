package io.stackseed.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.Content;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A load, from the request to the run's end, that compares what arrives with what was sent.
 *
 * @param contentBytes what the object holds, which is more than it has if it is compressed
 */
record Proof(Source source, Content object, long contentBytes, Check check) {
  private static final Path PROCESS = Path.of("/proc/self/status");

  /** Fails if anything got lost. */
  @FunctionalInterface
  interface Check {
    void check(CountingTable table, Progress progress);
  }

  static Proof of(Source source, Content object, OrderFile orders) {
    return new Proof(
        source,
        object,
        orders.sizeBytes(),
        (table, progress) -> requireAll(orders, table, progress));
  }

  /** Of an object that holds one order. */
  static Proof ofOne(Source source, Content object, long rejected) {
    return new Proof(
        source,
        object,
        object.sizeBytes(),
        (table, progress) -> {
          if (table.items() != 1 || progress.counts().itemsRejected() != rejected) {
            throw new IllegalStateException(
                "%s: %,d orders arrived, and the run counts %s"
                    .formatted(source.key(), table.items(), progress.counts()));
          }
        });
  }

  /**
   * Loads it.
   *
   * @throws IllegalStateException if anything got lost
   */
  Peak load() throws IOException, InterruptedException {
    try (Contents objects = new Contents()) {
      objects.put(source.key(), object);
      HeapPeak peak = HeapPeak.begin();
      long start = System.nanoTime();
      CountingTable table = new CountingTable();
      Pipeline pipeline = new Pipeline(objects, table);
      pipeline.plan(source.key());
      pipeline.load();
      double seconds = (System.nanoTime() - start) / 1e9;
      check.check(table, pipeline.progress());
      return new Peak(
          source,
          object.sizeBytes(),
          contentBytes,
          table.items(),
          pipeline.progress().totalChunks(),
          peak.bytesAfterCollection(),
          peak.bytes(),
          residentBytes(),
          seconds);
    }
  }

  /** The most memory that this process ever held; 0 where the system does not say. */
  private static long residentBytes() throws IOException {
    if (!Files.isReadable(PROCESS)) {
      return 0;
    }
    return Files.readAllLines(PROCESS, UTF_8).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
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
