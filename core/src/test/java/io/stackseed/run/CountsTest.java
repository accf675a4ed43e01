package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

  @Test
  void sumIsFieldByField() {
    Counts one = new Counts(10, 4, 3, 2, 1, 100, 2.5);
    Counts other = new Counts(100, 10, 20, 30, 40, 1_000, 0.5);

    assertThat(one.plus(other)).isEqualTo(new Counts(110, 14, 23, 32, 41, 1_100, 3));
    assertThat(one.plus(Counts.ZERO)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"11, 4, 3, 2, 1", "10, 5, 3, 2, 1", "10, 4, 4, 2, 1", "10, 4, 3, 3, 1", "10,4,3,2,2"})
  void everyRecordReadBecameSomething(
      long read, long written, long skipped, long rejected, long sampledOut) {
    assertThatThrownBy(() -> new Counts(read, written, skipped, rejected, sampledOut, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%d records read, but %d written, %d skipped, %d rejected, %d sampled out"
                .formatted(read, written, skipped, rejected, sampledOut));
  }
}
