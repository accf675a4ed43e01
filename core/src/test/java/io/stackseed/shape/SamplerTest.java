package io.stackseed.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.Binary;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values among them: a change here takes other samples than were taken before. */
class SamplerTest {

  /** Computed apart from this code: the first eight bytes of SHA-256, over 2^64. */
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(new Value.S("customer-1"), "90.721230", "90.721231"),
        Arguments.of(new Value.S("customer-2"), "38.210394", "38.210395"),
        Arguments.of(new Value.N("1"), "42.002406", "42.002407"),
        Arguments.of(new Value.S("1"), "42.002406", "42.002407"),
        Arguments.of(new Value.N("-125E-1"), "43.144685", "43.144686"),
        Arguments.of(new Value.S("ä"), "20.274110", "20.274111"),
        Arguments.of(new Value.S(""), "88.941599", "88.941600"),
        Arguments.of(new Value.B(Binary.of(new byte[] {0, -1})), "2.703079", "2.703080"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aValueIsTakenFromItsOwnPercentageOn(Value value, String without, String with) {
    assertThat(takes(without, value)).isFalse();
    assertThat(takes(with, value)).isTrue();
  }

  @Test
  void onePerCentOfAThousandNamesAreTheseForEver() {
    assertThat(
            IntStream.range(0, 1000)
                .mapToObj(i -> "c" + i)
                .filter(name -> takes("1", new Value.S(name))))
        .containsExactly(
            "c4", "c62", "c109", "c252", "c416", "c449", "c556", "c592", "c812", "c845", "c978");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1E0", "0.01E2", "+1", "100E-2", "0001.000"})
  void everySpellingOfANumberIsThatNumber(String digits) {
    assertThat(Sampler.canonical(new Value.N(digits)))
        .isEqualTo("1".getBytes(UTF_8))
        .isEqualTo(Sampler.canonical(new Value.S("1")));
  }

  @Test
  void whatHasNoValueOfItsOwnIsNotSampledBy() {
    assertThat(
            List.of(
                new Value.Bool(true),
                new Value.Null(),
                new Value.L(List.of()),
                new Value.M(Map.of()),
                new Value.SS(List.of("a")),
                new Value.NS(List.of("1")),
                new Value.BS(List.of())))
        .allSatisfy(value -> assertThat(Sampler.canonical(value)).isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100", "100.000001"})
  void aSampleIsMoreThanNothingAndLessThanEverything(String percent) {
    assertThatThrownBy(() -> new Sampling("id", new BigDecimal(percent)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(percent + " per cent is no sample");
  }

  private static boolean takes(String percent, Value value) {
    byte[] canonical = Sampler.canonical(value);
    return canonical != null && new Sampler(new BigDecimal(percent)).takes(canonical);
  }
}
