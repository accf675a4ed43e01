package io.stackseed.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.benchmarks.CapacityTrial.Queueing;
import org.junit.jupiter.api.Test;

/** In simulated time: the figures are the same on every machine. */
class CapacityTrialTest {

  private static final Provision TABLE = Provision.of(4, 4_000);

  @Test
  void fewWorkersUseATableWithFewThrottledCalls() {
    CapacityFigures figures = figures(FileKind.RANDOM, 4, 100);

    assertThat(figures.utilisation()).isBetween(0.9, 1.05);
    assertThat(figures.throttled()).isBetween(0.0001, 0.02);
  }

  @Test
  void manyWorkersUseATableWithFewThrottledCalls() {
    CapacityFigures figures = figures(FileKind.RANDOM, 50, 200);

    assertThat(figures.utilisation()).isBetween(0.9, 1.05);
    assertThat(figures.throttled()).isBetween(0.0001, 0.03);
  }

  @Test
  void theSameSeedComesToTheSameFigures() {
    assertThat(figures(FileKind.ZIPF, 10, 20)).isEqualTo(figures(FileKind.ZIPF, 10, 20));
  }

  private static CapacityFigures figures(FileKind kind, int workers, int seconds) {
    KeyFile file = KeyFile.taking(seconds, kind, TABLE);
    return new CapacityTrial(file, TABLE, 1).run(workers, Queueing.SPREAD);
  }
}
