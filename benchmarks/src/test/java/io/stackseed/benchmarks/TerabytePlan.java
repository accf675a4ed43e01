package io.stackseed.benchmarks;

import io.stackseed.chunk.PlanPage;
import io.stackseed.source.ByteRange;
import java.io.PrintStream;

/**
 * Plans a terabyte of JSON Lines of which nothing is there but the first 64 KiB: looking at any
 * other byte fails.
 */
public final class TerabytePlan {

  private static final String KEY = "orders.jsonl";
  private static final long TERABYTE = 1_000_000_000_000L;
  private static final long PROBE_BYTES = 64 * 1024;

  /** More than the probe sees of the file. */
  private static final int ORDERS_PER_PAGE = 1_000;

  private static final int ROUNDS = 5;

  private TerabytePlan() {}

  /**
   * Plans it a few times, because the first plan is made by cold code, and prints each.
   *
   * @throws IllegalStateException if anything but the probe was read, or the plan has a gap
   */
  public static void main(String[] arguments) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      plan(TERABYTE, System.out);
    }
  }

  static void plan(long sizeBytes, PrintStream out) throws InterruptedException {
    Contents objects = new Contents();
    Content beginning = OrderFile.lines(ORDERS_PER_PAGE, PROBE_BYTES);
    objects.put(KEY, new FirstBytesOnly(beginning, sizeBytes, PROBE_BYTES));
    Pipeline pipeline = new Pipeline(objects, new CountingTable());
    long start = System.nanoTime();
    pipeline.plan(KEY);
    double seconds = (System.nanoTime() - start) / 1e9;
    long chunks = requireWhole(pipeline, sizeBytes);
    out.printf(
        "planned %,d bytes in %.2f s: %,d chunks, %,d bytes read%n",
        sizeBytes, seconds, chunks, objects.bytesRead());
  }

  /** The chunks follow one another from the first byte to the last; returns how many there are. */
  private static long requireWhole(Pipeline pipeline, long sizeBytes) {
    long position = 0;
    long chunks = 0;
    for (PlanPage page : pipeline.pages()) {
      for (ByteRange range : page.ranges()) {
        if (range.start() != position) {
          throw new IllegalStateException(range + " follows byte " + position);
        }
        position = range.endExclusive();
        chunks++;
      }
    }
    if (position != sizeBytes || chunks != pipeline.progress().totalChunks()) {
      throw new IllegalStateException(
          "%,d chunks of %,d up to byte %,d"
              .formatted(chunks, pipeline.progress().totalChunks(), position));
    }
    return chunks;
  }
}
