package io.stackseed.aws;

import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.FirstReject;
import io.stackseed.run.SourceFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code RUN#<runId>} / {@code OBJECT#<i>} and {@code CHUNK#<i>#<n>}, version 1: {@code status}
 * LEASED with {@code owner}, {@code leaseUntil}, {@code attempts}, the last {@code cause} and
 * {@code queuedAt} when the watchdog queued it again, PAUSED with {@code resumeAt}, or DONE with
 * counts and, if records were rejected, the keys of {@code reportFiles}. A chunk that was paused
 * keeps its {@code continuation} until it is DONE. An object's has the {@code cursor} of its plan
 * and, if it was listed, the {@code file} that was found.
 */
final class MarkerCodec {
  static final String STATUS = "status";
  static final String LEASED = "LEASED";
  static final String PAUSED = "PAUSED";
  static final String DONE = "DONE";
  static final String OWNER = "owner";
  static final String LEASE_UNTIL = "leaseUntil";
  static final String ATTEMPTS = "attempts";
  static final String CAUSE = "cause";
  static final String CURSOR = "cursor";
  static final String FILE = "file";
  static final String CONTINUATION = "continuation";

  private static final String REPORT_FILES = "reportFiles";
  private static final String RESUME_AT = "resumeAt";
  private static final String FIRST_REJECT = "firstReject";

  private MarkerCodec() {}

  /**
   * Why a lease was not granted, from the marker as it stands; or that it was, if the call was
   * repeated below us after it had taken effect.
   */
  static Lease refusal(Map<String, AttributeValue> item, LeaseRequest request) {
    Attributes marker = Attributes.read(item);
    if (marker.text(STATUS).equals(DONE)) {
      return new Lease.Done();
    }
    if (marker.text(STATUS).equals(PAUSED)) {
      return new Lease.Resting(marker.instant(RESUME_AT));
    }
    if (marker.instant(LEASE_UNTIL).isBefore(request.now())) {
      return new Lease.Exhausted(marker.intNumber(ATTEMPTS), marker.optionalText(CAUSE));
    }
    return request.owner().equals(marker.optionalText(OWNER))
        ? new Lease.Granted()
        : new Lease.Held(marker.instant(LEASE_UNTIL));
  }

  static ChunkMarker chunk(String runId, Map<String, AttributeValue> item) {
    Attributes marker = Attributes.read(item);
    String status = marker.text(STATUS);
    return new ChunkMarker(
        Keys.chunk(runId, marker.text(Keys.SK)),
        status.equals(DONE) ? CountsCodec.read(marker) : null,
        status.equals(LEASED) ? marker.instant(LEASE_UNTIL) : Instant.EPOCH,
        marker.optionalInstant(RESUME_AT),
        marker.intNumber(ATTEMPTS),
        marker.optionalText(CAUSE),
        Objects.requireNonNullElse(marker.optionalTexts(REPORT_FILES), List.of()));
  }

  static Optional<Continuation> continuation(Map<String, AttributeValue> item) {
    return Optional.ofNullable(Attributes.read(item).optionalMap(CONTINUATION))
        .map(
            continuation ->
                new Continuation(
                    continuation.number("position"),
                    continuation.number("settledPast"),
                    CountsCodec.read(continuation),
                    rejects(continuation)));
  }

  private static @Nullable ChunkRejects rejects(Attributes continuation) {
    FirstReject first = ProgressCodec.firstReject(continuation.optionalMap(FIRST_REJECT));
    List<String> files = continuation.optionalTexts(REPORT_FILES);
    return first == null || files == null ? null : new ChunkRejects(first, files);
  }

  static Attributes continuation(Continuation continuation) {
    ChunkRejects rejects = continuation.rejects();
    Attributes attributes =
        CountsCodec.write(
            new Attributes()
                .number("position", continuation.position())
                .number("settledPast", continuation.settledPast()),
            continuation.counts());
    return rejects == null
        ? attributes
        : attributes
            .map(FIRST_REJECT, ProgressCodec.firstReject(rejects.first()))
            .texts(REPORT_FILES, rejects.reportFiles());
  }

  static PlanCursor cursor(Map<String, AttributeValue> item) {
    Attributes cursor = Attributes.read(item).optionalMap(CURSOR);
    return cursor == null
        ? PlanCursor.START
        : new PlanCursor(
            cursor.number("offset"),
            cursor.intNumber("cuts"),
            ByteRanges.read(cursor.text("begun")));
  }

  static Attributes cursor(PlanCursor cursor) {
    return new Attributes()
        .number("offset", cursor.offset())
        .number("cuts", cursor.cuts())
        .text("begun", ByteRanges.write(cursor.begun()));
  }

  static Optional<SourceFile> file(Map<String, AttributeValue> item) {
    return Optional.ofNullable(Attributes.read(item).optionalMap(FILE)).map(SourceCodec::file);
  }

  /** Whether it is done, or somebody's at that instant. */
  static boolean isTaken(Map<String, AttributeValue> item, Instant now) {
    Attributes marker = Attributes.read(item);
    return marker.text(STATUS).equals(DONE) || !marker.instant(LEASE_UNTIL).isBefore(now);
  }

  static int attempts(Map<String, AttributeValue> item) {
    return Attributes.read(item).intNumber(ATTEMPTS);
  }

  static Instant leaseUntil(Map<String, AttributeValue> item) {
    return Attributes.read(item).instant(LEASE_UNTIL);
  }
}
