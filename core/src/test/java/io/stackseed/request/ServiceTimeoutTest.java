package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.FailureException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTimeoutTest {

  @Test
  void absentTimeoutIsAnHour() {
    assertThat(ServiceTimeout.usable(null)).isEqualTo(Duration.ofHours(1));
    assertThat(ServiceTimeout.lenient(null)).isEqualTo(Duration.ofHours(1));
    assertThat(ServiceTimeout.usable(Json.of("{}"))).isEqualTo(Duration.ofHours(1));
    assertThat(ServiceTimeout.lenient(Json.of("'no map'"))).isEqualTo(Duration.ofHours(1));
    assertThat(ServiceTimeout.lenient(Json.of("{'ServiceTimeout':''}")))
        .isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "'300'", "3600", "'3600'", "1800"})
  void timeoutThatARunFitsIntoIsUsable(String seconds) {
    Duration expected = Duration.ofSeconds(Long.parseLong(seconds.replace("'", "")));

    assertThat(ServiceTimeout.usable(properties(seconds))).isEqualTo(expected);
    assertThat(ServiceTimeout.lenient(properties(seconds))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1'", "1", "'299'"})
  void timeoutTooShortForARunIsRefusedAndStillObeyed(String seconds) {
    String bare = seconds.replace("'", "");

    assertRefused(seconds, bare);
    assertThat(ServiceTimeout.lenient(properties(seconds)))
        .isEqualTo(Duration.ofSeconds(Long.parseLong(bare)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'0'", "'abc'", "'-5'", "'3601'", "'1e3'", "1800.5", "' 600'", "true"})
  void timeoutCloudFormationWouldNotKnowIsRefusedAndTakenForAnHour(String seconds) {
    assertRefused(seconds, seconds.replace("'", ""));
    assertThat(ServiceTimeout.lenient(properties(seconds))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void listIsRefusedAndTakenForAnHour() {
    assertThatThrownBy(() -> ServiceTimeout.usable(properties("[600]")))
        .isInstanceOf(FailureException.class)
        .hasMessage("ServiceTimeout: a list is not allowed. Use a single value.");
    assertThat(ServiceTimeout.lenient(properties("[600]"))).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 150", "300, 150", "3000, 150", "3001, 150.05", "3600, 180"})
  void marginIsATwentiethAndAtLeast150Seconds(long timeoutSeconds, double marginSeconds) {
    assertThat(ServiceTimeout.margin(Duration.ofSeconds(timeoutSeconds)))
        .isEqualTo(Duration.ofMillis(Math.round(marginSeconds * 1_000)));
  }

  private static void assertRefused(String json, String value) {
    assertThatThrownBy(() -> ServiceTimeout.usable(properties(json)))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "ServiceTimeout: '%s' is not allowed. Use a whole number from 300 to 3600."
                .formatted(value));
  }

  private static JsonNode properties(String serviceTimeout) {
    return Json.of("{'ServiceTimeout':" + serviceTimeout + "}");
  }
}
