package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Scenario SMALL =
      Scenario.ofDefaults(1, 16_384, TableSetting.WARM).with(6, Scenario.DEFAULT_MEMORY);

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
    assertEquals(figures.idealSeconds(), figures.units() / TableSetting.QUOTA);
  }

  @Test
  void everyChunkIsInvokedReadAndCounted() {
    Usage usage = new Trial(SMALL, 1).run().usage();
    assertTrue(usage.invocations >= 239, "invoked " + usage.invocations);
    assertTrue(usage.sourceGets >= 239, "read " + usage.sourceGets);
    // A lease and a commit, each a transaction over two items.
    assertTrue(usage.progressWriteUnits >= 239 * 8, "wrote " + usage.progressWriteUnits);
  }
}
