package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.OnDemandLimit;
import io.stackseed.benchmarks.report.Plot;
import io.stackseed.benchmarks.report.Plot.Line;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How long runs of 1 GB, 100 GB and 1 TB take, what bounds them at each moment, and what they cost,
 * in simulated time: the same seed comes to the same figures on every machine.
 */
public final class Scale implements Benchmark {
  private static final long SEED = 1;

  /** Moments of a run that are told apart, where none is shorter than a second. */
  private static final int MOMENTS = 2_000;

  /** As many from one point of a line of a plot to the next. */
  private static final int POINT_MOMENTS = 10;

  /** As many make a point of a band, whose height is the part of them that it bounds. */
  private static final int BAND_MOMENTS = 20;

  private static final double HOUR_SECONDS = 3_600;
  private static final double MILLION = 1e6;
  private static final long LARGE_BYTES = 100_000_000_000L;

  private static final int FEWER_WORKERS = 10;
  private static final int MORE_WORKERS = 50;

  private static final String WHAT_IS_REAL =
      "Simulated time. The product's own: planner, plan, messages, leases, completion, watchdog,"
          + " and each worker's reading loop, backlog and call window. Fakes: the services, with"
          + " their latencies and limits. Abstracted: a record stands for the 25 items of a call,"
          + " with random keys";

  private static final List<Scenario> RUNS =
      List.of(
          Scenario.ofDefaults(1, 8_192, TableSetting.NEW_ON_DEMAND),
          Scenario.ofDefaults(1, 8_192, TableSetting.WARM),
          Scenario.ofDefaults(100, 8_192, TableSetting.NEW_ON_DEMAND),
          Scenario.ofDefaults(100, 8_192, TableSetting.WARM),
          Scenario.ofDefaults(1_000, 16_384, TableSetting.NEW_ON_DEMAND),
          Scenario.ofDefaults(1_000, 16_384, TableSetting.WARM));

  private static final List<Scenario> SMOKE =
      List.of(Scenario.ofDefaults(1, 16_384, TableSetting.WARM).with(5, Scenario.DEFAULT_MEMORY));

  /**
   * Simulates every run.
   *
   * @throws IllegalStateException if a plan or what was loaded is not what it should be
   */
  @Override
  public Report run(Size size) {
    List<Figures> runs = carriedOut(size == Size.SMOKE ? SMOKE : RUNS);
    List<Figures> settings = new ArrayList<>();
    for (Figures figures : runs) {
      if (isVaried(figures.scenario())) {
        settings.add(figures);
        settings.addAll(carriedOut(variants(figures.scenario())));
      }
    }
    return new Report(
        List.of(
            times(runs),
            bounds(runs),
            workers(runs),
            costs(runs),
            costsByService(runs),
            settings(settings),
            Published.table()),
        plots(runs));
  }

  private static boolean isVaried(Scenario scenario) {
    return scenario.bytes() == LARGE_BYTES || SMOKE.contains(scenario);
  }

  /**
   * With more workers; and with a whole processor for each, or fewer where a table gives little.
   */
  private static List<Scenario> variants(Scenario scenario) {
    int memory = scenario.memoryMegabytes();
    return List.of(
        scenario.with(MORE_WORKERS, memory),
        switch (scenario.table()) {
          case WARM -> scenario.with(scenario.concurrency(), Scenario.MEGABYTES_OF_A_PROCESSOR);
          case NEW_ON_DEMAND -> scenario.with(FEWER_WORKERS, memory);
        });
  }

  /** Beside each other: none of them looks at the machine's time. */
  private static List<Figures> carriedOut(List<Scenario> scenarios) {
    return scenarios.parallelStream().map(Scale::carriedOut).toList();
  }

  private static Figures carriedOut(Scenario scenario) {
    Figures figures = new Trial(scenario, SEED).run();
    System.err.printf(Locale.ROOT, "%s: %.3f × ideal%n", scenario.title(), figures.timesIdeal());
    return figures;
  }

  private static Table times(List<Figures> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Figures figures : all) {
      Scenario scenario = figures.scenario();
      rows.add(
          List.of(
              scenario.size(),
              scenario.table().title(),
              scenario.itemBytes() >> 10,
              scenario.concurrency(),
              figures.chunks(),
              span(figures.seconds()),
              span(figures.idealSeconds()),
              figures.timesIdeal(),
              100 * figures.utilisation()));
    }
    return new Table(
        WHAT_IS_REAL,
        List.of(
            Column.text("size"),
            Column.text("table"),
            new Column("KiB an item", "%d"),
            new Column("workers", "%d"),
            new Column("chunks", "%,d"),
            Column.text("time"),
            Column.text("ideal: the table alone"),
            new Column("× ideal", "%.3f"),
            new Column("utilisation", "%.1f %%")),
        rows);
  }

  private static String span(double seconds) {
    Duration rounded = Duration.ofSeconds(Math.round(seconds));
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        rounded.toHours(),
        rounded.toMinutesPart(),
        rounded.toSecondsPart());
  }

  private static int momentSeconds(Figures figures) {
    return Math.max(1, figures.moments().seconds() / MOMENTS);
  }

  private static Table bounds(List<Figures> all) {
    List<Map<Bound, Double>> shares =
        all.stream().map(figures -> figures.moments().shares(momentSeconds(figures))).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Bound bound : Bound.values()) {
      if (shares.stream().anyMatch(ofRun -> ofRun.containsKey(bound))) {
        List<Object> row = new ArrayList<>(List.of(bound.title()));
        shares.forEach(ofRun -> row.add(100 * ofRun.getOrDefault(bound, 0.0)));
        rows.add(row);
      }
    }
    return new Table(
        "What bounds each moment (a two-thousandth of the time, or a second), by the simulation's"
            + " state, as parts of the time: the table where"
            + " nine tenths of what it has are taken, else its partitions where they refuse more"
            + " than the whole does, else what most of the workers' time goes to",
        runColumns("bound", all),
        rows);
  }

  /** One for each run. */
  private static List<Column> runColumns(String first, List<Figures> all) {
    List<Column> columns = new ArrayList<>(List.of(Column.text(first)));
    all.forEach(figures -> columns.add(new Column(figures.scenario().title(), "%.1f %%")));
    return columns;
  }

  private static Table workers(List<Figures> all) {
    List<Map<Activity, Double>> shares =
        all.stream().map(figures -> figures.moments().invokedTime()).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Activity activity : Activity.values()) {
      if (activity.isInvoked()) {
        List<Object> row = new ArrayList<>(List.of(activity.title()));
        shares.forEach(ofRun -> row.add(100 * ofRun.getOrDefault(activity, 0.0)));
        rows.add(row);
      }
    }
    List<Object> conflicts =
        new ArrayList<>(List.of("transactions that met another over the progress item"));
    all.forEach(figures -> conflicts.add(100 * figures.usage().conflictShare()));
    rows.add(conflicts);
    return new Table(
        "What the workers' time goes to that Lambda charges for; and of the progress table's"
            + " transactions, how many had to be made again",
        runColumns("time", all),
        rows);
  }

  private static Table settings(List<Figures> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Figures figures : all) {
      Scenario scenario = figures.scenario();
      Bill bill = Bill.of(figures);
      rows.add(
          List.of(
              scenario.title(),
              scenario.concurrency(),
              scenario.memoryMegabytes(),
              figures.timesIdeal(),
              bill.duration(),
              100 * bill.beyondShare()));
    }
    return new Table(
        "What the parameters MaximumConcurrency and ChunksMemory come to",
        List.of(
            Column.text("run"),
            new Column("MaximumConcurrency", "%d"),
            new Column("ChunksMemory", "%d"),
            new Column("× ideal", "%.3f"),
            dollars("Lambda, time"),
            new Column("beyond, of items", "%.2f %%")),
        rows);
  }

  private static Table costs(List<Figures> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Figures figures : all) {
      Bill bill = Bill.of(figures);
      rows.add(
          List.of(
              figures.scenario().title(),
              bill.items(),
              bill.again(),
              bill.progress(),
              bill.duration(),
              bill.requests(),
              bill.beyond(),
              100 * bill.beyondShare(),
              provisioned(figures)));
    }
    return new Table(
        "Cost in USD (%s), without logs and the warming up of tables. Beyond: what comes on top of"
                .formatted(Prices.OF)
            + " the write units of the items on demand, and by those. Provisioned: 40,000 units for"
            + " the time of the run, instead of units on demand",
        List.of(
            Column.text("run"),
            dollars("items"),
            dollars("items again"),
            dollars("progress table"),
            dollars("Lambda, time"),
            dollars("requests to Lambda, SQS, S3"),
            dollars("beyond"),
            new Column("of items", "%.2f %%"),
            Column.text("items, provisioned")),
        rows);
  }

  /** A write unit is an item of up to 1 KB. */
  private static Table costsByService(List<Figures> all) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("service")));
    all.forEach(figures -> columns.add(new Column(figures.scenario().title(), "%.4f")));
    return new Table(
        "Cost of a million write units, as of items of 1 KB, in USD",
        columns,
        List.of(
            costs("DynamoDB, target table: the items once", all, Bill::items),
            costs("DynamoDB, target table: items again", all, Bill::again),
            costs("DynamoDB, progress table", all, Bill::progress),
            costs("Lambda, time", all, Bill::duration),
            costs("Lambda, requests", all, Bill::invocations),
            costs("SQS", all, Bill::queues),
            costs("S3", all, Bill::objects)));
  }

  private static List<Object> costs(String title, List<Figures> all, ToDoubleFunction<Bill> part) {
    List<Object> row = new ArrayList<>(List.of(title));
    for (Figures figures : all) {
      row.add(MILLION * part.applyAsDouble(Bill.of(figures)) / figures.units());
    }
    return row;
  }

  private static Column dollars(String title) {
    return new Column(title, "%.3f");
  }

  private static String provisioned(Figures figures) {
    return switch (figures.scenario().table()) {
      case NEW_ON_DEMAND -> "";
      case WARM ->
          String.format(
              Locale.ROOT,
              "%.3f",
              OnDemandLimit.QUOTA
                  * figures.seconds()
                  / HOUR_SECONDS
                  * Prices.PROVISIONED_WRITE_UNIT_HOUR);
    };
  }

  private static List<Plot> plots(List<Figures> all) {
    List<Plot> plots = new ArrayList<>();
    plots.add(timeOverSize(all));
    long largest = all.stream().mapToLong(figures -> figures.scenario().bytes()).max().orElse(0);
    long least = Math.min(largest, LARGE_BYTES);
    for (Figures figures : all) {
      if (figures.scenario().bytes() >= least) {
        plots.add(utilisation(figures));
        plots.add(boundsOverTime(figures));
      }
    }
    return plots;
  }

  private static Plot timeOverSize(List<Figures> all) {
    Map<String, List<List<Double>>> lines = new LinkedHashMap<>();
    for (Figures figures : all) {
      String table = figures.scenario().table().title();
      double gigabytes = figures.scenario().bytes() / 1e9;
      add(lines, table, gigabytes, figures.seconds());
      add(lines, table + ", ideal", gigabytes, figures.idealSeconds());
    }
    return new Plot(
        "scale-time",
        "Simulated time over size",
        "GB",
        "seconds",
        Plot.Kind.LOGARITHMIC,
        lines.entrySet().stream()
            .map(line -> new Line(line.getKey(), line.getValue().get(0), line.getValue().get(1)))
            .toList());
  }

  private static void add(Map<String, List<List<Double>>> lines, String name, double x, double y) {
    List<List<Double>> line =
        lines.computeIfAbsent(name, key -> List.of(new ArrayList<>(), new ArrayList<>()));
    line.get(0).add(x);
    line.get(1).add(y);
  }

  private static String fileName(String what, Scenario scenario) {
    return "scale-%s-%s-%s"
        .formatted(
            what,
            scenario.size().replace(" ", "").toLowerCase(Locale.ROOT),
            scenario.table().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Plot utilisation(Figures figures) {
    Moments moments = figures.moments();
    List<Double> hours = new ArrayList<>();
    List<Double> had = new ArrayList<>();
    List<Double> taken = new ArrayList<>();
    int each = POINT_MOMENTS * momentSeconds(figures);
    for (int from = 0; from + each <= moments.seconds(); from += each) {
      Moments.Span span = moments.span(from, from + each);
      hours.add((from + each / 2.0) / HOUR_SECONDS);
      had.add(span.offered() / each);
      taken.add(span.consumed() / each);
    }
    return new Plot(
        fileName("utilisation", figures.scenario()),
        figures.scenario().title() + ": what is taken of what the table has",
        "hours",
        "write units a second",
        Plot.Kind.LINES,
        List.of(new Line("what it has", hours, had), new Line("what is taken", hours, taken)));
  }

  /** A band is as high as the part of the time in which that is what bounds. */
  private static Plot boundsOverTime(Figures figures) {
    Moments moments = figures.moments();
    List<Double> hours = new ArrayList<>();
    Map<Bound, List<Double>> sums = new EnumMap<>(Bound.class);
    int moment = momentSeconds(figures);
    int each = BAND_MOMENTS * moment;
    for (int from = 0; from < moments.seconds(); from += each) {
      int to = Math.min(moments.seconds(), from + each);
      Map<Bound, Double> shares = moments.shares(from, to, moment);
      hours.add(from / HOUR_SECONDS);
      double sum = 0;
      for (Bound bound : Bound.values()) {
        sum += 100 * shares.getOrDefault(bound, 0.0);
        sums.computeIfAbsent(bound, key -> new ArrayList<>()).add(sum);
      }
    }
    List<Line> lines = new ArrayList<>();
    List<Double> below = Collections.nCopies(hours.size(), 0.0);
    for (Map.Entry<Bound, List<Double>> sum : sums.entrySet()) {
      if (!sum.getValue().equals(below)) {
        lines.add(0, new Line(sum.getKey().title(), hours, sum.getValue()));
        below = sum.getValue();
      }
    }
    return new Plot(
        fileName("bounds", figures.scenario()),
        figures.scenario().title() + ": what bounds each moment",
        "hours",
        "% of the time",
        Plot.Kind.BANDS,
        lines);
  }
}
