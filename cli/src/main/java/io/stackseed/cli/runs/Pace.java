package io.stackseed.cli.runs;

import java.time.Duration;
import java.util.Optional;

/** How fast a run got on since somebody watches it. */
record Pace(Snapshot first, Snapshot now) {

  /** Records a second that were settled; 0 before any time has passed. */
  long recordsPerSecond() {
    long millis = Duration.between(first.at(), now.at()).toMillis();
    long records = now.counts().recordsRead() - first.counts().recordsRead();
    return millis <= 0 ? 0 : records * 1000 / millis;
  }

  /** Until the last chunk is done, if it goes on like this; empty while that cannot be said. */
  Optional<Duration> left() {
    long done = now.progress().doneChunks();
    long doneSince = done - first.progress().doneChunks();
    if (now.hasEnded() || !now.progress().isPlanned() || doneSince <= 0) {
      return Optional.empty();
    }
    Duration passed = Duration.between(first.at(), now.at());
    return Optional.of(
        passed.multipliedBy(now.progress().totalChunks() - done).dividedBy(doneSince));
  }
}
