package io.stackseed.cli.runs;

import io.stackseed.cli.output.TextTable;
import io.stackseed.cli.output.Words;
import io.stackseed.reject.ReportFile;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A run for people. */
final class RunText {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int CHUNKS_SHOWN = 20;
  private static final int SHORT = 12;

  private RunText() {}

  /** As much of a run's id as people need. */
  static String brief(String runId) {
    return runId.length() <= SHORT ? runId : runId.substring(0, SHORT);
  }

  /** How it stands, or how it ended. */
  static void print(Snapshot snapshot, PrintWriter out) {
    Run run = snapshot.run();
    Load load = run.load();
    out.println("Run %s: %s".formatted(run.id(), snapshot.state()));
    if (snapshot.reason() != null) {
      out.println(snapshot.reason());
    }
    TextTable table = new TextTable();
    if (load == null) {
      table.row("request", run.requestType() + ", which loads nothing");
    } else {
      table.row("table", load.table().tableName() + (load.dryRun() ? " (dry run)" : ""));
      table.row("source", load.source().name());
      if (load.resumes() != null) {
        table.row("resumes", load.resumes());
      }
      figures(table, snapshot);
    }
    instants(table, snapshot);
    rejects(table, snapshot);
    table.print(out);
  }

  private static void figures(TextTable table, Snapshot snapshot) {
    Counts counts = snapshot.counts();
    Progress progress = snapshot.progress();
    table.row(
        "records",
        text("%,d read", counts.recordsRead())
            + text(": %,d written, %,d skipped", counts.itemsWritten(), counts.itemsSkipped())
            + text(", %,d rejected", counts.itemsRejected())
            + text(", %,d sampled out", counts.itemsSampledOut()));
    table.row(
        "chunks",
        text("%,d of %,d done", progress.doneChunks(), progress.totalChunks())
            + text("; %,d of %,d objects cut", progress.objectsSplit(), progress.objects()));
    table.row(
        "bytes read, write units", text("%,d, %,.1f", counts.bytesRead(), counts.writeUnits()));
  }

  private static void instants(TextTable table, Snapshot snapshot) {
    Run run = snapshot.run();
    Outcome outcome = run.outcome();
    table.row("accepted", INSTANT.format(run.acceptedAt()));
    if (outcome == null) {
      Instant until = run.load() == null ? run.deadlines().answerBy() : run.deadlines().endBy();
      table.row(
          "running for", Words.of(snapshot.elapsed()) + ", at most until " + INSTANT.format(until));
    } else {
      table.row("ended", INSTANT.format(outcome.at()) + ", after " + Words.of(snapshot.elapsed()));
      if (run.owesAnswer() || run.owesSignal()) {
        table.row("answer", "decided, and not delivered yet");
      }
    }
  }

  private static void rejects(TextTable table, Snapshot snapshot) {
    FirstReject first = snapshot.progress().firstReject();
    Load load = snapshot.run().load();
    if (first != null && load != null) {
      table.row("rejects", ReportFile.prefix(load.ingestBucket(), snapshot.run().id()));
      table.row(
          "the first",
          text("object %d, byte %,d: ", first.object(), first.offset()) + first.reason());
    }
  }

  /** Chunks that were begun and are not done. */
  static void printUnfinished(List<ChunkMarker> unfinished, Instant now, PrintWriter out) {
    if (unfinished.isEmpty()) {
      return;
    }
    out.println();
    out.println("Chunks begun and not done");
    TextTable table = new TextTable();
    unfinished.stream()
        .limit(CHUNKS_SHOWN)
        .forEach(
            marker ->
                table.row(
                    "%d-%d".formatted(marker.chunk().object(), marker.chunk().chunk()),
                    lease(marker, now),
                    "attempt " + marker.attempts(),
                    marker.cause() == null ? "" : marker.cause()));
    table.print(out);
    if (unfinished.size() > CHUNKS_SHOWN) {
      out.println(text("  … and %,d more", unfinished.size() - CHUNKS_SHOWN));
    }
  }

  private static String lease(ChunkMarker marker, Instant now) {
    Instant resumeAt = marker.resumeAt();
    if (resumeAt != null) {
      return "paused until " + INSTANT.format(resumeAt);
    }
    return (marker.leaseUntil().isBefore(now) ? "lease expired " : "leased until ")
        + INSTANT.format(marker.leaseUntil());
  }

  /** A line for each run. */
  static void printAll(List<Snapshot> snapshots, PrintWriter out) {
    TextTable table = new TextTable();
    table.row("Run", "State", "Table", "Items", "Rejects", "Chunks", "Accepted", "Source");
    for (Snapshot snapshot : snapshots) {
      Progress progress = snapshot.progress();
      String name = snapshot.table();
      String source = snapshot.source();
      table.row(
          brief(snapshot.run().id()),
          snapshot.state().name(),
          name == null ? "(" + snapshot.run().requestType() + ")" : name,
          snapshot.counts().itemsWritten(),
          snapshot.counts().itemsRejected(),
          progress.doneChunks() + "/" + progress.totalChunks(),
          INSTANT.format(snapshot.run().acceptedAt()),
          source == null ? "" : source);
    }
    table.print(out);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
