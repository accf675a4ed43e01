package io.stackseed.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.reject.MaxRejected.Count;
import io.stackseed.reject.MaxRejected.Percentage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxRejectedTest {
  @Test
  void isACountOrAPercentage() {
    assertThat(MaxRejected.parse("0")).isEqualTo(MaxRejected.none());
    assertThat(MaxRejected.parse("999999999999999999"))
        .isEqualTo(new Count(999_999_999_999_999_999L));
    assertThat(MaxRejected.parse("2.5%")).isEqualTo(new Percentage(new BigDecimal("2.5")));
    assertThat(MaxRejected.parse("100%")).isEqualTo(new Percentage(new BigDecimal("100")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "1.0",
        "1e3",
        " 1",
        "1 %",
        "%",
        "100.1%",
        "101%",
        "-1%",
        ".5%",
        "1.%",
        "1000000000000000000",
        "all",
        "２%"
      })
  void isNothingElse(String text) {
    assertThatThrownBy(() -> MaxRejected.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "0%", "2.5%", "0.000001%", "100%"})
  void itsTextIsReadBack(String text) {
    assertThat(MaxRejected.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    // limit, rejected, read, so far, of all
    "0, 0, 0, true, true",
    "0, 1, 1, false, false",
    "5, 5, 5, true, true",
    "5, 6, 1000000, false, false",
    "0%, 0, 7, true, true",
    "0%, 1, 1000000, false, false",
    "1%, 100, 10000, true, true",
    "1%, 101, 10000, true, false",
    "1%, 1, 99, true, false",
    "2.5%, 1, 40, true, true",
    "2.5%, 1, 39, true, false",
    "2.5%, 0, 0, true, true",
    "100%, 7, 7, true, true",
    "0.000001%, 92233720368, 9223372036854775807, true, true",
    "0.000001%, 92233720369, 9223372036854775807, true, false"
  })
  void aCountIsJudgedAtOnceAndAPercentageAtTheEnd(
      String limit, long rejected, long read, boolean soFar, boolean ofAll) {
    MaxRejected max = MaxRejected.parse(limit);

    assertThat(max.allowsSoFar(rejected)).isEqualTo(soFar);
    assertThat(max.allows(rejected, read)).isEqualTo(ofAll);
  }

  @Test
  void saysHowManyAreAllowed() {
    assertThat(MaxRejected.parse("100").of(7)).isEqualTo(100);
    assertThat(MaxRejected.parse("1%").of(10_000)).isEqualTo(100);
    assertThat(MaxRejected.parse("1%").of(99)).isZero();
    assertThat(MaxRejected.parse("2.5%").of(79)).isEqualTo(1);
  }
}
