package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.PlanPage;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.request.Notification;
import io.stackseed.run.Announcement;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Load;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person asks by a message to the topic that names a run: Cancel, and Resume. */
class ByHandTest {
  private static final int CHUNK_BYTES = 262_144;

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // Cancel

  @Test
  void aCancelEndsTheRunAndTellsItsRequester() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();

    scene.publish(RequestText.cancel(create.id()));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("FAILED: Cancelled by a message to the topic.");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-1");
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.run().requestType()).isEqualTo("Cancel");
    assertThat(fakes.runs.openRuns()).as("it is to be announced").containsExactly(create.id());
    scene.watch();
    assertThat(fakes.runs.openRuns()).isEmpty();
    assertThat(fakes.outcomes.published())
        .extracting(Announcement::state)
        .containsExactly(RunState.CANCELLED);
  }

  @Test
  void aCancelledRunIsNotHeardOfAnyMore() {
    scene.publish(RequestText.create("request-1"));
    ChunkId chunk = new ChunkId(scene.run().id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(105));

    scene.publish(RequestText.cancel(chunk.runId()));
    scene.loadAll();

    assertThat(fakes.runs.commit(chunk, "worker", Counts.ZERO, null)).isEqualTo(Commit.RUN_ENDED);
    assertThat(fakes.runs.progress(chunk.runId()).doneChunks()).isZero();
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aCancelThatIsRepeatedComesToTheSame() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    Notification cancel = scene.notification(RequestText.cancel(create.id()));
    scene.deliver(cancel);
    scene.deliver(cancel);
    assertThat(fakes.runs.runs()).hasSize(2);

    scene.publish(RequestText.cancel(create.id()));

    assertThat(fakes.runs.runs()).hasSize(3);
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aCancelIsNoRequestOfTheResource() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    Resource before = fakes.runs.resource(create.resource());

    scene.publish(RequestText.cancel(create.id()));

    assertThat(fakes.runs.resource(create.resource())).isEqualTo(before);
  }

  @Test
  void aRunIsCancelledThatWasAnsweredBeforeItsEnd() {
    scene.publish(RequestText.create("request-1").property("WaitForCompletion", "false"));
    Run create = scene.run();
    assertThat(scene.told()).isEqualTo("SUCCESS");

    scene.publish(RequestText.cancel(create.id()));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRunThatSucceededIsNotCancelled() {
    scene.created();
    Run create = scene.run();

    scene.publish(RequestText.cancel(create.id()));

    assertRefused("run %s has ended already, SUCCEEDED. There is nothing to cancel", create);
    assertThat(fakes.runs.run(create.id())).contains(create);
  }

  @Test
  void aRunThatFailedIsNotCancelled() {
    Run create = failed();

    scene.publish(RequestText.cancel(create.id()));

    assertRefused("run %s has ended already, FAILED. There is nothing to cancel", create);
  }

  // What names no run that would do

  @ParameterizedTest
  @ValueSource(strings = {"Cancel", "Resume"})
  void aMessageThatNamesNoRunIsRefused(String requestType) {
    scene.publish(RequestText.cancel(null).with("RequestType", requestType));

    assertRefused("RunId: missing. Give the RunId of the run that is meant.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cancel", "Resume"})
  void aMessageOfARunThatIsNotThereIsRefused(String requestType) {
    scene.publish(RequestText.cancel("no-such-run").with("RequestType", requestType));

    assertRefused(
        "RunId: there is no run 'no-such-run'. Look it up in the progress table; runs are kept for"
            + " 30 days.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cancel", "Resume"})
  void aMessageOfARunThatLoadsNothingIsRefused(String requestType) {
    scene.publish(RequestText.delete("request-1", "any id"));
    Run delete = scene.run();

    scene.publish(RequestText.cancel(delete.id()).with("RequestType", requestType));

    assertRefused(
        "run %s is a Delete that loads nothing. Give the RunId of a run that loads", delete);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cancel", "Resume"})
  void aStackAsksForNeither(String requestType) {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();

    scene.publish(
        RequestText.create("request-2")
            .with("RequestType", requestType)
            .with("RunId", create.id()));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: RequestType: '%s' is for messages without a ResponseURL. Use Create, Update or Delete."
                .formatted(requestType));
    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.LOADING);
  }

  // Resume

  @Test
  void aResumeLoadsWhatIsUnfinishedOfTheVersionPlannedThoughTheFileWasOverwritten() {
    putLines(6);
    Run create = failedAfter(2, lines());
    List<ByteRange> left = unfinished(create);
    scene.put("orders.jsonl", "{\"id\":\"of-another-version\"}\n");
    int queued = fakes.chunks.sent().size();

    scene.publish(RequestText.resume(create.id()));

    assertThat(load().source()).isEqualTo(Objects.requireNonNull(create.load()).source());
    assertThat(left).hasSize(4);
    assertThat(ranges(fakes.chunks.sent().subList(queued, queued + 4)))
        .containsExactlyInAnyOrderElementsOf(left);
    assertThat(fakes.chunks.sent()).hasSize(queued + 4);
    scene.loadAll();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.outcome().chunks()).isEqualTo(4);
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(40);
    assertThat(scene.bodies()).as("only the Create is answered").hasSize(1);
  }

  @Test
  void aResumeOfAnArrayThatNeedsAPassLoadsWhatIsUnfinished() {
    scene.put("orders.json", "[" + "{\"id\":\"a\"},\n".repeat(90_000) + "{\"id\":\"b\"}]");
    scene.publish(array("request-1"));
    scene.pass();
    Run create = scene.run();
    assertThat(fakes.chunks.sent()).hasSize(5);
    loadSome(2);
    fakes.completion.fail(create.id(), new Superseded("a test"));
    List<ByteRange> left = unfinished(create);
    scene.put("orders.json", "[]");

    scene.publish(RequestText.resume(create.id()));
    assertThat(scene.progress().state()).isEqualTo(RunState.PLANNING);
    scene.pass();

    assertThat(ranges(fakes.chunks.sent().subList(5, 8))).containsExactlyInAnyOrderElementsOf(left);
    assertThat(fakes.chunks.sent()).hasSize(8);
    scene.loadAll();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aResumeOfAResumeLoadsWhatBothHaveLeft() {
    putLines(6);
    Run create = failedAfter(2, lines());
    scene.publish(RequestText.resume(create.id()));
    Run first = scene.run();
    loadSome(3);
    List<ByteRange> left = unfinished(first);
    assertThat(left).hasSize(1);
    fakes.completion.fail(first.id(), new Superseded("a test"));
    int queued = fakes.chunks.sent().size();

    scene.publish(RequestText.resume(first.id()));

    assertThat(ranges(fakes.chunks.sent().subList(queued, queued + 1))).isEqualTo(left);
    assertThat(fakes.chunks.sent()).hasSize(queued + 1);
    scene.loadAll();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aResumeOfARunWithNothingLeftSucceedsAtOnce() {
    putLines(2);
    scene.publish(lines());
    Run create = scene.run();
    fakes.runs.killBefore("end");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.runs.progress(create.id()).doneChunks()).isEqualTo(2);
    scene.publish(RequestText.cancel(create.id()));

    scene.publish(RequestText.resume(create.id()));

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void aResumedRunIsGoodAndARollbackReturnsToIt() {
    putLines(6);
    Run create = failedAfter(2, lines());
    scene.publish(RequestText.resume(create.id()));
    scene.loadAll();

    Resource resource = fakes.runs.resource(create.resource());
    assertThat(resource.currentRun()).isEqualTo(scene.run().id());
    assertThat(resource.physicalResourceId()).isEqualTo(idOf(create));
    assertThat(resource.lastGood())
        .extracting(Resource.LastGood::runId)
        .isEqualTo(resource.currentRun());
  }

  @Test
  void aResumedRunIsNotGoodIfWhatWasDoneBeforeHadRejects() {
    putLines(2);
    scene.publish(lines());
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(105));
    fakes.runs.commit(
        chunk,
        "worker",
        new Counts(10, 9, 0, 1, 0, 100, 9),
        new ChunkRejects(
            new FirstReject(0, 0, "not valid JSON"), List.of("rejects/run/0-0/0-worker.jsonl")));
    fakes.completion.settle(create.id());
    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.FAILED);

    scene.publish(RequestText.resume(create.id()));
    scene.loadToTheEnd();

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.runs.resource(create.resource()).lastGood()).isNull();
  }

  @Test
  void aResumeWaitsForTheWorkersOfTheRunItResumes() {
    putLines(2);
    scene.publish(lines());
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    scene.publish(RequestText.cancel(create.id()));

    scene.publish(RequestText.resume(create.id()));
    scene.loadAll();
    assertThat(fakes.runs.chunks(scene.run().id())).isEmpty();
    scene.loadToTheEnd();

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(scene.outcome().chunks()).isEqualTo(2);
  }

  @Test
  void aRunWhoseTableIsGoneIsNotResumed() {
    Run create = failed();
    fakes.tables.drop("orders");

    scene.publish(RequestText.resume(create.id()));

    assertRefused(
        "TargetTable: 'orders' does not exist. Create it before this resource, or correct the"
            + " name.");
    assertThat(fakes.runs.resource(create.resource()).currentRun()).isEqualTo(create.id());
  }

  @Test
  void aRunWhoseTableHasOtherKeysByNowIsNotResumed() {
    Run create = failed();
    fakes.tables.create(
        new TableSchema(
            "orders",
            Fakes.ORDERS.tableArn(),
            new KeySchema(new KeyAttribute("number", KeyType.N), null),
            List.of()));

    scene.publish(RequestText.resume(create.id()));

    assertRefused(
        "TargetTable: orders has other keys than when its run began. Send the resource's request"
            + " again.");
  }

  @Test
  void aRunThatGoesOnIsNotResumed() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();

    scene.publish(RequestText.resume(create.id()));

    assertRefused("run %s is still going on. Wait for its end, or cancel it", create);
  }

  @Test
  void aRunThatSucceededIsNotResumed() {
    scene.created();
    Run create = scene.run();

    scene.publish(RequestText.resume(create.id()));

    assertRefused("run %s has loaded everything. There is nothing to resume", create);
  }

  @Test
  void aRunThatIsNotItsResourcesNewestAnyMoreIsNotResumed() {
    Run create = failed();
    scene.publish(RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    Run update = scene.run();

    scene.publish(RequestText.resume(create.id()));

    assertRefused(
        "RunId: the run is not the newest of its resource any more. Send the resource's request"
            + " again.");
    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.LOADING);
  }

  @Test
  void aRunOfAResourceThatWasDeletedIsNotResumed() {
    Run create = failed();
    scene.publish(RequestText.delete("request-2", idOf(create)));

    scene.publish(RequestText.resume(create.id()));

    assertRefused(
        "RunId: the run is not the newest of its resource any more. Send the resource's request"
            + " again.");
    assertThat(fakes.chunks.sent()).hasSize(1);
  }

  @Test
  void aResumeIsARequestOfItsResourceAndTheNewestWins() {
    putLines(6);
    Run create = failedAfter(2, lines());
    Notification resume = scene.notification(RequestText.resume(create.id()));
    scene.publish(RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    Run update = scene.run();

    scene.deliver(resume);

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.LOADING);
  }

  @Test
  void aDeleteEndsARunThatWasResumed() {
    putLines(6);
    Run create = failedAfter(2, lines());
    scene.publish(RequestText.resume(create.id()));
    Run resumed = scene.run();

    scene.publish(RequestText.delete("request-2", idOf(create)));

    assertThat(fakes.runs.progress(resumed.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRunOfAMessageByHandIsResumedToo() {
    putLines(6);
    Run run = failedAfter(2, RequestText.byHand().property("ChunkBytes", "" + CHUNK_BYTES));

    scene.publish(RequestText.resume(run.id()));
    scene.loadAll();

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.outcome().chunks()).isEqualTo(4);
    assertThat(scene.run().resource()).isEqualTo(run.resource());
  }

  private static RequestText lines() {
    return RequestText.create("request-1").property("ChunkBytes", Integer.toString(CHUNK_BYTES));
  }

  private static RequestText array(String requestId) {
    return RequestText.create(requestId)
        .property("DataIngestFile", "orders.json")
        .property("ChunkBytes", Integer.toString(CHUNK_BYTES));
  }

  private void putLines(int chunks) {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n      \n".repeat(chunks * CHUNK_BYTES / 18));
  }

  /** A Create whose only chunk was not loaded. */
  private Run failed() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    fakes.completion.fail(create.id(), new Superseded("a test"));
    return create;
  }

  /** A run that failed when so many chunks were loaded; the others' messages are used up. */
  private Run failedAfter(int chunks, RequestText request) {
    scene.publish(request);
    loadSome(chunks);
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    scene.loadAll();
    return scene.run();
  }

  private void loadSome(int chunks) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      scene.loadNext();
    }
  }

  /** The ranges of a run's plan whose chunks are not done. */
  private List<ByteRange> unfinished(Run run) {
    List<ChunkId> done =
        fakes.runs.chunks(run.id()).filter(ChunkMarker::isDone).map(ChunkMarker::chunk).toList();
    List<ChunkMessage> left = new ArrayList<>();
    for (PlanPage page : fakes.runs.pages(run.id())) {
      page.messages().filter(message -> !done.contains(message.chunk())).forEach(left::add);
    }
    return ranges(left);
  }

  private static List<ByteRange> ranges(List<ChunkMessage> messages) {
    return messages.stream().map(ChunkMessage::range).toList();
  }

  private void assertRefused(String sentence, Run named) {
    assertRefused("RunId: " + sentence.formatted(named.id()) + ".");
  }

  /** Nobody is told: the message by hand has its outcome in the progress table. */
  private void assertRefused(String reason) {
    assertThat(scene.run().requester()).isNull();
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.outcome().reason()).isEqualTo(reason);
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }

  private Load load() {
    return Objects.requireNonNull(scene.run().load());
  }
}
