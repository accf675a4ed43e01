package io.stackseed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.simulation.Simulation.Failed;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation can fail: each planted fault violates something within so many seeds. */
class SimulationFaultsTest {
  private static final int ENOUGH = 3_000;
  private static final Map<String, Plant> PLANTS = Plants.all();

  static Iterable<String> plants() {
    return PLANTS.keySet();
  }

  @ParameterizedTest
  @MethodSource("plants")
  void isFound(String fault) {
    Plant plant = PLANTS.getOrDefault(fault, Plant.NONE);

    Optional<Failed> found = new Simulation(plant).run(1, ENOUGH, new Tally());

    assertThat(found).as(fault).isPresent();
    found.ifPresent(
        failed ->
            Console.print(
                "%,6d seeds found: %s (%s)%n"
                    .formatted(failed.seed(), fault, shortened(failed.violation().toString()))));
  }

  @Test
  void thereAreAtLeastFourteen() {
    assertThat(PLANTS).hasSizeGreaterThanOrEqualTo(14);
  }

  private static String shortened(String message) {
    String line = message.replaceAll("[0-9a-f]{32}", "…").replaceAll("^[\\w.]*: ", "");
    return line.length() <= 100 ? line : line.substring(0, 99) + "…";
  }
}
