package io.stackseed.benchmarks;

import io.stackseed.benchmarks.CapacityTrial.Queueing;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.util.List;

/**
 * How much workers make of a table that throttles them, in simulated time: the same seed comes to
 * the same figures on every machine.
 */
public final class Capacity implements Benchmark {

  private static final long SEED = 1;

  private static final Provision SMALL = Provision.of(4, 4_000);
  private static final Provision LARGE = Provision.of(40, 40_000);
  private static final Provision IDLE_BEFORE = Provision.bursting(4, 1_000);

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("table"),
          Column.text("file"),
          new Column("workers", "%d"),
          Column.text("chunks"),
          new Column("utilisation", "%.1f %%"),
          new Column("throttled", "%.1f %%"),
          new Column("× ideal time", "%.2f"));

  private static final List<Row> ROWS =
      List.of(
          new Row(SMALL, 240, FileKind.RANDOM, 50, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.RANDOM, 50, Queueing.FILE_ORDER),
          new Row(SMALL, 240, FileKind.RANDOM, 4, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.RANDOM, 1, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.SORTED, 50, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.SORTED, 50, Queueing.FILE_ORDER),
          new Row(SMALL, 240, FileKind.SORTED, 4, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.SORTED, 4, Queueing.FILE_ORDER),
          new Row(SMALL, 240, FileKind.ZIPF, 50, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.ZIPF, 50, Queueing.FILE_ORDER),
          new Row(SMALL, 240, FileKind.FEW, 50, Queueing.SPREAD),
          new Row(SMALL, 240, FileKind.FEW, 50, Queueing.FILE_ORDER),
          new Row(IDLE_BEFORE, 900, FileKind.RANDOM, 50, Queueing.SPREAD),
          new Row(LARGE, 240, FileKind.RANDOM, 50, Queueing.SPREAD),
          new Row(LARGE, 240, FileKind.SORTED, 50, Queueing.SPREAD),
          new Row(LARGE, 240, FileKind.SORTED, 50, Queueing.FILE_ORDER),
          new Row(LARGE, 240, FileKind.ZIPF, 50, Queueing.SPREAD),
          new Row(LARGE, 240, FileKind.FEW, 50, Queueing.SPREAD),
          new Row(Provision.onDemand(), 2_100, FileKind.RANDOM, 50, Queueing.SPREAD),
          new Row(Provision.onDemand(), 2_100, FileKind.SORTED, 50, Queueing.SPREAD),
          new Row(Provision.onDemand(), 2_100, FileKind.ZIPF, 50, Queueing.SPREAD),
          new Row(Provision.onDemand(), 2_100, FileKind.FEW, 50, Queueing.SPREAD));

  /**
   * A line of the table of figures.
   *
   * @param seconds of the whole table that the file needs
   */
  private record Row(
      Provision provision, int seconds, FileKind kind, int workers, Queueing queueing) {}

  /**
   * Simulates every row, beside each other; for a smoke, the third.
   *
   * @throws IllegalStateException if a file was not loaded whole
   */
  @Override
  public Report run(Size size) {
    List<Row> rows = size == Size.SMOKE ? ROWS.subList(2, 3) : ROWS;
    return Report.of(
        new Table(
            "Simulated: the same on every machine",
            COLUMNS,
            rows.parallelStream().map(Capacity::figures).toList()));
  }

  private static List<Object> figures(Row row) {
    KeyFile file = KeyFile.taking(row.seconds(), row.kind(), row.provision());
    CapacityFigures figures =
        new CapacityTrial(file, row.provision(), SEED).run(row.workers(), row.queueing());
    return List.of(
        row.provision().title(),
        row.kind().title(),
        row.workers(),
        row.queueing().title(),
        100 * figures.utilisation(),
        100 * figures.throttled(),
        figures.timesIdeal());
  }
}
