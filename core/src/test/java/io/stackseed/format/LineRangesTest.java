package io.stackseed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import org.junit.jupiter.api.Test;

class LineRangesTest {

  @Test
  void coversTheLinesWithoutAGap() {
    LineRanges plan = new LineRanges(3, 25, 10);

    assertThat(plan.count()).isEqualTo(3);
    assertThat(plan.range(0)).isEqualTo(new ByteRange(3, 13));
    assertThat(plan.range(1)).isEqualTo(new ByteRange(13, 23));
    assertThat(plan.range(2)).isEqualTo(new ByteRange(23, 25));
  }

  @Test
  void theLastRangeMayBeWhole() {
    LineRanges plan = new LineRanges(0, 20, 10);

    assertThat(plan.count()).isEqualTo(2);
    assertThat(plan.range(1)).isEqualTo(new ByteRange(10, 20));
  }

  @Test
  void nothingAfterTheMarkHasNoRanges() {
    assertThat(new LineRanges(3, 3, 10).count()).isZero();
  }

  @Test
  void countsPastFourGigabytes() {
    LineRanges plan = new LineRanges(0, 1L << 42, 1L << 22);

    assertThat(plan.count()).isEqualTo(1L << 20);
    assertThat(plan.range((1L << 20) - 1).endExclusive()).isEqualTo(1L << 42);
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatThrownBy(() -> new LineRanges(0, 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunkBytes is 0");
    assertThatThrownBy(() -> new LineRanges(3, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lines cannot start at byte 3 of 2");
    assertThatThrownBy(() -> new LineRanges(0, 10, 5).range(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("range 2 of 2");
  }
}
