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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The layout is in {@link Keys} and the codecs; here are the conditions. */
final class DynamoDbRunStore implements RunStore {
  private final ProgressTable table;
  private final Markers markers;

  DynamoDbRunStore(DynamoDbClient dynamoDb, String tableName, Backoff backoff) {
    this.table = new ProgressTable(dynamoDb, tableName, backoff);
    this.markers = new Markers(table);
  }

  @Override
  public Optional<Run> run(String runId) {
    return table.item(Keys.run(runId)).map(RunCodec::read);
  }

  @Override
  public Progress progress(String runId) {
    return table
        .item(Keys.progress(runId))
        .map(ProgressCodec::read)
        .orElseThrow(() -> new IllegalStateException("there is no run " + runId));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return table.item(Keys.resource(key)).map(ResourceCodec::read).orElse(Resource.NEW);
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return table.item(Keys.page(runId, object, page)).map(PlanPageCodec::read);
  }

  @Override
  public Acceptance accept(Run run, Progress initial, Resource seen, @Nullable Resource next) {
    Instant now = run.acceptedAt();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        table
            .write(Keys.run(run.id()))
            .item(ProgressTable.expiring(RunCodec.write(run), now))
            .ifAbsent()
            .put());
    writes.add(
        table
            .write(Keys.progress(run.id()))
            .item(ProgressTable.expiring(ProgressCodec.write(initial), now))
            .put());
    if (next != null) {
      Write resource = table.write(Keys.resource(run.resource())).item(ResourceCodec.write(next));
      writes.add(
          seen.equals(Resource.NEW)
              ? resource.ifAbsent().put()
              : resource
                  .condition("revision = :seen")
                  .value(":seen", Attributes.n(seen.revision()))
                  .put());
    }
    return table
        .transact(writes)
        .map(
            reasons ->
                ConflictRetries.failedCondition(reasons.get(0))
                    ? Acceptance.EXISTS
                    : Acceptance.CHANGED)
        .orElse(Acceptance.ACCEPTED);
  }

  @Override
  public void savePage(PlanPage page) {
    table.put(
        table
            .write(Keys.page(page.runId(), page.object(), page.page()))
            .item(ProgressTable.expiring(PlanPageCodec.write(page), Instant.now()))
            .ifAbsent());
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    table.transact(
        List.of(
            table
                .write(Keys.object(runId, object))
                .update("SET v = :one, #status = :done, chunks = :chunks, expiresAt = :expiresAt")
                .condition("attribute_not_exists(pk) OR #status <> :done")
                .name("#status", MarkerCodec.STATUS)
                .value(":one", Attributes.n(1))
                .value(":done", Attributes.s(MarkerCodec.DONE))
                .value(":chunks", Attributes.n(chunks))
                .value(":expiresAt", ProgressTable.expiry(Instant.now()))
                .update(),
            table
                .whileLive(runId)
                .update("ADD objectsSplit :one, totalChunks :chunks")
                .value(":one", Attributes.n(1))
                .value(":chunks", Attributes.n(chunks))
                .update()));
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        table
            .write(Keys.progress(runId))
            .update("SET #state = :loading")
            .condition("#state = :planning AND objectsSplit = objects")
            .name("#state", "state")
            .value(":loading", Attributes.s(RunState.LOADING.name()))
            .value(":planning", Attributes.s(RunState.PLANNING.name()))
            .update());
    if (answer != null) {
      writes.add(
          table
              .write(Keys.run(runId))
              .update("SET answer = if_not_exists(answer, :answer)")
              .value(":answer", AttributeValue.fromM(RunCodec.answer(answer).toMap()))
              .update());
    }
    table.transact(writes);
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
        table
            .write(Keys.run(run.id()))
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
        table
            .write(Keys.progress(run.id()))
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
          table
              .write(Keys.resource(run.resource()))
              .update("SET lastGood = :lastGood ADD revision :one")
              .condition("currentRun = :run")
              .value(":lastGood", AttributeValue.fromM(ResourceCodec.lastGood(lastGood).toMap()))
              .value(":one", Attributes.n(1))
              .value(":run", Attributes.s(run.id()))
              .update());
    }
    return table.transact(writes).isEmpty();
  }

  @Override
  public boolean claimAnswer(String runId, Instant now, Instant until) {
    return table
        .update(
            table
                .write(Keys.run(runId))
                .update("SET deliveringUntil = :until")
                .condition(
                    "attribute_exists(pk) AND attribute_not_exists(answeredAt) AND"
                        + " (attribute_not_exists(deliveringUntil) OR deliveringUntil < :now"
                        + " OR deliveringUntil = :until)")
                .value(":now", Attributes.n(now.toEpochMilli()))
                .value(":until", Attributes.n(until.toEpochMilli())))
        .isPresent();
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
    Write write =
        table
            .write(Keys.run(runId))
            .update("SET answeredAt = if_not_exists(answeredAt, :at)" + remove)
            .condition("attribute_exists(pk) AND " + condition)
            .value(":at", Attributes.n(at.toEpochMilli()));
    if (remove.contains("#open")) {
      write.name("#open", RunCodec.OPEN);
    }
    return table.update(write).isPresent();
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return markers.lease(what, request);
  }

  @Override
  public int release(Leased what, String owner, String cause) {
    return markers.release(what, owner, cause);
  }

  @Override
  public Commit commit(
      ChunkId chunk, String owner, Counts counts, @Nullable FirstReject firstReject) {
    return markers.commit(chunk, owner, counts, firstReject);
  }

  @Override
  public Instant quietAt(String runId) {
    return markers.quietAt(runId);
  }
}
