package io.stackseed.time;

import java.time.Duration;
import java.time.Instant;

/** The clock and the wait, injected wherever either is needed. */
public interface Time {

  /** The current instant, to the millisecond. */
  Instant now();

  /**
   * Returns after at least {@code duration}; at once for zero.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  void pause(Duration duration) throws InterruptedException;

  /** The machine's own clock. */
  static Time system() {
    return SystemTime.INSTANCE;
  }
}
