package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Instant T = SampleRuns.REQUESTED_AT;

  @Test
  void silenceAfterNothingHasAlwaysCome() {
    assertThat(Silence.NOTHING_BEFORE).isEqualTo(new Silence(null, Instant.EPOCH));
    assertThat(Silence.NOTHING_BEFORE.hasCome(Instant.EPOCH)).isTrue();
    assertThat(Silence.NOTHING_BEFORE.hasCome(T)).isTrue();
  }

  @Test
  void silenceThatNobodyHasLookedForHasNotCome() {
    assertThat(Silence.after("before")).isEqualTo(new Silence("before", null));
    assertThat(Silence.after("before").hasCome(Instant.MAX)).isFalse();
  }

  @Test
  void silenceFoundComesAtItsInstant() {
    Silence silence = Silence.after("before").found(T);

    assertThat(silence).isEqualTo(new Silence("before", T));
    assertThat(silence.hasCome(T.minusMillis(1))).isFalse();
    assertThat(silence.hasCome(T)).isTrue();
    assertThat(silence.hasCome(T.plusMillis(1))).isTrue();
  }

  @Test
  void silenceAfterNothingIsNeverUnknown() {
    assertThatThrownBy(() -> new Silence(null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("silence after nothing is there from the beginning");
  }
}
