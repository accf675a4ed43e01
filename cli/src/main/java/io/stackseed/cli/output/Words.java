package io.stackseed.cli.output;

import java.time.Duration;

/** Quantities in the words that people use. */
public final class Words {
  private Words() {}

  /** A duration in its two largest units. */
  public static String of(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
