package io.stackseed.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnDemandLimitTest {
  private static final long START = 1_000_000;
  private static final long HALF_AN_HOUR = 30 * 60_000L;

  private final OnDemandLimit limit = new OnDemandLimit(4_000, START);

  @Test
  void isTwiceThePeakAfterHalfAnHourHoweverShortThePeakWas() {
    limit.pass(START + 120_000);
    limit.consumed(60 * 3_000);

    assertThat(limit.pass(START + HALF_AN_HOUR - 1)).isFalse();
    assertThat(limit.unitsPerSecond()).isEqualTo(4_000);
    assertThat(limit.pass(START + HALF_AN_HOUR)).isTrue();
    assertThat(limit.unitsPerSecond()).isEqualTo(6_000);
  }

  @Test
  void doesNotGrowByLessThanHalfOfIt() {
    limit.consumed(60 * 2_000);

    assertThat(limit.pass(START + HALF_AN_HOUR)).isFalse();
    assertThat(limit.unitsPerSecond()).isEqualTo(4_000);
  }

  @Test
  void whatWasKeptFromBeforeIsNoPeak() {
    limit.consumed(60 * 4_000 + 4_000);
    limit.pass(START + HALF_AN_HOUR);

    assertThat(limit.unitsPerSecond()).isEqualTo(8_000);
  }

  @Test
  void keepsThePeakThatItOnceHad() {
    limit.consumed(60 * 4_000);
    limit.pass(START + HALF_AN_HOUR);

    assertThat(limit.pass(START + 10 * HALF_AN_HOUR)).isFalse();
    assertThat(limit.unitsPerSecond()).isEqualTo(8_000);
  }

  @Test
  void growsNoFurtherThanItsQuotaButATableWithMoreKeepsIt() {
    assertThat(OnDemandLimit.grown(25_000, 25_000)).isEqualTo(40_000);
    assertThat(OnDemandLimit.grown(50_000, 45_000)).isEqualTo(50_000);
  }
}
