package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteRangeTest {

  @Test
  void lengthIsTheDistanceOfItsEnds() {
    assertThat(new ByteRange(3, 10).length()).isEqualTo(7);
    assertThat(new ByteRange(3, 3).length()).isZero();
  }

  @Test
  void isEmptyWhenItsEndsMeet() {
    assertThat(new ByteRange(3, 3).isEmpty()).isTrue();
    assertThat(new ByteRange(3, 4).isEmpty()).isFalse();
  }

  @Test
  void httpNamesTheLastByte() {
    assertThat(new ByteRange(0, 1).toHttpRange()).isEqualTo("bytes=0-0");
    assertThat(new ByteRange(5L << 40, (5L << 40) + 10).toHttpRange())
        .isEqualTo("bytes=5497558138880-5497558138889");
  }

  @Test
  void httpHasNoFormForAnEmptyRange() {
    assertThatThrownBy(() -> new ByteRange(3, 3).toHttpRange())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("HTTP has no form for the empty range at 3");
  }

  @Test
  void refusesWhatIsNotARange() {
    assertThatThrownBy(() -> new ByteRange(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a byte range: [-1, 3)");
    assertThatThrownBy(() -> new ByteRange(4, 3)).hasMessage("not a byte range: [4, 3)");
  }
}
