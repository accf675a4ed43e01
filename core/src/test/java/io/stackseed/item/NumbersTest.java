package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NumbersTest {

  @ParameterizedTest
  @CsvFileSource(resources = "numbers.csv", delimiter = '|', quoteCharacter = '\'')
  void followsTheTable(
      String text, @Nullable String canonical, @Nullable Long bytes, @Nullable String problem) {
    assertThat(Numbers.problem(text)).isEqualTo(Optional.ofNullable(problem));
    if (problem == null) {
      assertThat(Numbers.canonical(text)).isEqualTo(canonical);
      assertThat(Numbers.sizeBytes(text)).isEqualTo(bytes);
      assertThat(Numbers.plain(text))
          .isEqualTo(
              "0".equals(canonical)
                  ? "0"
                  : new BigDecimal(text).stripTrailingZeros().toPlainString());
    }
  }

  @Test
  void judgesAMillionDigitsInNoTime() {
    String digits = "123456789".repeat(500_000);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(Numbers.problem(digits))
              .hasValue("has 4,500,000 significant digits, 38 allowed");
          assertThat(Numbers.problem("0.".concat("0".repeat(4_000_000)).concat("1")))
              .hasValue("is out of range: its magnitude is below 1E-130");
          assertThat(Numbers.problem("1".concat("0".repeat(4_000_000)).concat("E-4000000")))
              .isEmpty();
          assertThat(Numbers.problem("1E".concat(digits)))
              .hasValue("is out of range: its magnitude is 1E+126 or more");
        });
  }

  @Test
  void aNumberThatIsNoneHasNoSize() {
    assertThatThrownBy(() -> Numbers.sizeBytes("12 apples"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a decimal number");
  }

  @Test
  void aValueTakesOnlyWhatDynamoDbTakes() {
    assertThat(new Value.N("1.50").digits()).isEqualTo("1.50");
    assertThatThrownBy(() -> new Value.N("1E126"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number is out of range: its magnitude is 1E+126 or more");
  }
}
