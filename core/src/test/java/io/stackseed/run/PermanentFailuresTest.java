package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.UnknownProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.format.MalformedSourceException;
import io.stackseed.item.TargetTableException;
import io.stackseed.source.SourceUnavailableException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermanentFailuresTest {
  private static final String OBJECT = "s3://b1-data/o.jsonl";

  @Test
  void knownFailureIsItself() {
    Failure failure = new UnknownProperty("Colour", null);

    assertThat(PermanentFailures.of(new FailureException(failure), OBJECT)).containsSame(failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MISSING | '' | 'orders' does not exist. Create it before this resource, or correct the"
            + " name.",
        "NOT_ACTIVE | '' | 'orders' is not ACTIVE. Let this resource depend on the table"
            + " (DependsOn).",
        "DENIED | '' | 'orders' may not be used by the ingest stack. Widen its parameter"
            + " TargetTablePattern, or correct the name.",
        "REFUSED | Type mismatch for key id | 'orders' refused a write (Type mismatch for key id)."
            + " See the reason and correct the data or the table."
      },
      quoteCharacter = '"')
  void tableThatCannotBeFilledEndsTheRun(
      TargetTableException.Problem problem, String detail, String sentence) {
    String said = detail.equals("''") ? "" : detail;

    assertThat(PermanentFailures.of(new TargetTableException(problem, "orders", said), OBJECT))
        .map(Failure::sentence)
        .contains("TargetTable: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "MISSING | does not exist. Upload it or correct the key.",
        "VERSION_MISSING | has no such version. Correct ObjectVersionId or leave it out.",
        "BUCKET_MISSING | is in a bucket that does not exist. Correct the bucket's name.",
        "DENIED | may not be read by the ingest stack. Add its bucket to the stack's parameter"
            + " SourceBucketArns.",
        "CHANGED | was overwritten while it was being read. Turn the bucket's versioning on, and"
            + " request the ingest again."
      })
  void sourceThatCannotBeReadEndsTheRun(
      SourceUnavailableException.Problem problem, String sentence) {
    assertThat(
            PermanentFailures.of(new SourceUnavailableException(problem, "its own words"), OBJECT))
        .map(Failure::sentence)
        .contains("DataIngestFile: " + OBJECT + " " + sentence);
  }

  @Test
  void brokenSourceEndsTheRunAndNamesTheByte() {
    assertThat(PermanentFailures.of(new MalformedSourceException(18_230, "the array ends"), OBJECT))
        .map(Failure::sentence)
        .contains(
            "DataIngestFile: s3://b1-data/o.jsonl byte 18,230: the array ends. Correct the file.");
  }

  @Test
  void anythingElseMayPass() {
    assertThat(PermanentFailures.of(new IOException("reset"), OBJECT)).isEmpty();
    assertThat(PermanentFailures.of(new IllegalStateException("bug"), OBJECT)).isEmpty();
    assertThat(PermanentFailures.of(new CancellationException(), OBJECT)).isEmpty();
  }
}
