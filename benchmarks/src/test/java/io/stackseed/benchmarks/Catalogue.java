package io.stackseed.benchmarks;

import io.stackseed.benchmarks.scale.Scale;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What there is to run. Each runs in a JVM of its own. */
enum Catalogue {
  CAPACITY("what workers make of a table that throttles them, simulated; minutes", true, "") {
    @Override
    Benchmark benchmark() {
      return new Capacity();
    }
  },
  SCALE(
      "runs of 1 GB to 1 TB, time, bounds and cost, simulated; four minutes",
      true,
      "-XX:+UseSerialGC") {
    @Override
    Benchmark benchmark() {
      return new Scale();
    }
  };

  private final String summary;
  private final boolean isDefault;
  private final String jvmOptions;

  Catalogue(String summary, boolean isDefault, String jvmOptions) {
    this.summary = summary;
    this.isDefault = isDefault;
    this.jvmOptions = jvmOptions;
  }

  abstract Benchmark benchmark();

  /** What the command line calls it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Catalogue> labelled(String label) {
    return Arrays.stream(values()).filter(entry -> entry.label().equals(label)).findFirst();
  }

  /** In a line, with how long it takes. */
  String summary() {
    return summary;
  }

  /** Whether it runs if none is named. */
  boolean isDefault() {
    return isDefault;
  }

  /** Between blanks; empty if it needs none. */
  String jvmOptions() {
    return jvmOptions;
  }
}
