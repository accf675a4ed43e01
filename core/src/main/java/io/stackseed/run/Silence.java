package io.stackseed.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when on no worker of a run that was replaced can be writing. Until then no chunk of the new
 * run is leased, and the new run does not end well.
 *
 * @param after the run that was replaced; null if there is none
 * @param at null while nobody has looked at the leases of {@code after}
 */
public record Silence(@Nullable String after, @Nullable Instant at) {

  /** There is nobody to wait for. */
  public static final Silence NOTHING_BEFORE = new Silence(null, Instant.EPOCH);

  public Silence {
    if (after == null && at == null) {
      throw new IllegalArgumentException("silence after nothing is there from the beginning");
    }
  }

  /** Silence after a run whose leases nobody has looked at yet. */
  public static Silence after(String runId) {
    return new Silence(runId, null);
  }

  /** The same silence, as somebody has found it. */
  Silence found(Instant found) {
    return new Silence(after, found);
  }

  /** False while it is unknown, too. */
  public boolean hasCome(Instant now) {
    return at != null && !now.isBefore(at);
  }
}
