package io.stackseed.benchmarks.memory;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.report.Plot;
import io.stackseed.benchmarks.report.Plot.Line;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Sends files that are far larger than the heap through the code of dispatcher and worker, each in
 * a JVM of its own, because a process's peak never falls.
 */
public final class Memory implements Benchmark {
  private static final double MEBIBYTE = 1 << 20;
  private static final long SMALL = 10_000_000;
  private static final long LARGE = 1_000_000_000;
  private static final long HUGE = 10_000_000_000L;

  /** A file that is loaded. */
  private record Load(Source source, long bytes) {}

  private static final List<Load> LOADS =
      List.of(
          new Load(Source.ARRAY, SMALL),
          new Load(Source.ARRAY, LARGE),
          new Load(Source.ARRAY, HUGE),
          new Load(Source.LINES, SMALL),
          new Load(Source.LINES, LARGE),
          new Load(Source.LINES, HUGE),
          new Load(Source.GZIP, SMALL),
          new Load(Source.GZIP, LARGE),
          new Load(Source.ONE_LINE, LARGE),
          new Load(Source.BLANK_LINES, LARGE),
          new Load(Source.ONE_TEXT, LARGE),
          new Load(Source.ONE_NEST, LARGE));

  /**
   * Loads all; for a smoke, one.
   *
   * @throws IllegalStateException if anything got lost, or the heap did not suffice
   */
  @Override
  public Report run(Size size) throws IOException, InterruptedException {
    List<Load> loads =
        size == Size.FULL
            ? LOADS
            : List.of(new Load(Source.LINES, 1_000), new Load(Source.ONE_NEST, 1_000));
    List<Peak> peaks = new ArrayList<>();
    for (Load load : loads) {
      peaks.add(MemoryFork.start(load.source(), load.bytes()));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Peak peak : peaks) {
      rows.add(
          List.of(
              peak.source().key(),
              peak.objectBytes(),
              peak.contentBytes(),
              peak.items(),
              peak.chunks(),
              peak.liveBytes() / MEBIBYTE,
              peak.heapBytes() / MEBIBYTE,
              peak.residentBytes() / MEBIBYTE,
              peak.seconds()));
    }
    Table table =
        new Table(
            "Most memory that was in use, with a heap of %d MiB at most"
                .formatted(MemoryFork.MAX_HEAP_MEBIBYTES),
            List.of(
                Column.text("file"),
                new Column("bytes", "%,d"),
                new Column("content", "%,d"),
                new Column("items", "%,d"),
                new Column("chunks", "%,d"),
                new Column("heap after a collection, MiB", "%.0f"),
                new Column("heap, MiB", "%.0f"),
                new Column("resident, MiB", "%.0f"),
                new Column("seconds", "%.1f")),
            rows);
    return new Report(List.of(table), List.of(plot(peaks)));
  }

  private static Plot plot(List<Peak> peaks) {
    List<Line> lines = new ArrayList<>();
    for (Source source : List.of(Source.ARRAY, Source.LINES, Source.GZIP)) {
      List<Peak> ofSource = peaks.stream().filter(peak -> peak.source() == source).toList();
      if (!ofSource.isEmpty()) {
        lines.add(line(source.key() + ", resident", ofSource, Peak::residentBytes));
        lines.add(line(source.key() + ", heap", ofSource, Peak::heapBytes));
      }
    }
    return new Plot(
        "memory",
        "Peak memory over the size of the file",
        "bytes",
        "MiB",
        Plot.Kind.OVER_MAGNITUDES,
        lines);
  }

  private static Line line(String name, List<Peak> peaks, ToDoubleFunction<Peak> bytes) {
    return new Line(
        name,
        peaks.stream().map(peak -> (double) peak.contentBytes()).toList(),
        peaks.stream().map(peak -> bytes.applyAsDouble(peak) / MEBIBYTE).toList());
  }
}
