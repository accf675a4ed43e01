package io.stackseed.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitConditionSignalTest {

  @Test
  void aSignalOfTheDocumentedFormIsAccepted() {
    assertThat(
            WaitConditionSignal.accept(
                """
                {"Status":"FAILURE","UniqueId":"run-1","Reason":"as asked","Data":"{}"}
                """))
        .isEqualTo(new WaitConditionSignal(false, "run-1", "as asked", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUCCESS                                                                 | not JSON, Unrecognized token 'SUCCESS': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          []                                                                      | not a JSON object
          {}                                                                      | Status is not a text
          {"Status":"FAILED","UniqueId":"1","Reason":"","Data":""}                | Status is 'FAILED', not SUCCESS or FAILURE
          {"Status":"SUCCESS","UniqueId":"","Reason":"","Data":""}                | UniqueId is empty
          {"Status":"SUCCESS","UniqueId":"1","Data":""}                           | Reason is not a text
          {"Status":"SUCCESS","UniqueId":"1","Reason":"","Data":{}}               | Data is not a text
          {"Status":"SUCCESS","UniqueId":"1","Reason":"","Data":"","StackId":"s"} | unknown field StackId
          """)
  void aSlipIsNamed(String body, String why) {
    assertThatThrownBy(() -> WaitConditionSignal.accept(body))
        .isInstanceOf(ResourceFailedException.class)
        .hasMessage("Invalid signal to the wait condition: " + why);
  }
}
