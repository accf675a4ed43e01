package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorteningTest {

  @ParameterizedTest
  @CsvSource({"'', ''", "abcd, abcd", "abcde, abcde", "abcdef, abcd…", "abcdefgh, abcd…"})
  void textIsCutOnlyIfItIsTooLong(String text, String shortened) {
    assertThat(Shortening.of(text, 5)).isEqualTo(shortened);
  }

  @ParameterizedTest
  @CsvSource({"abc😀, abc😀", "abc😀e, abc…", "ab😀ef, ab😀…", "😀😀😀, 😀😀…"})
  void codePointIsNeverCutInHalf(String text, String shortened) {
    assertThat(Shortening.of(text, 5)).isEqualTo(shortened);
  }

  @Test
  void reasonOfARejectIsCutTo200CharactersOnce() {
    FirstReject first = new FirstReject(0, 7, "x".repeat(201));

    assertThat(first.reason()).isEqualTo("x".repeat(199) + "…");
    assertThat(new FirstReject(0, 7, first.reason())).isEqualTo(first);
    assertThat(new FirstReject(0, 7, "x".repeat(200)).reason()).isEqualTo("x".repeat(200));
  }

  @Test
  void reasonOfAnOutcomeIsCutTo4096CharactersOnce() {
    Outcome outcome = outcome("x".repeat(250_000));

    assertThat(outcome.reason()).isEqualTo("x".repeat(4_095) + "…");
    assertThat(outcome(outcome.reason())).isEqualTo(outcome);
    assertThat(outcome("x".repeat(4_096)).reason()).isEqualTo("x".repeat(4_096));
  }

  private static Outcome outcome(@Nullable String reason) {
    return new Outcome(RunState.FAILED, reason, Instant.EPOCH, Counts.ZERO, 0);
  }
}
