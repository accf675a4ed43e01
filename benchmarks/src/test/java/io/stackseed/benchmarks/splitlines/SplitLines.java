package io.stackseed.benchmarks.splitlines;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Content;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.Jmh;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import io.stackseed.chunk.PlanPage;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Plans a terabyte of JSON Lines of which nothing is there but the first 64 KiB: looking at any
 * other byte fails. Then measures what it costs the readers that lines are cut by arithmetic.
 */
public final class SplitLines implements Benchmark {
  private static final String KEY = "orders.jsonl";
  private static final long TERABYTE = 1_000_000_000_000L;
  private static final long PROBE_BYTES = 64 * 1024;

  /** More than the probe sees of the file. */
  private static final int ORDERS_PER_PAGE = 1_000;

  private static final String FIRST_LINE = "to its first line";
  private static final String WHOLE_CHUNK = "the whole chunk";
  private static final int PLANS = 6;
  private static final int FORKS = 2;

  /** What a plan came to. */
  record Plan(long chunks, long bytesRead, double seconds) {}

  /**
   * Plans, then reads.
   *
   * @throws IllegalStateException if anything but the probe was read, a plan has a gap, or a reader
   *     does not begin where a line does
   */
  @Override
  public Report run(Size size) throws IOException, InterruptedException, RunnerException {
    LineChunks chunks = LineChunks.of(size);
    chunks.verify();
    Samples micros = new Samples();
    Jmh.run(
        LineChunksBenchmark.class,
        size,
        FORKS,
        (params, time) ->
            micros.add(Jmh.method(params).equals("chunk") ? WHOLE_CHUNK : FIRST_LINE, time));
    return Report.of(plans(size), times(micros), bytes(chunks));
  }

  private static Table times(Samples micros) {
    List<List<Object>> rows = new ArrayList<>();
    for (String what : List.of(FIRST_LINE, WHOLE_CHUNK)) {
      rows.add(
          List.of(
              what,
              micros.median(what),
              micros.least(what),
              micros.most(what),
              100 * micros.ratio(what, WHOLE_CHUNK)));
    }
    return new Table(
        "Reading a chunk of JSON Lines, to items, from memory",
        List.of(
            Column.text(""),
            new Column("µs, median", "%,.1f"),
            new Column("least", "%,.1f"),
            new Column("most", "%,.1f"),
            new Column("of the whole chunk", "%.3f %%")),
        rows);
  }

  private static Table plans(Size size) throws InterruptedException {
    long sizeBytes = size == Size.FULL ? TERABYTE : TERABYTE / 1_000;
    List<List<Object>> rows = new ArrayList<>();
    Samples seconds = new Samples();
    // The first is made by cold code.
    Plan plan = plan(sizeBytes);
    seconds.add("the first of a JVM", plan.seconds());
    for (int i = 1; i < (size == Size.FULL ? PLANS : 2); i++) {
      plan = plan(sizeBytes);
      seconds.add("later ones", plan.seconds());
    }
    for (String plans : List.of("the first of a JVM", "later ones")) {
      rows.add(
          List.of(
              plans,
              plan.chunks(),
              plan.bytesRead(),
              seconds.median(plans),
              seconds.least(plans),
              seconds.most(plans)));
    }
    return new Table(
        String.format("A plan of %,d bytes of JSON Lines", sizeBytes),
        List.of(
            Column.text(""),
            new Column("chunks", "%,d"),
            new Column("bytes read", "%,d"),
            new Column("seconds, median", "%.2f"),
            new Column("least", "%.2f"),
            new Column("most", "%.2f")),
        rows);
  }

  static Plan plan(long sizeBytes) throws InterruptedException {
    Contents objects = new Contents();
    Content beginning = OrderFile.lines(ORDERS_PER_PAGE, PROBE_BYTES);
    objects.put(KEY, new FirstBytesOnly(beginning, sizeBytes, PROBE_BYTES));
    Pipeline pipeline = new Pipeline(objects, new CountingTable());
    long start = System.nanoTime();
    pipeline.plan(KEY);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Plan(requireWhole(pipeline, sizeBytes), objects.bytesRead(), seconds);
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

  private static Table bytes(LineChunks chunks) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(bytes("before its first line", chunks.skipped()));
    rows.add(bytes("fetched beyond the chunk", chunks.fetchedBeyond()));
    return new Table(
        String.format("Bytes of a chunk of %,d", LineChunks.CHUNK_BYTES),
        List.of(Column.text(""), new Column("mean", "%,.0f"), new Column("most", "%,d")),
        rows);
  }

  private static List<Object> bytes(String what, List<Long> ofChunks) {
    return List.of(
        what,
        ofChunks.stream().mapToLong(Long::longValue).average().orElseThrow(),
        ofChunks.stream().mapToLong(Long::longValue).max().orElseThrow());
  }
}
