package io.stackseed.cli.runs;

import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands at an instant.
 *
 * @param progress read after the run, and never older
 */
record Snapshot(Run run, Progress progress, Instant at) {

  /** Empty if there is no such run. */
  static Optional<Snapshot> of(String runId, RunStore runs, Instant now) {
    return runs.run(runId).map(run -> new Snapshot(run, runs.progress(runId), now));
  }

  RunState state() {
    Outcome outcome = run.outcome();
    return outcome == null ? progress.state() : outcome.state();
  }

  Counts counts() {
    Outcome outcome = run.outcome();
    return outcome == null ? progress.counts() : outcome.counts();
  }

  boolean hasEnded() {
    return run.outcome() != null;
  }

  boolean hasSucceeded() {
    return state() == RunState.SUCCEEDED;
  }

  /** Whether the request was turned down: it ended before it had anything to load. */
  boolean isRefused() {
    return run.load() == null && state() == RunState.FAILED;
  }

  @Nullable String reason() {
    Outcome outcome = run.outcome();
    return outcome == null ? null : outcome.reason();
  }

  /** The table's name; null if the run loads nothing. */
  @Nullable String table() {
    Load load = run.load();
    return load == null ? null : load.table().tableName();
  }

  /** As {@code s3://…}; null if the run loads nothing. */
  @Nullable String source() {
    Load load = run.load();
    return load == null ? null : load.source().name();
  }

  /** How long it took, or takes by now. */
  Duration elapsed() {
    Outcome outcome = run.outcome();
    Duration elapsed = Duration.between(run.acceptedAt(), outcome == null ? at : outcome.at());
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}
