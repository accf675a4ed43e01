package io.stackseed.benchmarks;

import io.stackseed.benchmarks.CapacityTrial.Queueing;
import java.io.PrintStream;
import java.util.List;

/**
 * How much workers make of a table that throttles them, in simulated time: the same seed comes to
 * the same figures on every machine.
 */
public final class Capacity {

  private static final long SEED = 1;

  private static final Provision SMALL = Provision.of(4, 4_000);
  private static final Provision LARGE = Provision.of(40, 40_000);
  private static final Provision IDLE_BEFORE = Provision.bursting(4, 1_000);

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
          new Row(Provision.onDemand(), 2_100, FileKind.RANDOM, 50, Queueing.SPREAD));

  private Capacity() {}

  /**
   * A line of the table of figures.
   *
   * @param seconds of the whole table that the file needs
   */
  private record Row(
      Provision provision, int seconds, FileKind kind, int workers, Queueing queueing) {}

  /**
   * Prints the figures.
   *
   * @throws IllegalStateException if a file was not loaded whole
   */
  public static void main(String[] arguments) throws InterruptedException {
    print(ROWS, System.out);
  }

  private static void print(List<Row> rows, PrintStream out) throws InterruptedException {
    out.println("| table | file | workers | chunks | utilisation | throttled | × ideal time |");
    out.println("|---|---|---|---|---|---|---|");
    for (Row row : rows) {
      KeyFile file = KeyFile.taking(row.seconds(), row.kind(), row.provision());
      CapacityFigures figures =
          new CapacityTrial(file, row.provision(), SEED).run(row.workers(), row.queueing());
      out.printf(
          "| %s | %s | %d | %s | %.1f %% | %.1f %% | %.2f |%n",
          row.provision().title(),
          row.kind().title(),
          row.workers(),
          row.queueing().title(),
          100 * figures.utilisation(),
          100 * figures.throttled(),
          figures.timesIdeal());
    }
  }
}
