package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.RunStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows runs as the progress table has them. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one run: its state and reason, counts, deadline, rejects and unfinished chunks.",
      "",
      "Without RUN it lists the open runs, whose end or answer is still to come, the earliest"
          + " deadline first. Runs are kept for 30 days; --all lists those that have ended too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed status --stack data-ingest",
      "  stackseed status 3f2a9c41 --stack data-ingest",
      "  stackseed status 3f2a9c41 --stack data-ingest --follow",
      "  stackseed status --all --json --stack data-ingest | jq -r '.Runs[].RunId'"
    })
final class StatusCommand extends RunCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run's id, or the beginning of it.")
  private @Nullable String run;

  @Option(
      names = "--follow",
      description = "Show the run until it has ended; the exit code is 0 if it succeeded, else 1.")
  private boolean follow;

  @Option(
      names = "--all",
      description =
          "List every run that is kept, the latest first. This reads the whole progress table.")
  private boolean all;

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void checkUsage() {
    if (follow && run == null) {
      throw usage("--follow needs a run: give its id, or the beginning of it.");
    }
    if (all && run != null) {
      throw usage("--all lists every run: leave out either it or '%s'.".formatted(run));
    }
  }

  @Override
  int run(Ingest ingest) throws InterruptedException {
    if (run == null) {
      list(ingest);
      return 0;
    }
    String runId = RunFinder.find(run, ingest);
    Instant now = surroundings().time().now();
    Snapshot snapshot = Snapshot.of(runId, ingest.runs(), now).orElseThrow();
    if (follow) {
      return follow(ingest, snapshot);
    }
    List<ChunkMarker> unfinished =
        ingest.runs().chunks(runId).filter(marker -> !marker.isDone()).toList();
    if (isJson()) {
      print(RunJson.of(snapshot, unfinished).toString());
    } else {
      print(snapshot);
      RunText.printUnfinished(unfinished, now, out());
      out().flush();
    }
    return 0;
  }

  private void list(Ingest ingest) {
    List<Snapshot> snapshots = all ? everyRun(ingest) : openRuns(ingest);
    if (isJson()) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      ArrayNode runs = root.putArray("Runs");
      snapshots.forEach(snapshot -> runs.add(RunJson.of(snapshot)));
      print(root.toString());
    } else if (snapshots.isEmpty()) {
      print(
          all
              ? "There are no runs."
              : "No run is open. `stackseed status --all` lists those that have ended.");
    } else {
      RunText.printAll(snapshots, out());
      out().flush();
    }
  }

  private List<Snapshot> openRuns(Ingest ingest) {
    return snapshots(ingest.runs().openRuns().stream(), ingest.runs()).toList();
  }

  private List<Snapshot> everyRun(Ingest ingest) {
    return snapshots(ingest.directory().runIds(""), ingest.runs())
        .sorted(Comparator.comparing((Snapshot snapshot) -> snapshot.run().acceptedAt()).reversed())
        .toList();
  }

  private Stream<Snapshot> snapshots(Stream<String> runIds, RunStore runs) {
    Instant now = surroundings().time().now();
    return runIds.map(runId -> Snapshot.of(runId, runs, now)).flatMap(Optional::stream);
  }
}
