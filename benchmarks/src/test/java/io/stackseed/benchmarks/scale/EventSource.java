package io.stackseed.benchmarks.scale;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many invocations an event source of a standard queue makes at once: five as soon as there are
 * messages, and up to 300 more with every minute in which there still are ("Configuring scaling
 * behavior for SQS event source mappings", AWS Lambda Developer Guide), up to its
 * MaximumConcurrency. It is taken to add one every 200 milliseconds.
 */
final class EventSource {
  static final int FIRST = 5;
  static final Duration BETWEEN_TWO_MORE = Duration.ofMillis(200);

  private final int maximumConcurrency;
  private @Nullable Instant activeSince;

  /**
   * @param maximumConcurrency 2 to 1,000
   */
  EventSource(int maximumConcurrency) {
    this.maximumConcurrency = maximumConcurrency;
  }

  /** There are messages. */
  void activate(Instant now) {
    if (activeSince == null) {
      activeSince = now;
    }
  }

  /** How many invocations it makes at once. */
  int concurrency(Instant now) {
    if (activeSince == null) {
      return 0;
    }
    long more = Duration.between(activeSince, now).dividedBy(BETWEEN_TWO_MORE);
    return (int) Math.min(maximumConcurrency, FIRST + more);
  }
}
