package io.stackseed.aws;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.run.SourceFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/** The markers of objects and chunks: who works on what, and what is done. */
final class Markers {
  private static final String OWNED = "#status = :leased AND #owner = :owner";

  private final ProgressTable table;

  Markers(ProgressTable table) {
    this.table = table;
  }

  Lease lease(Leased what, LeaseRequest request) {
    Optional<List<CancellationReason>> refused =
        table.transact(
            List.of(
                table.whileLive(what.runId()).check(),
                table
                    .write(Keys.marker(what))
                    .update(
                        "SET v = :one, #status = :leased, #owner = :owner, leaseUntil = :until,"
                            + " attempts = if_not_exists(attempts, :zero) + :one,"
                            + " expiresAt = :expiresAt"
                            + " REMOVE #cause, resumeAt")
                    .condition(
                        "attribute_not_exists(pk) OR"
                            + " (#status = :leased AND leaseUntil < :now AND attempts < :max) OR"
                            + " (#status = :paused AND resumeAt <= :now)")
                    .name("#status", MarkerCodec.STATUS)
                    .name("#owner", MarkerCodec.OWNER)
                    .name("#cause", MarkerCodec.CAUSE)
                    .value(":one", Attributes.n(1))
                    .value(":zero", Attributes.n(0))
                    .value(":leased", Attributes.s(MarkerCodec.LEASED))
                    .value(":paused", Attributes.s(MarkerCodec.PAUSED))
                    .value(":owner", Attributes.s(request.owner()))
                    .value(":now", Attributes.n(request.now().toEpochMilli()))
                    .value(":until", Attributes.n(request.until().toEpochMilli()))
                    .value(":max", Attributes.n(LeaseRequest.MAX_ATTEMPTS))
                    .value(":expiresAt", ProgressTable.expiry(request.now()))
                    .returningOld()
                    .update()));
    return refused
        .map(
            reasons ->
                ConflictRetries.failedCondition(reasons.get(0))
                    ? new Lease.RunEnded()
                    : MarkerCodec.refusal(reasons.get(1).item(), request))
        .orElseGet(Lease.Granted::new);
  }

  OptionalInt release(Leased what, String owner, String cause, Instant until) {
    Write earlier =
        attempt(what, owner, cause)
            .update("SET leaseUntil = :until, #cause = :cause")
            .condition(OWNED + " AND leaseUntil > :until")
            .value(":until", Attributes.n(until.toEpochMilli()));
    Write atItsEnd = attempt(what, owner, cause).update("SET #cause = :cause").condition(OWNED);
    return table
        .update(earlier)
        .or(() -> table.update(atItsEnd))
        .map(marker -> OptionalInt.of(MarkerCodec.attempts(marker)))
        .orElseGet(OptionalInt::empty);
  }

  private Write attempt(Leased what, String owner, String cause) {
    return table
        .write(Keys.marker(what))
        .name("#status", MarkerCodec.STATUS)
        .name("#owner", MarkerCodec.OWNER)
        .name("#cause", MarkerCodec.CAUSE)
        .value(":leased", Attributes.s(MarkerCodec.LEASED))
        .value(":owner", Attributes.s(owner))
        .value(":cause", Attributes.s(cause));
  }

  PlanCursor cursor(ObjectId object) {
    return table.item(Keys.marker(object)).map(MarkerCodec::cursor).orElse(PlanCursor.START);
  }

  boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return keep(
        object,
        owner,
        marker ->
            marker
                .update("SET #cursor = :cursor, attempts = :zero")
                .name("#cursor", MarkerCodec.CURSOR)
                .value(":zero", Attributes.n(0))
                .value(":cursor", AttributeValue.fromM(MarkerCodec.cursor(cursor).toMap())));
  }

  boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return keep(
        object,
        owner,
        marker ->
            marker
                .update("SET #file = :file, attempts = :zero")
                .name("#file", MarkerCodec.FILE)
                .value(":zero", Attributes.n(0))
                .value(":file", AttributeValue.fromM(SourceCodec.write(file).toMap())));
  }

  /** Changes an owned marker while its run is live. */
  private boolean keep(ObjectId object, String owner, UnaryOperator<Write> change) {
    Write marker = change.apply(owned(object, owner));
    return table
        .transact(List.of(table.whileLive(object.runId()).check(), marker.update()))
        .isEmpty();
  }

  Optional<SourceFile> file(ObjectId object) {
    return table.item(Keys.marker(object)).flatMap(MarkerCodec::file);
  }

  Stream<Integer> objectsTaken(String runId, Instant now) {
    return markers(runId, Keys.OBJECTS)
        .filter(item -> MarkerCodec.isTaken(item, now))
        .map(item -> Keys.object(Attributes.read(item).text(Keys.SK)));
  }

  Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    Write marker =
        owned(chunk, owner)
            .update(
                "SET #status = :paused, resumeAt = :resumeAt, #continuation = :continuation,"
                    + " attempts = :zero REMOVE #owner, leaseUntil, cause")
            .name("#continuation", MarkerCodec.CONTINUATION)
            .value(":paused", Attributes.s(MarkerCodec.PAUSED))
            .value(":resumeAt", Attributes.n(resumeAt.toEpochMilli()))
            .value(":zero", Attributes.n(0))
            .value(":continuation", AttributeValue.fromM(MarkerCodec.continuation(soFar).toMap()));
    return table
        .transact(List.of(table.whileLive(chunk.runId()).check(), marker.update()))
        .map(reasons -> refusal(reasons.get(0)))
        .orElse(Commit.COMMITTED);
  }

  private static Commit refusal(CancellationReason ofTheProgress) {
    return ConflictRetries.failedCondition(ofTheProgress) ? Commit.RUN_ENDED : Commit.LEASE_LOST;
  }

  Optional<Continuation> continuation(ChunkId chunk) {
    return table.item(Keys.marker(chunk)).flatMap(MarkerCodec::continuation);
  }

  private Write owned(Leased what, String owner) {
    return table
        .write(Keys.marker(what))
        .condition(OWNED)
        .name("#status", MarkerCodec.STATUS)
        .name("#owner", MarkerCodec.OWNER)
        .value(":leased", Attributes.s(MarkerCodec.LEASED))
        .value(":owner", Attributes.s(owner));
  }

  Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    Write marker =
        owned(chunk, owner)
            .update(
                "SET #status = :done, "
                    + Additions.SET
                    + (rejects == null ? "" : ", reportFiles = :reportFiles")
                    + " REMOVE #owner, leaseUntil, cause, #continuation")
            .name("#continuation", MarkerCodec.CONTINUATION)
            .value(":done", Attributes.s(MarkerCodec.DONE))
            .values(Additions.values(counts));
    Write progress =
        table
            .whileLive(chunk.runId())
            .update(
                "ADD doneChunks :one, "
                    + Additions.ADD
                    + (rejects == null
                        ? ""
                        : " SET firstReject = if_not_exists(firstReject, :firstReject)"))
            .value(":one", Attributes.n(1))
            .values(Additions.values(counts));
    if (rejects != null) {
      marker.value(":reportFiles", Attributes.texts(rejects.reportFiles()));
      progress.value(
          ":firstReject", AttributeValue.fromM(ProgressCodec.firstReject(rejects.first()).toMap()));
    }
    return table
        .transact(List.of(marker.update(), progress.update()))
        .map(reasons -> refusal(reasons.get(1)))
        .orElse(Commit.COMMITTED);
  }

  Instant quietAt(String runId) {
    return table
        .query(
            query ->
                query
                    .keyConditionExpression("pk = :run AND begins_with(sk, :chunks)")
                    .filterExpression("#status = :leased")
                    .projectionExpression("leaseUntil")
                    .expressionAttributeNames(Map.of("#status", MarkerCodec.STATUS))
                    .expressionAttributeValues(
                        Map.of(
                            ":run", Attributes.s(Keys.partition(runId)),
                            ":chunks", Attributes.s(Keys.CHUNKS),
                            ":leased", Attributes.s(MarkerCodec.LEASED))))
        .map(MarkerCodec::leaseUntil)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  Stream<ChunkMarker> chunks(String runId) {
    return markers(runId, Keys.CHUNKS).map(item -> MarkerCodec.chunk(runId, item));
  }

  Stream<ChunkMarker> chunks(ObjectId object) {
    return markers(object.runId(), Keys.chunks(object))
        .map(item -> MarkerCodec.chunk(object.runId(), item));
  }

  private Stream<Map<String, AttributeValue>> markers(String runId, String prefix) {
    return table.query(
        query ->
            query
                .keyConditionExpression("pk = :run AND begins_with(sk, :prefix)")
                .expressionAttributeValues(
                    Map.of(
                        ":run", Attributes.s(Keys.partition(runId)),
                        ":prefix", Attributes.s(prefix))));
  }

  boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return table
        .update(
            table
                .write(Keys.marker(chunk))
                .update("SET queuedAt = :now")
                .condition(
                    "#status = :leased AND leaseUntil < :now"
                        + " AND (attribute_not_exists(queuedAt) OR queuedAt < :notSince)")
                .name("#status", MarkerCodec.STATUS)
                .value(":leased", Attributes.s(MarkerCodec.LEASED))
                .value(":now", Attributes.n(now.toEpochMilli()))
                .value(":notSince", Attributes.n(notSince.toEpochMilli())))
        .isPresent();
  }
}
