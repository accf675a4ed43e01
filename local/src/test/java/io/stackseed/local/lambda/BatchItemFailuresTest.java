package io.stackseed.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchItemFailuresTest {

  private static final Set<String> BATCH = Set.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "\"anything\""
      })
  void nothingReportedIsSuccessOfAll(String payload) {
    assertThat(BatchItemFailures.failed(payload, BATCH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"wrongName\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":[null]}"
      })
  void whatCannotBeReadIsFailureOfAll(String payload) {
    assertThat(BatchItemFailures.failed(payload, BATCH)).isEqualTo(BATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"},{\"itemIdentifier\":\"b\"}]}"})
  void whatIsReportedFails(String payload) {
    assertThat(BatchItemFailures.failed(payload, BATCH)).containsExactly("b");
  }
}
