package io.stackseed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.simulation.Simulation.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Seeds {@code -Dsimulation.from} and the {@code -Dsimulation.seeds} that follow it. A failure
 * names its seed, and tells its story.
 */
class SimulationTest {

  @Test
  void theInvariantsHoldWhateverDiesRepeatsOvertakesOrLies() {
    long from = Long.getLong("simulation.from", 1);
    long seeds = Long.getLong("simulation.seeds", 10_000);
    Tally tally = new Tally();
    Instant start = Instant.now();

    Optional<Failed> failed = new Simulation(Plant.NONE).run(from, seeds, tally);

    Console.print(summary(from, seeds, tally, Duration.between(start, Instant.now())));
    failed.ifPresent(SimulationTest::report);
    assertThat(tally.of("runs accepted")).isGreaterThanOrEqualTo(seeds);
  }

  private static void report(Failed failed) {
    throw new AssertionError(
        "Seed %d: %s%nReplay: -Dsimulation.from=%d -Dsimulation.seeds=1%n%n%s"
            .formatted(
                failed.seed(), failed.violation().getMessage(), failed.seed(), failed.story()),
        failed.violation());
  }

  private static String summary(long from, long seeds, Tally tally, Duration took) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%nSimulation: seeds %,d to %,d in %,d s%n"
            .formatted(from, from + seeds - 1, took.toSeconds()));
    for (Map.Entry<String, Long> count : tally.counts().entrySet()) {
      text.append("%,12d  %s%n".formatted(count.getValue(), count.getKey()));
    }
    return text.toString();
  }
}
