package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.response.Answer;
import io.stackseed.response.ResponseStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a run that another takes the place of. */
class DisplacedTest {
  private static final Instant AT = SampleRuns.REQUESTED_AT.plusSeconds(90);
  private static final Counts TEN = new Counts(10, 4, 3, 2, 1, 1_000, 2.5);
  private static final Progress SEEN = new Progress(RunState.LOADING, 1, 1, 7, 3, TEN, null);
  private static final Outcome CANCELLED = new Outcome(RunState.CANCELLED, "Why.", AT, TEN, 7);

  private final Run run = SampleRuns.create("r");
  private final Run by = SampleRuns.create("next");

  // Superseded

  @Test
  void supersededRunIsCancelledWithWhatItHasCountedAndItsRequesterIsTold() {
    assertThat(Displaced.superseded(run, SEEN, "Why.", by, AT))
        .isEqualTo(new Displaced(run, SEEN, CANCELLED, Answers.of(run, CANCELLED), Set.of(), AT));
  }

  @Test
  void requesterOfASupersededRunIsToldWhyAndHowFarItCame() {
    Answer answer =
        Objects.requireNonNull(Displaced.superseded(run, SEEN, "Why.", by, AT).answer());

    assertThat(answer.status()).isEqualTo(ResponseStatus.FAILED);
    assertThat(answer.reason()).isEqualTo("Why.");
    assertThat(answer.data()).containsAllEntriesOf(Map.of("RunId", "r", "ItemsWritten", "4"));
  }

  @Test
  void nobodyIsToldOfASupersededRunByHand() {
    Run byHand = SampleRuns.byHand("r");

    assertThat(Displaced.superseded(byHand, SEEN, "Why.", by, AT))
        .isEqualTo(new Displaced(byHand, SEEN, CANCELLED, null, Set.of(), AT));
  }

  @Test
  void waitConditionThatTheNewRunSignalsIsNotSignalledByTheOld() {
    Run signalling = SampleRuns.createSignalling("r");

    assertThat(
            Displaced.superseded(signalling, SEEN, "Why.", SampleRuns.createSignalling("next"), AT)
                .forgets())
        .containsExactly(Callback.SIGNAL);
  }

  @Test
  void waitConditionOfItsOwnIsSignalledByASupersededRun() {
    Run signalling = SampleRuns.createSignalling("r");
    Run other = SampleRuns.createSignalling("next");
    Run elsewhere =
        SampleRuns.signalling(
            new CompletionHandle(SampleRuns.HANDLE + "0", "stack", SampleRuns.SIGNAL_BY), other);

    assertThat(Displaced.superseded(signalling, SEEN, "Why.", by, AT).forgets()).isEmpty();
    assertThat(Displaced.superseded(run, SEEN, "Why.", other, AT).forgets()).isEmpty();
    assertThat(Displaced.superseded(signalling, SEEN, "Why.", elsewhere, AT).forgets()).isEmpty();
  }

  // Withdrawn

  @Test
  void withdrawnLiveRunIsCancelledAndNobodyIsTold() {
    Run signalling = SampleRuns.createSignalling("r");

    assertThat(Displaced.withdrawn(signalling, SEEN, "Why.", AT))
        .isEqualTo(
            new Displaced(
                signalling, SEEN, CANCELLED, null, Set.of(Callback.ANSWER, Callback.SIGNAL), AT));
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void withdrawnRunThatHasEndedKeepsItsOutcomeAndNobodyIsTold(RunState state) {
    Progress ended = new Progress(state, 1, 1, 7, 3, TEN, null);

    assertThat(Displaced.withdrawn(run, ended, "Why.", AT))
        .isEqualTo(
            new Displaced(run, ended, null, null, Set.of(Callback.ANSWER, Callback.SIGNAL), AT));
  }

  @Test
  void whatIsForgottenDoesNotChange() {
    Set<Callback> forgets = new HashSet<>(Set.of(Callback.SIGNAL));
    Displaced displaced = new Displaced(run, SEEN, CANCELLED, null, forgets, AT);
    forgets.clear();

    assertThat(displaced.forgets()).containsExactly(Callback.SIGNAL);
  }
}
