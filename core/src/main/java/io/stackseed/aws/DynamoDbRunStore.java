package io.stackseed.aws;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.PlanPage;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The layout is in {@link Keys} and the codecs; here are the conditions. */
final class DynamoDbRunStore implements RunStore {
  /** How long what a run leaves behind is kept; DynamoDB deletes it some days later. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String EXPIRES_AT = "expiresAt";

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final ConflictRetries retries;

  DynamoDbRunStore(DynamoDbClient dynamoDb, String tableName, Backoff backoff) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.retries = new ConflictRetries(backoff);
  }

  @Override
  public Optional<Run> run(String runId) {
    return item(Keys.run(runId)).map(RunCodec::read);
  }

  @Override
  public Progress progress(String runId) {
    return item(Keys.progress(runId))
        .map(ProgressCodec::read)
        .orElseThrow(() -> new IllegalStateException("there is no run " + runId));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return item(Keys.resource(key)).map(ResourceCodec::read).orElse(Resource.NEW);
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return item(Keys.page(runId, object, page)).map(PlanPageCodec::read);
  }

  @Override
  public Acceptance accept(Run run, Progress initial, Resource seen, @Nullable Resource next) {
    Instant now = run.acceptedAt();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(write(Keys.run(run.id())).item(expiring(RunCodec.write(run), now)).ifAbsent().put());
    writes.add(
        write(Keys.progress(run.id())).item(expiring(ProgressCodec.write(initial), now)).put());
    if (next != null) {
      Write resource = write(Keys.resource(run.resource())).item(ResourceCodec.write(next));
      writes.add(
          seen.equals(Resource.NEW)
              ? resource.ifAbsent().put()
              : resource
                  .condition("revision = :seen")
                  .value(":seen", Attributes.n(seen.revision()))
                  .put());
    }
    return transact(writes)
        .map(
            reasons ->
                ConflictRetries.failedCondition(reasons.get(0))
                    ? Acceptance.EXISTS
                    : Acceptance.CHANGED)
        .orElse(Acceptance.ACCEPTED);
  }

  @Override
  public void savePage(PlanPage page) {
    Map<String, AttributeValue> key = Keys.page(page.runId(), page.object(), page.page());
    Map<String, AttributeValue> item =
        merged(key, expiring(PlanPageCodec.write(page), Instant.now()));
    retries.write(
        () ->
            dynamoDb.putItem(
                request ->
                    request
                        .tableName(tableName)
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk)")));
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    transact(
        List.of(
            write(Keys.object(runId, object))
                .update("SET v = :one, #status = :done, chunks = :chunks, expiresAt = :expiresAt")
                .condition("attribute_not_exists(pk) OR #status <> :done")
                .name("#status", MarkerCodec.STATUS)
                .value(":one", Attributes.n(1))
                .value(":done", Attributes.s(MarkerCodec.DONE))
                .value(":chunks", Attributes.n(chunks))
                .value(":expiresAt", expiry(Instant.now()))
                .update(),
            whileLive(Keys.progress(runId))
                .update("ADD objectsSplit :one, totalChunks :chunks")
                .value(":one", Attributes.n(1))
                .value(":chunks", Attributes.n(chunks))
                .update()));
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    Optional<List<CancellationReason>> refused =
        transact(
            List.of(
                whileLive(Keys.progress(what.runId())).check(),
                write(Keys.marker(what))
                    .update(
                        "SET v = :one, #status = :leased, #owner = :owner, leaseUntil = :until,"
                            + " attempts = if_not_exists(attempts, :zero) + :one,"
                            + " expiresAt = :expiresAt"
                            + " REMOVE #cause")
                    .condition(
                        "attribute_not_exists(pk) OR"
                            + " (#status = :leased AND leaseUntil < :now AND attempts < :max)")
                    .name("#status", MarkerCodec.STATUS)
                    .name("#owner", MarkerCodec.OWNER)
                    .name("#cause", MarkerCodec.CAUSE)
                    .value(":one", Attributes.n(1))
                    .value(":zero", Attributes.n(0))
                    .value(":leased", Attributes.s(MarkerCodec.LEASED))
                    .value(":owner", Attributes.s(request.owner()))
                    .value(":now", Attributes.n(request.now().toEpochMilli()))
                    .value(":until", Attributes.n(request.until().toEpochMilli()))
                    .value(":max", Attributes.n(LeaseRequest.MAX_ATTEMPTS))
                    .value(":expiresAt", expiry(request.now()))
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

  @Override
  public int release(Leased what, String owner, String cause) {
    return retries
        .write(
            () ->
                dynamoDb.updateItem(
                    request ->
                        request
                            .tableName(tableName)
                            .key(Keys.marker(what))
                            .updateExpression("SET leaseUntil = :past, cause = :cause")
                            .conditionExpression("#status = :leased AND #owner = :owner")
                            .expressionAttributeNames(
                                Map.of("#status", MarkerCodec.STATUS, "#owner", MarkerCodec.OWNER))
                            .expressionAttributeValues(
                                Map.of(
                                    ":past", Attributes.n(0),
                                    ":cause", Attributes.s(cause),
                                    ":leased", Attributes.s(MarkerCodec.LEASED),
                                    ":owner", Attributes.s(owner)))
                            .returnValues(ReturnValue.ALL_NEW)))
        .map(response -> MarkerCodec.attempts(response.attributes()))
        .orElse(0);
  }

  @Override
  public Commit commit(
      ChunkId chunk, String owner, Counts counts, @Nullable FirstReject firstReject) {
    Write marker =
        write(Keys.marker(chunk))
            .update("SET #status = :done, " + Additions.SET + " REMOVE #owner, leaseUntil, cause")
            .condition("#status = :leased AND #owner = :owner")
            .name("#status", MarkerCodec.STATUS)
            .name("#owner", MarkerCodec.OWNER)
            .value(":done", Attributes.s(MarkerCodec.DONE))
            .value(":leased", Attributes.s(MarkerCodec.LEASED))
            .value(":owner", Attributes.s(owner))
            .values(Additions.values(counts));
    Write progress =
        whileLive(Keys.progress(chunk.runId()))
            .update(
                "ADD doneChunks :one, "
                    + Additions.ADD
                    + (firstReject == null
                        ? ""
                        : " SET firstReject = if_not_exists(firstReject, :firstReject)"))
            .value(":one", Attributes.n(1))
            .values(Additions.values(counts));
    if (firstReject != null) {
      progress.value(
          ":firstReject", AttributeValue.fromM(ProgressCodec.firstReject(firstReject).toMap()));
    }
    return transact(List.of(marker.update(), progress.update()))
        .map(
            reasons ->
                ConflictRetries.failedCondition(reasons.get(1))
                    ? Commit.RUN_ENDED
                    : Commit.LEASE_LOST)
        .orElse(Commit.COMMITTED);
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        write(Keys.progress(runId))
            .update("SET #state = :loading")
            .condition("#state = :planning AND objectsSplit = objects")
            .name("#state", "state")
            .value(":loading", Attributes.s(RunState.LOADING.name()))
            .value(":planning", Attributes.s(RunState.PLANNING.name()))
            .update());
    if (answer != null) {
      writes.add(
          write(Keys.run(runId))
              .update("SET answer = if_not_exists(answer, :answer)")
              .value(":answer", AttributeValue.fromM(RunCodec.answer(answer).toMap()))
              .update());
    }
    transact(writes);
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood) {
    boolean answered = run.answeredAt() != null;
    Write stored =
        write(Keys.run(run.id()))
            .update(
                "SET outcome = :outcome"
                    + (answer == null ? "" : ", answer = if_not_exists(answer, :answer)")
                    + (answer == null || answered ? " REMOVE #open" : ""))
            .condition(
                "attribute_not_exists(outcome) AND "
                    + (answered
                        ? "attribute_exists(answeredAt)"
                        : "attribute_not_exists(answeredAt)"))
            .value(":outcome", AttributeValue.fromM(RunCodec.outcome(outcome).toMap()));
    if (answer != null) {
      stored.value(":answer", AttributeValue.fromM(RunCodec.answer(answer).toMap()));
    }
    if (answer == null || answered) {
      stored.name("#open", RunCodec.OPEN);
    }
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        write(Keys.progress(run.id()))
            .update("SET #state = :ended")
            .condition("#state = :seen AND doneChunks = :done AND totalChunks = :total")
            .name("#state", "state")
            .value(":ended", Attributes.s(outcome.state().name()))
            .value(":seen", Attributes.s(seen.state().name()))
            .value(":done", Attributes.n(seen.doneChunks()))
            .value(":total", Attributes.n(seen.totalChunks()))
            .update());
    writes.add(stored.update());
    if (lastGood != null) {
      writes.add(
          write(Keys.resource(run.resource()))
              .update("SET lastGood = :lastGood ADD revision :one")
              .condition("currentRun = :run")
              .value(":lastGood", AttributeValue.fromM(ResourceCodec.lastGood(lastGood).toMap()))
              .value(":one", Attributes.n(1))
              .value(":run", Attributes.s(run.id()))
              .update());
    }
    return transact(writes).isEmpty();
  }

  /** The run leaves the index of open runs with whichever of outcome and answer comes last. */
  @Override
  public void answered(String runId, Instant at) {
    while (!answered(runId, at, "attribute_exists(outcome)", " REMOVE responseUrl, #open")
        && !answered(runId, at, "attribute_not_exists(outcome)", " REMOVE responseUrl")
        && run(runId).isPresent()) {
      // The outcome came between the two.
    }
  }

  private boolean answered(String runId, Instant at, String condition, String remove) {
    Map<String, String> names =
        remove.contains("#open") ? Map.of("#open", RunCodec.OPEN) : Map.of();
    return retries
        .write(
            () ->
                dynamoDb.updateItem(
                    request ->
                        request
                            .tableName(tableName)
                            .key(Keys.run(runId))
                            .updateExpression(
                                "SET answeredAt = if_not_exists(answeredAt, :at)" + remove)
                            .conditionExpression("attribute_exists(pk) AND " + condition)
                            .expressionAttributeNames(names.isEmpty() ? null : names)
                            .expressionAttributeValues(
                                Map.of(":at", Attributes.n(at.toEpochMilli())))))
        .isPresent();
  }

  @Override
  public Instant quietAt(String runId) {
    return dynamoDb
        .queryPaginator(
            request ->
                request
                    .tableName(tableName)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :run AND begins_with(sk, :chunks)")
                    .filterExpression("#status = :leased")
                    .projectionExpression("leaseUntil")
                    .expressionAttributeNames(Map.of("#status", MarkerCodec.STATUS))
                    .expressionAttributeValues(
                        Map.of(
                            ":run", Attributes.s(Keys.partition(runId)),
                            ":chunks", Attributes.s(Keys.CHUNKS),
                            ":leased", Attributes.s(MarkerCodec.LEASED))))
        .items()
        .stream()
        .map(MarkerCodec::leaseUntil)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    return Optional.of(
            dynamoDb
                .getItem(request -> request.tableName(tableName).key(key).consistentRead(true))
                .item())
        .filter(item -> !item.isEmpty());
  }

  private Optional<List<CancellationReason>> transact(List<TransactWriteItem> writes) {
    return retries.transact(
        () -> dynamoDb.transactWriteItems(request -> request.transactItems(writes)));
  }

  private Write write(Map<String, AttributeValue> key) {
    return new Write(tableName, key);
  }

  private Write whileLive(Map<String, AttributeValue> progressKey) {
    return write(progressKey)
        .condition("#state IN (:planning, :loading)")
        .name("#state", "state")
        .value(":planning", Attributes.s(RunState.PLANNING.name()))
        .value(":loading", Attributes.s(RunState.LOADING.name()));
  }

  private static Map<String, AttributeValue> expiring(
      Map<String, AttributeValue> item, Instant now) {
    return merged(item, Map.of(EXPIRES_AT, expiry(now)));
  }

  private static AttributeValue expiry(Instant now) {
    return Attributes.n(now.plus(KEPT).getEpochSecond());
  }

  private static Map<String, AttributeValue> merged(
      Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    Map<String, AttributeValue> merged = new HashMap<>(one);
    merged.putAll(other);
    return merged;
  }
}
