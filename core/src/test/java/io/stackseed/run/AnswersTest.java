package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.stackseed.response.Answer;
import io.stackseed.response.ResponseStatus;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
  private static final Counts COUNTS =
      new Counts(10_000, 9_000, 700, 200, 100, 5_000_000_000L, 12_345.5);

  private final Run run = SampleRuns.create("run-1");
  private final Instant end = run.acceptedAt().plusMillis(61_999);

  @Test
  void successCarriesExactlyTheseFields() {
    Answer answer = Answers.of(run, new Outcome(RunState.SUCCEEDED, null, end, COUNTS, 1_193));

    assertThat(answer.status()).isEqualTo(ResponseStatus.SUCCESS);
    assertThat(answer.reason()).isNull();
    assertThat(answer.data())
        .containsOnly(
            entry("RunId", "run-1"),
            entry("RecordsRead", "10000"),
            entry("ItemsWritten", "9000"),
            entry("ItemsSkipped", "700"),
            entry("ItemsRejected", "200"),
            entry("RejectReport", "s3://reports/rejects/run-1/"),
            entry("ItemsSampledOut", "100"),
            entry("Chunks", "1193"),
            entry("BytesRead", "5000000000"),
            entry("WriteUnits", "12345.5"),
            entry("DurationSeconds", "61"),
            entry("SourceVersion", "v1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED"})
  void failureCarriesTheReasonAndTheSameFields(RunState state) {
    Answer answer = Answers.of(run, new Outcome(state, "Why.", end, COUNTS, 1_193));
    Answer success = Answers.of(run, new Outcome(RunState.SUCCEEDED, null, end, COUNTS, 1_193));

    assertThat(answer).isEqualTo(new Answer(ResponseStatus.FAILED, "Why.", success.data()));
  }

  @Test
  void requestThatLoadsNothingCarriesItsRunAlone() {
    Run none = SampleRuns.withoutLoad("run-1");

    assertThat(Answers.of(none, new Outcome(RunState.SUCCEEDED, null, end, Counts.ZERO, 0)))
        .isEqualTo(Answer.success(Map.of("RunId", "run-1")));
  }

  @Test
  void sourceWithoutVersionIsNamedByItsETag() {
    Load load = SampleRuns.load(true);
    SourceObject source =
        new SourceObject(SampleRuns.object(load).location(), null, "\"e1\"", 1_000);
    Run unversioned = SampleRuns.loading(load(load, source), run);

    Answer answer =
        Answers.of(unversioned, new Outcome(RunState.SUCCEEDED, null, end, Counts.ZERO, 0));

    assertThat(answer.data()).containsEntry("SourceVersion", "\"e1\"");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100, 100", "0.5, 0.5", "12500000000, 12500000000", "1.25E-3, 0.00125"})
  void writeUnitsArePlainNumbers(double units, String text) {
    Counts counts = new Counts(0, 0, 0, 0, 0, 0, units);

    assertThat(Answers.of(run, new Outcome(RunState.SUCCEEDED, null, end, counts, 0)).data())
        .containsEntry("WriteUnits", text);
  }

  @Test
  void answerBeforeTheEndCarriesWhatIsKnownThen() {
    Run early = SampleRuns.createNotWaiting("run-1");

    assertThat(
            Answers.whenPlanned(early, new Progress(RunState.PLANNING, 1, 1, 7, 3, COUNTS, null)))
        .isEqualTo(Answer.success(Map.of("RunId", "run-1", "Chunks", "7", "SourceVersion", "v1")));
  }

  @Test
  void runThatWaitsOrHasNobodyToAnswerIsNotAnsweredBeforeItsEnd() {
    Progress planned = new Progress(RunState.PLANNING, 1, 1, 7, 0, Counts.ZERO, null);
    Run byHand = SampleRuns.loading(SampleRuns.load(false), SampleRuns.byHand("run-1"));

    assertThat(Answers.whenPlanned(run, planned)).isNull();
    assertThat(Answers.whenPlanned(byHand, planned)).isNull();
    assertThat(Answers.whenPlanned(SampleRuns.withoutLoad("run-1"), planned)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANNING", "LOADING"})
  void liveRunHasNoOutcome(RunState state) {
    assertThatThrownBy(() -> new Outcome(state, null, end, COUNTS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run that is " + state + " has no outcome");
  }

  @Test
  void runThatIsOverAtOnceIsAnsweredWithWhatItComesTo() {
    Outcome outcome = new Outcome(RunState.FAILED, "Why.", end, Counts.ZERO, 0);
    Run none = SampleRuns.withoutLoad("run-1");

    Run over = none.ended(outcome);

    assertThat(over.outcome()).isEqualTo(outcome);
    assertThat(over.answer())
        .isEqualTo(new Answer(ResponseStatus.FAILED, "Why.", Map.of("RunId", "run-1")));
    assertThat(over.owesAnswer()).isTrue();
  }

  @Test
  void runThatChangesNothingIsAnsweredWithTheDataGiven() {
    Outcome outcome = new Outcome(RunState.SUCCEEDED, null, end, Counts.ZERO, 0);

    Run over = SampleRuns.withoutLoad("run-1").unchanged(outcome, Map.of("RunId", "earlier"));

    assertThat(over.answer()).isEqualTo(Answer.success(Map.of("RunId", "earlier")));
    assertThat(over.outcome()).isEqualTo(outcome);
  }

  @Test
  void runByHandThatIsOverAtOnceOwesNothing() {
    Outcome outcome = new Outcome(RunState.FAILED, "Why.", end, Counts.ZERO, 0);

    Run over = SampleRuns.byHand("run-1").ended(outcome);

    assertThat(over.answer()).isNull();
    assertThat(over.owesAnswer()).isFalse();
  }

  @Test
  void runNeverShowsItsUrl() {
    assertThat(run).hasToString("Run[run-1 of Create]");
    assertThat(run.requester()).hasToString("Requester[run-1]");
  }

  private static Load load(Load load, SourceObject source) {
    return new Load(
        new SourceFile(source, SampleRuns.file(load).layout()),
        load.table(),
        Shaping.NONE,
        false,
        load.chunkBytes(),
        load.waitForCompletion(),
        load.maxRejected(),
        load.writing(),
        load.ingestBucket(),
        load.reingestHash(),
        load.resumes());
  }
}
