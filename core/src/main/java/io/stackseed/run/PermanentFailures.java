package io.stackseed.run;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.format.MalformedSourceException;
import io.stackseed.item.TargetTableException;
import io.stackseed.source.SourceUnavailableException;
import java.util.Optional;

/** Tells the errors that end a run from those that pass. */
public final class PermanentFailures {
  private PermanentFailures() {}

  /**
   * The failure a run ends with, or empty if trying again may help.
   *
   * @param object the source, as {@code s3://bucket/key}
   */
  public static Optional<Failure> of(Exception exception, String object) {
    if (exception instanceof FailureException known) {
      return Optional.of(known.failure());
    }
    if (exception instanceof TargetTableException table) {
      return Optional.of(table.failure());
    }
    if (exception instanceof MalformedSourceException malformed) {
      return Optional.of(
          new UnusableSource(object, malformed.offset(), malformed.reason(), "Correct the file"));
    }
    if (exception instanceof SourceUnavailableException source) {
      return Optional.of(unavailable(source, object));
    }
    return Optional.empty();
  }

  private static UnusableSource unavailable(SourceUnavailableException source, String object) {
    return switch (source.problem()) {
      case MISSING -> unusable(object, "does not exist", "Upload it or correct the key");
      case VERSION_MISSING ->
          unusable(object, "has no such version", "Correct ObjectVersionId or leave it out");
      case BUCKET_MISSING ->
          unusable(object, "is in a bucket that does not exist", "Correct the bucket's name");
      case DENIED ->
          unusable(
              object,
              "may not be read by the ingest stack",
              "Add its bucket to the stack's parameter SourceBucketArns");
      case CHANGED ->
          unusable(
              object,
              "was overwritten while it was being read",
              "Turn the bucket's versioning on, and request the ingest again");
    };
  }

  private static UnusableSource unusable(String object, String problem, String remedy) {
    return new UnusableSource(object, null, problem, remedy);
  }
}
