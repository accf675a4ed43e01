package io.stackseed.simulation;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;

/** The simulated clock as the actors see it. */
final class SimulatedTime implements Time {
  private final Scheduler scheduler;

  SimulatedTime(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Instant now() {
    scheduler.caller().requireLife();
    return scheduler.now();
  }

  @Override
  public void pause(Duration duration) {
    scheduler.caller().requireLife();
    scheduler.elapse(Math.max(0, duration.toMillis()));
  }
}
