package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stackseed.cli.account.AccountException;
import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.run.Load;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads what a run rejected. */
@Command(
    name = "rejects",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads the reject report of a run: a line of JSON for each rejected record, with its"
          + " byte offset, the reason and what it held.",
      "",
      "With --raw it gives the records themselves, a line end after each, to be mended and seeded"
          + " again; of CSV after a line that names the fields. A record that the report has cut,"
          + " at 16 KiB, is left out and named, and the exit code is 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed rejects 3f2a9c41 --stack data-ingest | jq -r .code | sort | uniq -c",
      "  stackseed rejects 3f2a9c41 --stack data-ingest --raw --output mended.jsonl",
      "  stackseed rejects 3f2a9c41 --stack data-ingest --output rejects.jsonl --json"
    })
final class RejectsCommand extends RunCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id, or the beginning of it.")
  private String run = "";

  @Option(names = "--raw", description = "The records as the file has them, without the report.")
  private boolean raw;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A new file to write to (default: standard output).")
  private @Nullable Path output;

  RejectsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void checkUsage() {
    if (raw && isJson() && output == null) {
      throw usage("--json with --raw needs --output: records are no JSON of ours.");
    }
    if (output != null && Files.exists(output)) {
      throw usage("--output: '%s' is there already. Name a new file.".formatted(output));
    }
  }

  @Override
  int run(Ingest ingest) throws IOException {
    String runId = RunFinder.find(run, ingest);
    Snapshot snapshot =
        Snapshot.of(runId, ingest.runs(), surroundings().time().now()).orElseThrow();
    Load load = snapshot.run().load();
    if (load == null) {
      throw new AccountException("Run %s loads nothing, so it rejects nothing.".formatted(runId));
    }
    if (!snapshot.hasEnded()) {
      say("Run %s is going on: this is what it rejected so far.".formatted(runId));
    }
    RejectedRecords records = new RejectedRecords(ingest, runId, load);
    try (OutputStream out = destination()) {
      if (raw) {
        records.writeRaw(out);
      } else {
        records.writeReport(out);
      }
    }
    records.leftOut().forEach(place -> complain("stackseed: Left out, as it is cut: " + place));
    conclude(runId, records, snapshot);
    return records.leftOut().isEmpty() ? 0 : 1;
  }

  private OutputStream destination() throws IOException {
    return output == null
        ? new Flushed(surroundings().bytesOut())
        : new BufferedOutputStream(
            Files.newOutputStream(output, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  private void conclude(String runId, RejectedRecords records, Snapshot snapshot) {
    if (isJson() && output != null) {
      print(
          JsonNodeFactory.instance
              .objectNode()
              .put("RunId", runId)
              .put("Output", output.toString())
              .put("Records", records.written())
              .put("LeftOut", records.leftOut().size())
              .toString());
    } else {
      say(String.format(Locale.ROOT, "%,d rejected records of run %s", records.written(), runId));
      if (raw && output != null && records.written() > 0) {
        say("Mend them, then: stackseed seed %s --table %s".formatted(output, snapshot.table()));
      }
    }
  }

  /** Standard output stays open when the command has written to it. */
  private static final class Flushed extends FilterOutputStream {
    Flushed(OutputStream out) {
      super(new BufferedOutputStream(out));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
