package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.Turns;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** One who takes simulated time, and what for. For one of the {@link Turns}. */
final class Place {
  private final Turns turns;
  private final Moments moments;
  private final RandomGenerator random;

  Place(Turns turns, Moments moments, RandomGenerator random) {
    this.turns = turns;
    this.moments = moments;
    this.random = random;
  }

  Instant now() {
    return turns.now();
  }

  void spend(Activity activity, Duration duration) {
    long from = turns.now().toEpochMilli();
    turns.pause(duration);
    moments.spent(activity, from, turns.now().toEpochMilli());
  }

  void spend(Activity activity, Latency latency) {
    spend(activity, latency.next(random));
  }

  /** Whose pauses count as that. */
  Time pausing(Activity activity) {
    return new Time() {
      @Override
      public Instant now() {
        return turns.now();
      }

      @Override
      public void pause(Duration duration) {
        spend(activity, duration);
      }
    };
  }

  RandomGenerator random() {
    return random;
  }
}
