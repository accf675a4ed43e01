package io.stackseed.chunk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The reply to a {@link LeaseRequest}. */
public sealed interface Lease {

  /** The lease is the caller's. */
  record Granted() implements Lease {}

  /** The work is done already. */
  record Done() implements Lease {}

  /** Somebody else has it. */
  record Held(Instant until) implements Lease {}

  /** It is paused: nobody has it, and nobody may before this instant. */
  record Resting(Instant until) implements Lease {}

  /**
   * It was leased as often as it may be, and never finished.
   *
   * @param cause what ended the last attempt; null if it died without a word
   */
  record Exhausted(int attempts, @Nullable String cause) implements Lease {}

  /** The run takes no leases any more. */
  record RunEnded() implements Lease {}
}
