package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stackseed.benchmarks.OnDemandLimit;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Scenario SMALL =
      Scenario.ofDefaults(1, 16_384, TableSetting.WARM).with(6, Scenario.MEGABYTES_OF_A_PROCESSOR);

  @Test
  void theSameSeedComesToTheSame() {
    Figures one = new Trial(SMALL, 1).run();
    Figures same = new Trial(SMALL, 1).run();
    assertEquals(one.seconds(), same.seconds());
    assertEquals(Bill.of(one), Bill.of(same));
    assertNotEquals(one.seconds(), new Trial(SMALL, 2).run().seconds());
  }

  @Test
  void aRunIsNeverFasterThanItsTable() {
    Figures figures = new Trial(SMALL, 1).run();
    assertTrue(figures.timesIdeal() > 1, "took " + figures.timesIdeal());
    assertTrue(figures.utilisation() <= 1, "utilisation of " + figures.utilisation());
    assertEquals(figures.idealSeconds(), figures.units() / OnDemandLimit.QUOTA);
  }

  @Test
  void everyChunkIsInvokedReadAndCounted() {
    Usage usage = new Trial(SMALL, 1).run().usage();
    assertTrue(usage.invocations >= 239, "invoked " + usage.invocations);
    assertTrue(usage.sourceGets >= 239, "read " + usage.sourceGets);
    // A lease and a commit, each a transaction over two items.
    assertTrue(usage.progressWriteUnits >= 239 * 8, "wrote " + usage.progressWriteUnits);
  }

  @Test
  void workersBeginWhenTheEventSourceInvokesThem() {
    Figures figures = new Trial(SMALL.with(50, Scenario.MEGABYTES_OF_A_PROCESSOR), 1).run();
    // The sixth waits 200 milliseconds, and each one after it as long again.
    double waited = 0.2 * (45 * 46 / 2.0);
    assertEquals(waited, figures.moments().seconds(Activity.NOT_INVOKED), 10);
    double coldStarts = figures.moments().seconds(Activity.COLD_START);
    assertEquals(50 * 1.5, coldStarts, 0.001);
  }

  @Test
  void aThirdOfAProcessorTakesLonger() {
    Figures whole = new Trial(SMALL, 1).run();
    Figures third = new Trial(SMALL.with(6, Scenario.MEGABYTES_OF_A_PROCESSOR / 3), 1).run();
    assertEquals(
        third.moments().seconds(Activity.COLD_START),
        3 * whole.moments().seconds(Activity.COLD_START),
        0.1);
    assertTrue(third.seconds() > 1.5 * whole.seconds(), "took " + third.seconds());
  }
}
