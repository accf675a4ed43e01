package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private final Moments moments = new Moments(0);

  @Test
  void theTableBoundsWhereNearlyAllOfItIsTaken() {
    moments.offered(4_000, 0, 1_000);
    moments.called(500, 3_700, 0, 0);
    moments.spent(Activity.HOLDING_BACK, 0, 1_000);
    assertEquals(Bound.TABLE_GROWTH, moments.span(0, 1).bound());
    moments.offered(40_000, 1_000, 2_000);
    moments.called(1_500, 37_000, 0, 0);
    assertEquals(Bound.TABLE_QUOTA, moments.span(1, 2).bound());
  }

  @Test
  void itsPartitionsBoundWhereTheyRefuseMoreThanTheWhole() {
    moments.offered(40_000, 0, 1_000);
    moments.called(500, 20_000, 3, 4);
    assertEquals(Bound.PARTITION_HEAT, moments.span(0, 1).bound());
  }

  @Test
  void whatMostOfTheTimeGoesToBoundsElse() {
    moments.offered(40_000, 0, 2_000);
    moments.spent(Activity.COLD_START, 0, 1_400);
    moments.spent(Activity.NOT_INVOKED, 0, 900);
    assertEquals(Bound.COLD_START, moments.span(0, 1).bound());
    assertEquals(Map.of(Bound.COLD_START, 1.0), moments.shares(1));
    moments.spent(Activity.NOTHING_LEFT, 1_500, 2_000);
    assertEquals(Map.of(Bound.COLD_START, 0.5, Bound.TAIL, 0.5), moments.shares(1));
  }

  @Test
  void onlyTimeOfInvocationsIsPaidFor() {
    moments.spent(Activity.NOT_INVOKED, 0, 5_000);
    moments.spent(Activity.PROGRESS, 0, 1_000);
    moments.spent(Activity.WRITING, 1_000, 4_000);
    assertEquals(0.25, moments.invokedTime().get(Activity.PROGRESS));
    assertEquals(0.75, moments.invokedTime().get(Activity.WRITING));
  }
}
