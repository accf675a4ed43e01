package io.stackseed.benchmarks;

import io.stackseed.benchmarks.coldstart.ColdStart;
import io.stackseed.benchmarks.endtoend.EndToEnd;
import io.stackseed.benchmarks.memory.Memory;
import io.stackseed.benchmarks.parse.Parse;
import io.stackseed.benchmarks.scale.Scale;
import io.stackseed.benchmarks.splitarray.SplitArray;
import io.stackseed.benchmarks.splitlines.SplitLines;
import io.stackseed.benchmarks.tracker.TrackerCost;
import io.stackseed.benchmarks.writecpu.WriteCpu;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What there is to run. Each runs in a JVM of its own. */
enum Catalogue {
  SPLIT_ARRAY(
      "cutting a JSON array, against Jackson, byte by byte and wc -l; two minutes", true, "") {
    @Override
    Benchmark benchmark() {
      return new SplitArray();
    }
  },
  SPLIT_LINES("a plan of 1 TB of JSON Lines, and what readers pay for it; a minute", true, "") {
    @Override
    Benchmark benchmark() {
      return new SplitLines();
    }
  },
  PARSE("records to items in each format, against a library's tree; five minutes", false, "") {
    @Override
    Benchmark benchmark() {
      return new Parse();
    }
  },
  WRITE_CPU(
      "the CPU of writing an item, against a plain loop, boto3 and the AWS CLI; six minutes",
      false,
      "") {
    @Override
    Benchmark benchmark() {
      return new WriteCpu();
    }
  },
  COLD_START(
      "from the start of a JVM to a function's first event and first items; two minutes",
      true,
      "") {
    @Override
    Benchmark benchmark() {
      return new ColdStart();
    }
  },
  END_TO_END(
      "10,000 and 100,000 records from the request to the end, on embedded services; ten minutes",
      false,
      "") {
    @Override
    Benchmark benchmark() {
      return new EndToEnd(List.of(10_000, 100_000), 3);
    }
  },
  END_TO_END_1M("the same with 1,000,000 records; half an hour", false, "-Xmx6g") {
    @Override
    Benchmark benchmark() {
      return new EndToEnd(List.of(1_000_000), 2);
    }
  },
  PROGRESS("what keeping track of a run consumes of the progress table; two minutes", true, "") {
    @Override
    Benchmark benchmark() {
      return new TrackerCost();
    }
  },
  CAPACITY(
      "what workers make of a table that throttles them, simulated; three minutes", false, "") {
    @Override
    Benchmark benchmark() {
      return new Capacity();
    }
  },
  SCALE(
      "runs of 1 GB to 1 TB, time, bounds and cost, simulated; two minutes",
      true,
      "-XX:+UseSerialGC") {
    @Override
    Benchmark benchmark() {
      return new Scale();
    }
  },
  MEMORY("files of up to 10 GB through a heap of 256 MiB; six minutes", false, "") {
    @Override
    Benchmark benchmark() {
      return new Memory();
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
