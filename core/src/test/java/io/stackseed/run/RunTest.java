package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.response.Answer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {
  private static final Instant AT = SampleRuns.REQUESTED_AT.plusSeconds(90);
  private static final Outcome FAILED = new Outcome(RunState.FAILED, "Why.", AT, Counts.ZERO, 0);
  private static final Answer ANSWER = Answer.failed("Why.");

  private final Run run = SampleRuns.createSignalling("r");

  // What is owed

  @Test
  void liveRunOwesNothingAndIsNotClosed() {
    assertOwes(run, false, false, false);
    assertOwes(SampleRuns.create("r"), false, false, false);
    assertOwes(SampleRuns.byHand("r"), false, false, false);
  }

  @Test
  void answerIsOwedOnceItIsDecidedAndTheSignalOnceTheRunHasEnded() {
    Run planned = run.decided(null, Answer.success(Map.of()));

    assertOwes(planned, true, false, false);
    assertOwes(planned.answered(AT), false, false, false);
    assertOwes(planned.answered(AT).decided(FAILED, planned.answer()), false, true, false);
  }

  @Test
  void endedRunIsClosedOnceEverybodyWasTold() {
    Run ended = run.decided(FAILED, ANSWER);

    assertOwes(ended, true, true, false);
    assertOwes(ended.answered(AT), false, true, false);
    assertOwes(ended.without(Callback.SIGNAL), true, false, false);
    assertOwes(ended.answered(AT).without(Callback.SIGNAL), false, false, true);
  }

  @Test
  void endedRunThatHasNobodyToTellIsClosed() {
    assertOwes(SampleRuns.byHand("r").decided(FAILED, null), false, false, true);
    assertOwes(
        SampleRuns.askedBy(
                new Requester(SampleRuns.requester("r").identity(), null), SampleRuns.create("r"))
            .decided(FAILED, ANSWER),
        false,
        false,
        true);
  }

  private static void assertOwes(Run run, boolean answer, boolean signal, boolean closed) {
    assertThat(run.owesAnswer()).as("owes an answer").isEqualTo(answer);
    assertThat(run.owesSignal()).as("owes a signal").isEqualTo(signal);
    assertThat(run.isClosed()).as("is closed").isEqualTo(closed);
  }

  // What is forgotten

  @Test
  void answeredRunForgetsItsResponseUrlAndRemembersWhen() {
    Run answered = run.answered(AT);

    assertThat(answered.requester())
        .isEqualTo(new Requester(SampleRuns.requester("r").identity(), null));
    assertThat(answered.answeredAt()).isEqualTo(AT);
    assertThat(answered.completionHandle()).isEqualTo(run.completionHandle());
    assertThat(answered.answered(AT.plusSeconds(1))).isEqualTo(answered);
  }

  @Test
  void withdrawnRunForgetsBothUrlsAndNothingElse() {
    for (Run each : new Run[] {run, run.decided(FAILED, ANSWER), run.answered(AT)}) {
      Run withdrawn = each.withdrawn();

      assertThat(withdrawn)
          .isEqualTo(
              new Run(
                  each.id(),
                  each.resource(),
                  each.requestType(),
                  new Requester(SampleRuns.requester("r").identity(), null),
                  null,
                  each.requestedAt(),
                  each.acceptedAt(),
                  each.deadlines(),
                  each.silence(),
                  each.load(),
                  each.outcome(),
                  each.answer(),
                  each.answeredAt(),
                  null,
                  false));
      assertThat(withdrawn.owesAnswer()).isFalse();
      assertThat(withdrawn.owesSignal()).isFalse();
      assertThat(withdrawn.isClosed()).isEqualTo(each.outcome() != null);
    }
  }

  @Test
  void runByHandHasNothingToForget() {
    Run byHand = SampleRuns.byHand("r");

    assertThat(byHand.withdrawn()).isEqualTo(byHand);
  }

  @ParameterizedTest
  @EnumSource
  void forgettingOneCallbackKeepsTheOther(Callback callback) {
    Run without = run.without(callback);

    assertThat(without.completionHandle() == null).isEqualTo(callback == Callback.SIGNAL);
    assertThat(without.requester())
        .extracting(Requester::responseUrl)
        .matches(url -> (url == null) == (callback == Callback.ANSWER));
    assertThat(without.answeredAt()).isNull();
  }

  // The rest of it

  @Test
  void runBehindOthersIsOtherwiseTheSame() {
    Silence silence = new Silence("before", AT);
    Run behind = run.behind(silence);

    assertThat(behind.silence()).isEqualTo(silence);
    assertThat(behind.behind(run.silence())).isEqualTo(run);
  }

  @Test
  void requestIsKnownByItsRequesterAndAMessageByHandIsNot() {
    assertThat(run.requestId()).isEqualTo("r");
    assertThat(run.withdrawn().requestId()).isEqualTo("r");
    assertThat(SampleRuns.byHand("r").requestId()).isNull();
  }

  @Test
  void nothingOfARunShowsAUrl() {
    CompletionHandle handle = run.completionHandle();

    assertThat(run).hasToString("Run[r of Create]");
    assertThat(run.requester()).hasToString("Requester[r]");
    assertThat(handle).hasToString("CompletionHandle[by 2024-05-02T00:00:00Z]");
    assertThat(
            Stream.of(
                    run,
                    run.decided(FAILED, ANSWER),
                    Displaced.withdrawn(run, Progress.planning(1), "Why.", AT),
                    Displaced.superseded(run, Progress.planning(1), "Why.", run, AT))
                .map(Object::toString))
        .noneMatch(text -> text.contains("http") || text.contains("5ec2e7"));
  }
}
