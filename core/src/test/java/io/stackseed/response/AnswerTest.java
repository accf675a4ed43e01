package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n"})
  void failureWithoutReasonIsGivenOne(String reason) {
    Answer answer = new Answer(ResponseStatus.FAILED, reason, Map.of());

    assertThat(answer.reason())
        .isEqualTo(
            "The ingest failed and no reason was recorded. See the logs of the ingest functions.");
  }

  @Test
  void reasonOfFailureIsKept() {
    assertThat(Answer.failed("The table is missing.").reason()).isEqualTo("The table is missing.");
  }

  @Test
  void successNeedsNoReasonAndNeverHasAnEmptyOne() {
    assertThat(Answer.success(Map.of()).reason()).isNull();
    assertThat(new Answer(ResponseStatus.SUCCESS, " ", Map.of()).reason()).isNull();
  }

  @Test
  void loneSurrogatesAreReplacedBeforeTheAnswerIsStored() {
    Answer answer =
        new Answer(ResponseStatus.FAILED, "a\uD83Db", Map.of("k\uDE00", "\uD83D\uDE00"));

    assertThat(answer.reason()).isEqualTo("a\uFFFDb");
    assertThat(answer.data()).containsExactly(Map.entry("k\uFFFD", "\uD83D\uDE00"));
  }

  @Test
  void dataIsSortedAndNobodyElseChangesIt() {
    Map<String, String> data = new HashMap<>(Map.of("b", "2", "a", "1"));
    Answer answer = Answer.success(data);
    data.put("c", "3");

    assertThat(answer.data()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThatThrownBy(() -> answer.data().put("c", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
