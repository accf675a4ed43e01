package io.stackseed.cli.validate;

import io.stackseed.cli.output.TextTable;
import io.stackseed.cli.output.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people. */
final class TextReport {
  private final Report report;
  private final PrintWriter out;

  private TextReport(Report report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  static void print(Report report, PrintWriter out) {
    new TextReport(report, out).print();
  }

  private void print() {
    Findings findings = report.findings();
    files();
    rejects(findings.rejects());
    if (findings.items() > 0) {
      items(findings);
      if (findings.timeToLive() != null) {
        timeToLive(findings.timeToLive());
      }
      run(findings.units());
    }
    conclusion();
  }

  private void files() {
    TextTable table = new TextTable();
    boolean isSample = report.findings().recordsSampledOut() > 0;
    row(table, isSample, "Sampled out", "File", "Format", "Bytes", "Records", "Items", "Rejects");
    for (FileReport file : report.files()) {
      row(
          table,
          isSample,
          file.sampledOut(),
          file.file(),
          file.format() == null ? "?" : file.format().word(),
          file.sizeBytes(),
          file.records(),
          file.items(),
          file.rejected());
    }
    if (report.files().size() > 1) {
      Findings findings = report.findings();
      row(
          table,
          isSample,
          findings.recordsSampledOut(),
          String.format(Locale.ROOT, "%,d files", report.files().size()),
          "",
          report.files().stream().mapToLong(FileReport::sizeBytes).sum(),
          findings.records(),
          findings.items(),
          findings.rejects().count());
    }
    table.print(out);
  }

  /** A column more where a sample was taken. */
  private static void row(TextTable table, boolean isSample, Object sampledOut, Object... cells) {
    List<Object> all = new ArrayList<>(List.of(cells));
    if (isSample) {
      all.add(sampledOut);
    }
    table.row(all.toArray());
  }

  private void rejects(Rejects rejects) {
    if (rejects.count() == 0) {
      return;
    }
    heading("Rejects by code");
    TextTable codes = new TextTable();
    rejects.byCode().forEach((code, count) -> codes.row(count, code.name()));
    codes.print(out);
    if (!rejects.first().isEmpty()) {
      heading("First rejects");
      TextTable first = new TextTable();
      rejects
          .first()
          .forEach(
              reject ->
                  first.row(
                      reject.place().file(), "byte", reject.place().offset(), reject.reason()));
      first.print(out);
    }
  }

  private void items(Findings findings) {
    heading("Items");
    ItemSizes sizes = findings.sizes();
    TextTable table = new TextTable();
    for (Map.Entry<Long, Long> size : sizes.distribution().entrySet()) {
      table.row("up to " + size.getKey() / 1024 + " KB", size.getValue());
    }
    table.print(out);
    line("largest: %,d bytes, %s", sizes.largestBytes(), String.valueOf(sizes.largestPlace()));
    SeenKeys keys = findings.keys();
    if (keys.firstRepeated() == null) {
      line("duplicate keys: none%s", keys.isComplete() ? "" : " known");
    } else {
      line(
          "duplicate keys: %s%,d, which an item before had; the first at %s",
          keys.isComplete() ? "" : "at least ", keys.repeated(), keys.firstRepeated());
    }
    if (!keys.isComplete()) {
      line("  not checked to the end: only the first %,d keys were compared", keys.remembered());
    }
  }

  private void timeToLive(TimeToLive timeToLive) {
    heading("Time to live, attribute '" + timeToLive.attribute() + "'");
    TextTable table = new TextTable();
    timeToLive
        .items()
        .forEach(
            (fate, items) -> {
              if (items > 0) {
                table.row(items, fate.words());
              }
            });
    table.print(out);
  }

  private void run(WriteUnits units) {
    heading("A run");
    TextTable table = new TextTable();
    table.row("write units of the table", units.table());
    units.byIndex().forEach((name, indexUnits) -> table.row("and of index " + name, indexUnits));
    if (!units.byIndex().isEmpty()) {
      table.row("in all", units.total());
    }
    table.print(out);
    line(
        "takes at least %s at %,d write units a second",
        Words.of(Duration.ofSeconds(report.seconds())), report.capacity());
    Price price = report.price();
    line(
        "costs %s on demand, at $%s a million (%s)",
        Price.rounded(price.of(units.total())), price.perMillion().toPlainString(), price.source());
  }

  private void conclusion() {
    out.println();
    report.notes().forEach(out::println);
    if (report.wouldSucceed()) {
      out.println("A run would succeed.");
    } else {
      out.println("A run would fail:");
      report.problems().forEach(problem -> out.println("  " + problem));
    }
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  private void line(String format, Object... arguments) {
    out.println("  " + String.format(Locale.ROOT, format, arguments));
  }
}
