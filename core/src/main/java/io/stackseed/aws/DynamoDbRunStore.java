package io.stackseed.aws;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.run.Callback;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Displaced;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceFile;
import io.stackseed.run.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The layout is in {@link Keys} and the codecs; here are the conditions. */
final class DynamoDbRunStore implements RunStore {
  private final ProgressTable table;
  private final Markers markers;

  DynamoDbRunStore(DynamoDbClient dynamoDb, String tableName, ConflictRetries retries) {
    this.table = new ProgressTable(dynamoDb, tableName, retries);
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
  public Acceptance accept(
      Run run,
      Progress initial,
      Resource seen,
      @Nullable Resource next,
      List<Displaced> displaced) {
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
    displaced.forEach(other -> displace(other, writes));
    return table
        .transact(writes)
        .map(
            reasons ->
                ConflictRetries.failedCondition(reasons.get(0))
                    ? Acceptance.EXISTS
                    : Acceptance.CHANGED)
        .orElse(Acceptance.ACCEPTED);
  }

  private void displace(Displaced displaced, List<TransactWriteItem> writes) {
    String runId = displaced.run().id();
    Outcome outcome = displaced.outcome();
    Answer answer = displaced.answer();
    if (outcome != null) {
      writes.add(ending(runId, displaced.seen(), outcome).update());
    }
    List<String> sets = new ArrayList<>();
    List<String> removes = new ArrayList<>();
    List<String> conditions = new ArrayList<>(List.of("attribute_exists(pk)"));
    Write run = table.write(Keys.run(runId));
    if (outcome != null) {
      sets.add("outcome = :outcome");
      conditions.add("attribute_not_exists(outcome)");
      run.value(":outcome", AttributeValue.fromM(RunCodec.outcome(outcome).toMap()));
    }
    if (answer != null) {
      sets.add("answer = if_not_exists(answer, :answer)");
      run.value(":answer", AttributeValue.fromM(RunCodec.answer(answer).toMap()));
    }
    for (Callback callback : displaced.forgets()) {
      removes.add(RunCodec.owed(callback));
      conditions.add(isUnclaimed(callback));
    }
    if (sets.isEmpty() && removes.isEmpty()) {
      return;
    }
    if (!removes.isEmpty()) {
      run.value(":now", Attributes.n(displaced.at().toEpochMilli()));
    }
    writes.add(
        run.update(
                (sets.isEmpty() ? "" : "SET " + String.join(", ", sets))
                    + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes)))
            .condition(String.join(" AND ", conditions))
            .update());
  }

  /** True of a callback of which no delivery can be under way. */
  private static String isUnclaimed(Callback callback) {
    String claim = RunCodec.claim(callback);
    return "(attribute_not_exists(%s) OR %s < :now)".formatted(claim, claim);
  }

  /** The change of state that ends a run whose progress is as it was seen. */
  private Write ending(String runId, Progress seen, Outcome outcome) {
    return table
        .write(Keys.progress(runId))
        .update("SET #state = :ended")
        .condition("#state = :seen AND doneChunks = :done AND totalChunks = :total")
        .name("#state", "state")
        .value(":ended", Attributes.s(outcome.state().name()))
        .value(":seen", Attributes.s(seen.state().name()))
        .value(":done", Attributes.n(seen.doneChunks()))
        .value(":total", Attributes.n(seen.totalChunks()));
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
  public void saveListing(ListingPage page) {
    table.put(
        table
            .write(Keys.listing(page.runId(), page.listing(), page.page()))
            .item(ProgressTable.expiring(ListingPageCodec.write(page), Instant.now())));
  }

  @Override
  public Optional<ListingPage> listing(String runId, String listing, int page) {
    return table.item(Keys.listing(runId, listing, page)).map(ListingPageCodec::read);
  }

  @Override
  public boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return markers.saveFile(object, owner, file);
  }

  @Override
  public Optional<SourceFile> file(ObjectId object) {
    return markers.file(object);
  }

  @Override
  public PlanCursor cursor(ObjectId object) {
    return markers.cursor(object);
  }

  @Override
  public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return markers.advance(object, owner, cursor);
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
    Write stored =
        table
            .write(Keys.run(run.id()))
            .update(
                "SET outcome = :outcome"
                    + (answer == null ? "" : ", answer = if_not_exists(answer, :answer)"))
            .condition("attribute_exists(pk) AND attribute_not_exists(outcome)")
            .value(":outcome", AttributeValue.fromM(RunCodec.outcome(outcome).toMap()));
    if (answer != null) {
      stored.value(":answer", AttributeValue.fromM(RunCodec.answer(answer).toMap()));
    }
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(ending(run.id(), seen, outcome).update());
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
  public boolean claim(String runId, Callback callback, Instant now, Instant until) {
    String claim = RunCodec.claim(callback);
    return table
        .update(
            table
                .write(Keys.run(runId))
                .update("SET %s = :until".formatted(claim))
                .condition(
                    "attribute_exists(%s) AND (attribute_not_exists(%s) OR %s < :now OR %s = :until)"
                        .formatted(RunCodec.owed(callback), claim, claim, claim))
                .value(":now", Attributes.n(now.toEpochMilli()))
                .value(":until", Attributes.n(until.toEpochMilli())))
        .isPresent();
  }

  @Override
  public boolean delivered(String runId, Callback callback, Instant at) {
    String owed = RunCodec.owed(callback);
    Write run = table.write(Keys.run(runId)).condition("attribute_exists(%s)".formatted(owed));
    String remove = "REMOVE " + owed;
    switch (callback) {
      case ANSWER ->
          run.update("SET answeredAt = if_not_exists(answeredAt, :at) " + remove)
              .value(":at", Attributes.n(at.toEpochMilli()));
      case SIGNAL, ANNOUNCEMENT -> run.update(remove);
    }
    return table.update(run).isPresent();
  }

  @Override
  public void close(String runId) {
    String isDelivered =
        Stream.of(Callback.values())
            .map(callback -> " AND attribute_not_exists(%s)".formatted(RunCodec.owed(callback)))
            .collect(Collectors.joining());
    table.update(
        table
            .write(Keys.run(runId))
            .update("REMOVE #open")
            .condition("attribute_exists(#open) AND attribute_exists(outcome)" + isDelivered)
            .name("#open", RunCodec.OPEN));
  }

  @Override
  public void firstItem(String runId, Instant at) {
    table.update(
        table
            .write(Keys.run(runId))
            .update("SET %s = :at".formatted(RunCodec.FIRST_ITEM_AT))
            .condition(
                "attribute_exists(pk) AND attribute_not_exists(%s)"
                    .formatted(RunCodec.FIRST_ITEM_AT))
            .value(":at", Attributes.n(at.toEpochMilli())));
  }

  @Override
  public List<String> openRuns() {
    return table
        .index(
            query ->
                query
                    .indexName(RunCodec.OPEN_RUNS)
                    .keyConditionExpression("#open = :open")
                    .expressionAttributeNames(Map.of("#open", RunCodec.OPEN))
                    .expressionAttributeValues(Map.of(":open", Attributes.s(RunCodec.OPEN_VALUE))))
        .map(item -> Keys.runId(Attributes.read(item).text(Keys.PK)))
        .toList();
  }

  @Override
  public void foundSilence(String runId, Instant at) {
    table.update(
        table
            .write(Keys.run(runId))
            .update("SET quietAt = :at")
            .condition("attribute_exists(pk) AND (attribute_not_exists(quietAt) OR quietAt > :at)")
            .value(":at", Attributes.n(at.toEpochMilli())));
  }

  @Override
  public Optional<Watch> watch(String runId) {
    return table.item(Keys.watch(runId)).map(WatchCodec::read);
  }

  @Override
  public boolean saveWatch(String runId, Watch next) {
    Write watch =
        table
            .write(Keys.watch(runId))
            .item(ProgressTable.expiring(WatchCodec.write(next), next.since()));
    return table.put(
        next.revision() == 1
            ? watch.ifAbsent()
            : watch
                .condition("revision = :seen")
                .value(":seen", Attributes.n(next.revision() - 1)));
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return markers.lease(what, request);
  }

  @Override
  public OptionalInt release(Leased what, String owner, String cause, Instant until) {
    return markers.release(what, owner, cause, until);
  }

  @Override
  public Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    return markers.commit(chunk, owner, counts, rejects);
  }

  @Override
  public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    return markers.pause(chunk, owner, soFar, resumeAt);
  }

  @Override
  public Optional<Continuation> continuation(ChunkId chunk) {
    return markers.continuation(chunk);
  }

  @Override
  public Instant quietAt(String runId) {
    return markers.quietAt(runId);
  }

  @Override
  public Stream<ChunkMarker> chunks(String runId) {
    return markers.chunks(runId);
  }

  @Override
  public Stream<ChunkMarker> chunks(ObjectId object) {
    return markers.chunks(object);
  }

  @Override
  public Stream<Integer> objectsTaken(String runId, Instant now) {
    return markers.objectsTaken(runId, now);
  }

  @Override
  public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return markers.claimRequeue(chunk, now, notSince);
  }
}
