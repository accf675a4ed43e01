package io.stackseed.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void costsAreComparedByTheirMedians() {
    Comparison comparison = new Comparison("cost", "µs", "%.0f", "plain");
    for (double sample : new double[] {12, 30, 11}) {
      comparison.add("ours", sample);
    }
    comparison.add("plain", 22);
    comparison.add("plain", 26);

    assertThat(comparison.table().text())
        .isEqualToNormalizingWhitespace(
            """
            cost

            |       | µs, median | least | most | samples | ÷ plain |
            |-------|-----------:|------:|-----:|--------:|--------:|
            | ours  |         12 |    11 |   30 |       3 |    0.50 |
            | plain |         24 |    22 |   26 |       2 |    1.00 |
            """);
  }

  @Test
  void ratesSayHowManyTimesAsFast() {
    Comparison comparison = Comparison.ofRates("rate", "GB/s", "%.1f", "slow");
    comparison.add("fast", 3);
    comparison.add("slow", 1);

    assertThat(comparison.table().text()).contains("× as fast as slow", "3.00");
    assertThat(comparison.ratio("fast", "slow")).isEqualTo(3);
  }

  @Test
  void whatWasNotMeasuredHasNoRatio() {
    Comparison comparison = new Comparison("cost", "µs", "%.0f", "plain");
    comparison.add("ours", 1);

    assertThatThrownBy(comparison::table).hasMessage("plain was not measured");
  }
}
