package io.stackseed.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a table bears from one worker: a few more with every call it takes, fewer by a
 * part as soon as it throttles one (additive increase, multiplicative decrease). A part of a call
 * is a pause between two: fifty workers on a small table need less than a call each.
 *
 * <p>The first increases double it with every round trip. Once the table has throttled, an increase
 * is as the root of what there is: whoever has little gains more for it, so that all workers come
 * to the same. Of so few calls that ten are made in three seconds, about one in a hundred is
 * throttled then, and fewer of more. Where nothing was throttled for a while, it doubles every ten
 * seconds: other workers have left the table, or it has grown.
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

  /** For each call taken, times the root of the size. */
  private static final double INCREASE = 0.0006;

  /** Without a throttled call: longer than between two where many workers share a table. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private static final Duration DOUBLING = Duration.ofSeconds(10);

  /** Weight of the newest call in the mean of their durations. */
  private static final double NEWEST = 0.1;

  private final int most;
  private double size;
  private double meanMillis = 10;
  private Instant lastStart = Instant.EPOCH;
  private Instant takenAt = Instant.EPOCH;

  /** Null until the table throttles. */
  private @Nullable Instant decreasedAt;

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

  /** Whether another call may start: what is more than whole calls has to wait for its time. */
  boolean allows(int inFlight, Instant now) {
    return inFlight < (int) size || (inFlight < size && !now.isBefore(opensAt()));
  }

  /** When the part of a call that is more than whole ones may start. */
  Instant opensAt() {
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
      size = Math.min(most, size + increase(decreasedAt, now));
      takenAt = now;
    } else if (decreasedAt == null || !startedAt.isBefore(decreasedAt)) {
      // Calls that were under way when it was decreased say nothing of the size it has now.
      size = Math.max(LEAST, size * DECREASE);
      decreasedAt = now;
    }
  }

  private double increase(@Nullable Instant decreased, Instant now) {
    if (decreased == null) {
      return 1;
    }
    double slow = INCREASE * Math.sqrt(size);
    if (Duration.between(decreased, now).compareTo(QUIET) < 0) {
      return slow;
    }
    long sinceTaken = Math.min(Duration.between(takenAt, now).toMillis(), LONGEST_PAUSE.toMillis());
    return Math.max(slow, size * (Math.pow(2, (double) sinceTaken / DOUBLING.toMillis()) - 1));
  }
}
