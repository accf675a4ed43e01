package io.stackseed.worker;

import java.time.Instant;

/** Why a chunk is given back before its end. */
sealed interface Halt {

  /** The invocation ends. */
  record OutOfTime() implements Halt {}

  /** The table has taken nothing for a while. */
  record Starved() implements Halt {}

  /**
   * The cap on write units leaves nothing for too long.
   *
   * @param freeAt when it does again, if nobody else comes before
   */
  record Capped(Instant freeAt) implements Halt {}

  /** The run has ended. */
  record RunEnded() implements Halt {}
}
