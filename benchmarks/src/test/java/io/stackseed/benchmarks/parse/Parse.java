package io.stackseed.benchmarks.parse;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Jmh;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.RunnerException;

/** Records to items in every format, beside the tree of a library and a plain mapping of it. */
public final class Parse implements Benchmark {
  private static final int FORKS = 2;
  private static final String STACKSEED = "Stackseed";

  /** A format, what is read, and the nanoseconds of an item. */
  private record Trial(OrderFormat format, ParsedOrders orders, Samples nanos) {
    static Trial of(OrderFormat format, Size size) {
      return new Trial(format, ParsedOrders.of(format, size), new Samples());
    }

    void add(BenchmarkParams params, double micros) {
      boolean isOurs = Jmh.method(params).equals("stackseed");
      nanos.add(isOurs ? STACKSEED : format.baseline(), micros * 1_000 / orders.orders());
    }

    List<Object> row(String side) {
      double bytesPerItem = (double) orders.sizeBytes() / orders.orders();
      return List.of(
          format.label(),
          side,
          bytesPerItem,
          bytesPerItem / nanos.median(side) * 1_000,
          nanos.median(side),
          nanos.least(side),
          nanos.most(side),
          nanos.ratio(format.baseline(), side));
    }
  }

  /**
   * Checks every format, then times it.
   *
   * @throws IllegalStateException if both sides do not make the same items
   */
  @Override
  public Report run(Size size) throws IOException, RunnerException {
    List<Trial> trials = new ArrayList<>();
    for (OrderFormat format : OrderFormat.values()) {
      Trial trial = Trial.of(format, size);
      trial.orders().verify();
      trials.add(trial);
    }
    Jmh.run(
        ParseBenchmark.class,
        size,
        FORKS,
        (params, micros) ->
            trials.stream()
                .filter(trial -> trial.format().name().equals(params.getParam("format")))
                .forEach(trial -> trial.add(params, micros)));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      rows.add(trial.row(STACKSEED));
      rows.add(trial.row(trial.format().baseline()));
    }
    return Report.of(
        new Table(
            "Records to items, in memory",
            List.of(
                Column.text("format"),
                Column.text("by"),
                new Column("bytes a record", "%.0f"),
                new Column("MB/s", "%.0f"),
                new Column("ns an item, median", "%,.0f"),
                new Column("least", "%,.0f"),
                new Column("most", "%,.0f"),
                new Column("× as fast as the library's", "%.2f")),
            rows));
  }
}
