package io.stackseed.cli.runs;

import io.stackseed.run.RunStore;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at a run until it is accepted, or over. */
final class Waiting {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final RunStore runs;
  private final Time time;

  Waiting(RunStore runs, Time time) {
    this.runs = runs;
    this.time = time;
  }

  /** The run once it is stored; empty if it is not within that time. */
  Optional<Snapshot> accepted(String runId, Duration patience) throws InterruptedException {
    Instant until = time.now().plus(patience);
    while (true) {
      Optional<Snapshot> snapshot = Snapshot.of(runId, runs, time.now());
      if (snapshot.isPresent() || !time.now().isBefore(until)) {
        return snapshot;
      }
      time.pause(LOOK);
    }
  }

  /** The run once it has ended, shown until then. */
  Snapshot ended(Snapshot first, RunView view) throws InterruptedException {
    Snapshot now = first;
    while (true) {
      view.show(new Pace(first, now));
      if (now.hasEnded()) {
        return now;
      }
      time.pause(LOOK);
      now = Snapshot.of(first.run().id(), runs, time.now()).orElse(now);
    }
  }
}
