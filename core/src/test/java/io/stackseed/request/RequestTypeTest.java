package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTypeTest {

  @ParameterizedTest
  @CsvSource({
    "Create, CREATE",
    "Update, UPDATE",
    "Delete, DELETE",
    "Cancel, CANCEL",
    "Resume, RESUME"
  })
  void eachTypeIsSpeltAsCloudFormationSpellsItAndThoseByHandAlike(
      String wireName, RequestType type) {
    assertThat(RequestType.parse(wireName)).isEqualTo(type);
    assertThat(type.wireName()).isEqualTo(wireName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Read", "create", "CREATE", " Create", "cancel", "Stop"})
  void unknownTypeIsAFailure(String wireName) {
    assertThatThrownBy(() -> RequestType.parse(wireName))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "RequestType: '%s' is not known. Use Create, Update, Delete, Cancel, Resume."
                .formatted(wireName));
  }

  @Test
  void missingTypeIsAFailure() {
    assertThatThrownBy(() -> RequestType.parse(""))
        .isInstanceOf(FailureException.class)
        .hasMessage("RequestType: missing. Use Create, Update, Delete, Cancel, Resume.");
  }
}
