package io.stackseed.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When the workers of a run may write, if there is a cap on all of them together: each reserves
 * time on one line, as long as what it is about to write takes at that rate, and writes when its
 * time has come. This is virtual scheduling, as the generic cell rate algorithm of ITU-T I.371 does
 * it: whatever the number of workers, the line is never used twice, and nobody counts.
 */
public interface WriteSchedule {

  /**
   * Reserves the next free time. Crash before: nothing is reserved. Crash after: the time passes
   * unused. A call that succeeds and is repeated reserves twice, which wastes no more than that.
   *
   * @param takes above zero
   * @param now nothing before it is reserved
   * @param latest a reservation would have to begin before it
   */
  Slot reserve(String runId, Duration takes, Instant now, Instant latest);

  /**
   * The reply to a reservation.
   *
   * @param start when the time begins; where nothing was reserved, when it would have
   * @param isReserved false if it would have begun too late
   */
  record Slot(Instant start, boolean isReserved) {}
}
