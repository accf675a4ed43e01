package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final Instant NOW = Instant.parse("2024-01-31T10:20:30.987Z");

  @ParameterizedTest
  @CsvSource({
    "now, 2024-01-31T10:20:30Z",
    "now+P30D, 2024-03-01T10:20:30Z",
    "now-PT2H, 2024-01-31T08:20:30Z",
    "now+P1M, 2024-02-29T10:20:30Z",
    "now-P1Y2M, 2022-11-30T10:20:30Z",
    "now+P2W, 2024-02-14T10:20:30Z",
    "now+P1DT12H, 2024-02-01T22:20:30Z",
    "now-P1Y1M1W1DT1H1M1S, 2022-12-23T09:19:29Z",
    "now+PT90S, 2024-01-31T10:22:00Z",
    "now+PT0S, 2024-01-31T10:20:30Z"
  })
  void isNowOrADurationBeforeOrAfterIt(String text, Instant moment) {
    assertThat(Moment.isOne(text)).isTrue();
    assertThat(Moment.at(text, NOW)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "Now", "", "snow", "now P30D", "NOW+P1D"})
  void otherTextsAreNone(String text) {
    assertThat(Moment.isOne(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30D", "P", "PT", "P30", "P-30D", "P1DT", "p30d", "P1.5D", "PT1.5S", "P1H", ""})
  void aDurationIsAsIso8601HasIt(String duration) {
    assertThatThrownBy(() -> Moment.at("now+" + duration, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is no ISO 8601 duration", duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"now+P7976Y", "now-P2025Y", "now+P999999999Y999999999M", "now+P999999999W"})
  void aMomentIsOfAYearOfFourDigits(String text) {
    assertThatThrownBy(() -> Moment.at(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is out of range");
  }
}
