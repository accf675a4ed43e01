package io.stackseed.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void costsAreComparedByTheirMedians() {
    for (double sample : new double[] {12, 30, 11}) {
      samples.add("ours", sample);
    }
    samples.add("plain", 22);
    samples.add("plain", 26);
    samples.add("slow", 16_000);

    assertThat(samples.costs("cost", "µs", "%.0f", "ours").text())
        .isEqualToNormalizingWhitespace(
            """
            cost

            |       | µs, median | least |  most | samples | ours ÷ it |
            |-------|-----------:|------:|------:|--------:|----------:|
            | ours  |         12 |    11 |    30 |       3 |      1.00 |
            | plain |         24 |    22 |    26 |       2 |     0.500 |
            | slow  |      16000 | 16000 | 16000 |       1 |  0.000750 |
            """);
  }

  @Test
  void ratesSayHowManyTimesAsFast() {
    samples.add("ours", 3);
    samples.add("slow", 2);

    assertThat(samples.rates("rate", "GB/s", "%.1f", "ours").text())
        .contains("ours, × as fast")
        .containsPattern("slow .*1\\.50 \\|");
    assertThat(samples.ratio("ours", "slow")).isEqualTo(1.5);
  }

  @Test
  void whatWasNotMeasuredHasNoRatio() {
    samples.add("plain", 1);

    assertThatThrownBy(() -> samples.costs("cost", "µs", "%.0f", "ours"))
        .hasMessage("ours was not measured");
  }
}
