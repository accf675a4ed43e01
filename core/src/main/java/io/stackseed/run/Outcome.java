package io.stackseed.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended; stored once.
 *
 * @param state one that is not live
 * @param reason why it did not succeed; null if it did. Cut to {@value #MAX_REASON} characters: no
 *     answer carries more, and a value of any length quoted in it must not outgrow the stored item
 * @param chunks chunks of the run, done or not
 */
public record Outcome(
    RunState state, @Nullable String reason, Instant at, Counts counts, long chunks) {
  private static final int MAX_REASON = 4_096;

  public Outcome {
    reason = reason == null ? null : Shortening.of(reason, MAX_REASON);
    if (state.isLive()) {
      throw new IllegalArgumentException("a run that is " + state + " has no outcome");
    }
  }
}
