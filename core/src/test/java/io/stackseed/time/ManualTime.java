package io.stackseed.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when told to, or by the length of a pause. */
public final class ManualTime implements Time {
  private Instant now;

  public ManualTime(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pause(Duration duration) {
    now = now.plus(duration);
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }
}
