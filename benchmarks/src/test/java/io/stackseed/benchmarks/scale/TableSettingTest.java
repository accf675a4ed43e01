package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableSettingTest {
  @Test
  void aWarmTableTakesTheSameAtAnyTime() {
    assertEquals(25_000, TableSetting.WARM.idealSeconds(1e9));
  }

  @Test
  void aNewTableTakesTwiceAsMuchEveryHalfHourUpToTheQuota() {
    double growing = 1_800 * (4_000.0 + 8_000 + 16_000 + 32_000);
    assertEquals(1_800, TableSetting.NEW_ON_DEMAND.idealSeconds(1_800 * 4_000.0));
    assertEquals(1_801, TableSetting.NEW_ON_DEMAND.idealSeconds(1_800 * 4_000.0 + 8_000));
    assertEquals(7_200 + 10, TableSetting.NEW_ON_DEMAND.idealSeconds(growing + 400_000));
  }
}
