package io.stackseed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The same seed gives the same story, byte for byte. */
class SimulationDeterminismTest {
  private static final int SEEDS = 60;

  @Test
  void aSeedTellsTheSameStoryEachTime() {
    Simulation simulation = new Simulation(Plant.NONE);
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(simulation.story(seed)).isEqualTo(simulation.story(seed));
    }
  }

  @Test
  void anotherProcessTellsTheSameStory() throws IOException, InterruptedException {
    assertThat(digestsInAnotherProcess()).isEqualTo(digests());
  }

  /** What the other process prints. */
  static String digests() {
    Simulation simulation = new Simulation(Plant.NONE);
    StringBuilder digests = new StringBuilder();
    for (long seed = 1; seed <= SEEDS; seed++) {
      digests.append(seed).append(' ').append(simulation.story(seed).hashCode()).append('\n');
    }
    return digests.toString();
  }

  private static String digestsInAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Digests.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed;
  }

  /** The other process. */
  static final class Digests {
    private Digests() {}

    public static void main(String[] arguments) {
      System.out.print(digests());
    }
  }
}
