package io.stackseed.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a table bears from one worker: a few more with every call it takes, fewer by a
 * part as soon as it throttles one (additive increase, multiplicative decrease). Below one, there
 * is a pause between two calls: fifty workers on a small table need less than a call each.
 *
 * <p>The first increases double it with every round trip; once the table has throttled, it comes
 * back to where that was in a hundred calls, and goes on as slowly: so about one call in a hundred
 * is throttled, whatever the table's size and the number of workers.
 *
 * <p>Outlives a chunk: what is known of a table is not to be learned again with every chunk.
 */
final class CallWindow {
  /** Calls at first: enough to hide a round trip, few enough not to storm a small table. */
  private static final double FIRST = 4;

  private static final double LEAST = 1.0 / 1024;

  /** Between two calls: after a longer one, nothing would be learned of the table any more. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final double DECREASE = 0.7;
  private static final int CALLS_TO_RECOVER = 100;

  /** Weight of the newest call in the mean of their durations. */
  private static final double NEWEST = 0.1;

  private final int most;
  private double size;
  private double step = 1;
  private double meanMillis = 10;
  private Instant lastStart = Instant.EPOCH;
  private Instant decreasedAt = Instant.EPOCH;

  /**
   * @param most calls, whatever the table bears
   */
  CallWindow(int most) {
    this.most = most;
    this.size = Math.min(FIRST, most);
  }

  /** Calls that the table bears in flight, a fraction included. */
  double size() {
    return size;
  }

  /** Whether another call may start. */
  boolean allows(int inFlight, Instant now) {
    return inFlight < Math.max(1, (int) size) && !now.isBefore(opensAt());
  }

  /** Before it no call may start, however few are in flight. */
  Instant opensAt() {
    if (size >= 1) {
      return Instant.EPOCH;
    }
    Duration pause = Duration.ofMillis((long) Math.ceil(meanMillis / size));
    return lastStart.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  void started(Instant now) {
    lastStart = now;
  }

  /**
   * A call is settled.
   *
   * @param wasThrottled whether some of it, or all, was left unprocessed
   */
  void settled(Instant startedAt, Instant now, boolean wasThrottled) {
    if (!wasThrottled) {
      double millis = Math.max(1, Duration.between(startedAt, now).toMillis());
      meanMillis += NEWEST * (millis - meanMillis);
      size = Math.min(most, size + step);
    } else if (!startedAt.isBefore(decreasedAt)) {
      // Calls that were under way when it was decreased say nothing of the size it has now.
      double borne = size;
      size = Math.max(LEAST, size * DECREASE);
      step = (borne - size) / CALLS_TO_RECOVER;
      decreasedAt = now;
    }
  }
}
