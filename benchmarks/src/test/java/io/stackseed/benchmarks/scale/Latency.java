package io.stackseed.benchmarks.scale;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a call takes: anything from the least to the most, as likely one as the other. */
record Latency(int leastMillis, int mostMillis) {
  Duration next(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(leastMillis, mostMillis + 1));
  }
}
