package io.stackseed.local.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * A function's event invoke configuration.
 *
 * @param maximumRetries further tries after the first, 0 to 2
 * @param maximumAge how old an event may get before it is given up
 * @param failureQueueArn gets the record of what was given up
 */
public record AsynchronousSettings(
    int maximumRetries, Duration maximumAge, Optional<String> failureQueueArn) {

  /** What Lambda does without a configuration: two more tries, within six hours. */
  static AsynchronousSettings defaults() {
    return new AsynchronousSettings(2, Duration.ofHours(6), Optional.empty());
  }
}
