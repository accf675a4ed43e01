package io.stackseed.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.failure.Failure.CancelledByHand;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.NotTaken;
import io.stackseed.failure.Failure.Overdue;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.failure.Failure.TooManyRejected;
import io.stackseed.failure.Failure.Unfinished;
import io.stackseed.failure.Failure.UnknownProperty;
import io.stackseed.failure.Failure.UnusableSource;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureTest {
  private final Locale machines = Locale.getDefault();

  /** Digits are grouped by commas wherever it runs. */
  @BeforeEach
  void runInGermany() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void runAtHome() {
    Locale.setDefault(machines);
  }

  @Test
  void unknownPropertyNamesTheOneThatWasMeant() {
    assertThat(new UnknownProperty("Targettable", "TargetTable").sentence())
        .isEqualTo("Unknown property 'Targettable'. Did you mean TargetTable?");
  }

  @Test
  void unknownPropertyLikeNoOtherIsToBeRemoved() {
    assertThat(new UnknownProperty("Colour", null).sentence())
        .isEqualTo("Unknown property 'Colour'. Remove it.");
  }

  @Test
  void invalidPropertyNamesPropertyValueAndRemedy() {
    assertThat(
            new InvalidProperty(
                    "WriteMode", "'Merge' is not allowed", "Use Overwrite or SkipExisting")
                .sentence())
        .isEqualTo("WriteMode: 'Merge' is not allowed. Use Overwrite or SkipExisting.");
  }

  @Test
  void unusableSourceNamesObjectAndRemedy() {
    assertThat(
            new UnusableSource(
                    "s3://b/orders.csv", null, "does not exist", "Upload it or correct the key")
                .sentence())
        .isEqualTo(
            "DataIngestFile: s3://b/orders.csv does not exist. Upload it or correct the key.");
  }

  @Test
  void sourceUnusableFromSomewhereOnNamesTheByte() {
    assertThat(
            new UnusableSource(
                    "s3://b/orders.json", 18_230L, "',' or ']' expected", "Correct the file")
                .sentence())
        .isEqualTo(
            "DataIngestFile: s3://b/orders.json byte 18,230: ',' or ']' expected. Correct the"
                + " file.");
  }

  @Test
  void tooManyRejectedNamesCountsLimitAndTheFirst() {
    assertThat(
            new TooManyRejected(
                    212,
                    10_000,
                    100,
                    "s3://b/orders.csv",
                    18_230,
                    "key 'id' is empty",
                    "s3://bucket/rejects/run-1/")
                .sentence())
        .isEqualTo(
            "MaxRejected: 212 of 10,000 records rejected, 100 allowed. First: s3://b/orders.csv byte"
                + " 18,230: key 'id' is empty. Report: s3://bucket/rejects/run-1/.");
  }

  @Test
  void unfinishedRangeNamesItsBytesAndTheLastCause() {
    assertThat(
            new Unfinished("s3://b/orders.csv", 4_194_304, 8_388_607, 3, "SocketException")
                .sentence())
        .isEqualTo(
            "DataIngestFile: s3://b/orders.csv bytes 4,194,304 to 8,388,607 were begun 3 times and"
                + " not finished. Last cause: SocketException.");
  }

  @Test
  void rangeWhoseFunctionDiedPointsToTheLog() {
    assertThat(new Unfinished("s3://b/orders.csv", 0, 999, 3, null).sentence())
        .isEqualTo(
            "DataIngestFile: s3://b/orders.csv bytes 0 to 999 were begun 3 times and not finished."
                + " Last cause: the function ended without a word, see its log.");
  }

  @Test
  void overdueRunThatIsAwaitedNamesTheWaysOut() {
    assertThat(new Overdue("run-1", true, true, 1_193, 12_000).sentence())
        .isEqualTo(
            "ServiceTimeout: 1,193 of 12,000 chunks were loaded when the time was up. Raise it, or"
                + " set CompletionHandle or WaitForCompletion: false.");
    assertThat(new Overdue("run-1", true, false, 1_193, 1_200).sentence())
        .isEqualTo(
            "ServiceTimeout: the source was not planned when the time was up. Raise it, or set"
                + " CompletionHandle or WaitForCompletion: false.");
  }

  @Test
  void overdueRunThatNobodyAwaitsIsToBeResumed() {
    assertThat(new Overdue("run-1", false, true, 1_193, 12_000).sentence())
        .isEqualTo(
            "Time: 1,193 of 12,000 chunks were loaded when the run's time was up. Publish a Resume"
                + " of run run-1 to load the rest.");
    assertThat(new Overdue("run-1", false, false, 0, 0).sentence())
        .isEqualTo(
            "Time: the source was not planned when the run's time was up. Publish a Resume of run"
                + " run-1 to load the rest.");
  }

  @Test
  void requestThatWasNotTakenPointsToTheLog() {
    assertThat(new NotTaken("RetriesExhausted").sentence())
        .isEqualTo(
            "The ingest stack could not take this request (RetriesExhausted). See the log of its"
                + " Requests function, and try again.");
  }

  @Test
  void runCancelledByHandSaysSo() {
    assertThat(new CancelledByHand().sentence()).isEqualTo("Cancelled by a message to the topic.");
  }

  @Test
  void supersededRunNamesWhatTookItsPlace() {
    assertThat(new Superseded("a newer Update").sentence())
        .isEqualTo(
            "Superseded: a newer Update of the same resource took its place. Nothing needs to be"
                + " done.");
  }

  @Test
  void percentSignsAreNothingSpecial() {
    assertThat(new UnusableSource("s3://b/100%d.csv", 1L, "50% broken", "Use 100%").sentence())
        .isEqualTo("DataIngestFile: s3://b/100%d.csv byte 1: 50% broken. Use 100%.");
  }

  @Test
  void exceptionCarriesTheFailureAndSaysItsSentence() {
    Failure failure = new UnknownProperty("Colour", null);

    assertThat(new FailureException(failure))
        .hasMessage("Unknown property 'Colour'. Remove it.")
        .extracting(FailureException::failure)
        .isSameAs(failure);
  }
}
