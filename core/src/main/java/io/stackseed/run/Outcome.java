package io.stackseed.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended; stored once.
 *
 * @param state one that is not live
 * @param reason why it did not succeed; null if it did
 * @param chunks chunks of the run, done or not
 */
public record Outcome(
    RunState state, @Nullable String reason, Instant at, Counts counts, long chunks) {
  public Outcome {
    if (state.isLive()) {
      throw new IllegalArgumentException("a run that is " + state + " has no outcome");
    }
  }
}
