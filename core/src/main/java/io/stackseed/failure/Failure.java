package io.stackseed.failure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed, as its user reads it in CloudFormation's events: what is wrong, then what would
 * do. Item data never enters a failure.
 */
public sealed interface Failure {

  /** The whole sentence, ending in a full stop. */
  String sentence();

  /**
   * A property that the resource does not have.
   *
   * @param suggestion the property that was probably meant; null if none is near
   */
  record UnknownProperty(String name, @Nullable String suggestion) implements Failure {
    @Override
    public String sentence() {
      return suggestion == null
          ? "Unknown property '%s'. Remove it.".formatted(name)
          : "Unknown property '%s'. Did you mean %s?".formatted(name, suggestion);
    }
  }

  /**
   * A property, or a field of the request, whose value cannot be used.
   *
   * @param problem what is wrong with it, without a full stop
   * @param remedy what would do, without a full stop
   */
  record InvalidProperty(String property, String problem, String remedy) implements Failure {
    @Override
    public String sentence() {
      return "%s: %s. %s.".formatted(property, problem, remedy);
    }
  }

  /**
   * A source object that cannot be read, or not any further.
   *
   * @param object the object as {@code s3://bucket/key}
   * @param offset the byte at which reading ended; null if the object as a whole is meant
   * @param problem what is wrong, continuing the object's name
   * @param remedy what would do, without a full stop
   */
  record UnusableSource(String object, @Nullable Long offset, String problem, String remedy)
      implements Failure {
    @Override
    public String sentence() {
      return offset == null
          ? "DataIngestFile: %s %s. %s.".formatted(object, problem, remedy)
          : String.format(
              Locale.ROOT, "DataIngestFile: %s byte %,d: %s. %s.", object, offset, problem, remedy);
    }
  }

  /**
   * More records were refused than the request allows.
   *
   * @param recordsRead records read until then
   * @param firstOffset where the first known one begins, in bytes
   * @param report where all of them are reported, as {@code s3://…}; null if nowhere
   */
  record TooManyRejected(
      long rejected,
      long recordsRead,
      long allowed,
      String firstObject,
      long firstOffset,
      String firstReason,
      @Nullable String report)
      implements Failure {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "MaxRejected: %,d of %,d records rejected, %,d allowed. First: %s byte %,d: %s.%s",
          rejected,
          recordsRead,
          allowed,
          firstObject,
          firstOffset,
          firstReason,
          report == null ? "" : " Report: %s.".formatted(report));
    }
  }

  /**
   * A range of an object that was begun several times and never finished.
   *
   * @param firstByte offset of the range's first byte
   * @param lastByte offset of its last byte
   * @param cause what ended the last attempt; null if it died without a word
   */
  record Unfinished(
      String object, long firstByte, long lastByte, int attempts, @Nullable String cause)
      implements Failure {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "DataIngestFile: %s bytes %,d to %,d were begun %d times and not finished. Last cause: %s.",
          object,
          firstByte,
          lastByte,
          attempts,
          cause == null ? "the function ended without a word, see its log" : cause);
    }
  }

  /**
   * The time was up before everything was loaded.
   *
   * @param isAwaited true if CloudFormation waits for the end; false if the run was answered
   *     before, or nobody is
   * @param isPlanned false if not even the number of chunks is known
   */
  record Overdue(
      String runId, boolean isAwaited, boolean isPlanned, long doneChunks, long totalChunks)
      implements Failure {
    @Override
    public String sentence() {
      String progress =
          isPlanned
              ? String.format(Locale.ROOT, "%,d of %,d chunks were loaded", doneChunks, totalChunks)
              : "the source was not planned";
      return isAwaited
          ? "ServiceTimeout: %s when the time was up. Raise it, or set CompletionHandle or"
                  .formatted(progress)
              + " WaitForCompletion: false."
          : "Time: %s when the run's time was up. Publish a Resume of run %s to load the rest."
              .formatted(progress, runId);
    }
  }

  /** A request that its function could not take, however often it was tried. */
  record NotTaken(String condition) implements Failure {
    @Override
    public String sentence() {
      return "The ingest stack could not take this request (%s). See the log of its Requests"
              .formatted(condition)
          + " function, and try again.";
    }
  }

  /** A run that a person ended. */
  record CancelledByHand() implements Failure {
    @Override
    public String sentence() {
      return "Cancelled by a message to the topic.";
    }
  }

  /** A run ended by a newer request of the same resource. */
  record Superseded(String by) implements Failure {
    @Override
    public String sentence() {
      return "Superseded: %s of the same resource took its place. Nothing needs to be done."
          .formatted(by);
    }
  }
}
