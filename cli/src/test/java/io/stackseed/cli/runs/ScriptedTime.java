package io.stackseed.cli.runs;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** A clock that moves by pauses alone, in which things happen. */
final class ScriptedTime implements Time {
  private final TreeMap<Instant, Runnable> events = new TreeMap<>();
  private Instant now;

  ScriptedTime(Instant start) {
    this.now = start;
  }

  void at(Instant instant, Runnable event) {
    events.put(instant, event);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration duration) {
    now = now.plus(duration);
    while (!events.isEmpty() && !events.firstKey().isAfter(now)) {
      events.pollFirstEntry().getValue().run();
    }
  }
}
