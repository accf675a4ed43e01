package io.stackseed.benchmarks;

import io.stackseed.benchmarks.endtoend.EndToEnd;
import io.stackseed.benchmarks.tracker.TrackerCost;
import java.util.Arrays;
import java.util.List;
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
  PROGRESS("what keeping track of a run consumes of the progress table; two minutes", true, "") {
    @Override
    Benchmark benchmark() {
      return new TrackerCost();
    }
  },
  END_TO_END(
      "10,000 and 100,000 records from the request to the end, on embedded services; three minutes",
      true,
      "") {
    @Override
    Benchmark benchmark() {
      return new EndToEnd(List.of(10_000, 100_000), 3);
    }
  },
  END_TO_END_1M("the same with 1,000,000 records; minutes", false, "-Xmx6g") {
    @Override
    Benchmark benchmark() {
      return new EndToEnd(List.of(1_000_000), 2);
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
