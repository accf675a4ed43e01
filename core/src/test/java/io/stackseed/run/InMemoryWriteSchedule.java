package io.stackseed.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Schedules in memory. */
public final class InMemoryWriteSchedule implements WriteSchedule {
  private final Map<String, Instant> freeAt = new HashMap<>();
  private int reservations;

  /** Reservations that were granted so far. */
  public synchronized int reservations() {
    return reservations;
  }

  @Override
  public synchronized Slot reserve(String runId, Duration takes, Instant now, Instant latest) {
    Instant free = freeAt.getOrDefault(runId, Instant.EPOCH);
    Instant start = free.isAfter(now) ? free : now;
    if (start.isAfter(now) && !start.isBefore(latest)) {
      return new Slot(start, false);
    }
    freeAt.put(runId, start.plus(takes));
    reservations++;
    return new Slot(start, true);
  }
}
