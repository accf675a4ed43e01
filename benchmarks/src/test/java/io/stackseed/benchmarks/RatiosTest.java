package io.stackseed.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void comparesTheFastestRounds() {
    Ratios ratios = new Ratios(3_000, "slow");
    for (long nanos : new long[] {1_100, 1_000, 50_000}) {
      ratios.add("fast", nanos);
    }
    for (long nanos : new long[] {3_000, 4_000, 3_500}) {
      ratios.add("slow", nanos);
    }

    assertThat(ratios.ratio("fast", "slow")).isEqualTo(3.0);
    assertThat(ratios.table())
        .isEqualToNormalizingWhitespace("GB/s × slow fast 3.00 3.00 slow 1.00 1.00");
  }

  @Test
  void aBaselineThatWasNotTimedIsAnError() {
    Ratios ratios = new Ratios(1, "slow");
    ratios.add("fast", 1);

    assertThatThrownBy(ratios::table).hasMessage("slow was not timed");
  }
}
