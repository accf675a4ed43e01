package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.chunk.ChunkId;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.request.Notification;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.run.SampleRuns;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One resource through Create, Update and Delete, in every order that CloudFormation knows. */
class RequestsLifecycleTest {
  /** As CloudFormation makes one up when it cancels a Create. */
  private static final String MADE_UP = "demo-Seed-1QZPXJ8B4RKNC";

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // Update

  @Test
  void anUpdateOfTheSameTableRunsAndKeepsTheId() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("DataVersion", "2"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(fakes.runs.runs()).hasSize(2);
    assertThat(scene.outcome().counts().itemsWritten()).isEqualTo(10);
  }

  @Test
  void anUpdateToAnotherTableRunsUnderANewId() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("TargetTable", "returns"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).startsWith("stackseed:51af3dc0-").isNotEqualTo(id);
    assertThat(load().table().tableName()).isEqualTo("returns");
  }

  @Test
  void anUpdateFromATablesNameToItsArnChangesNothing() {
    String id = scene.created();
    scene.publish(
        RequestText.update("request-2", id).property("TargetTable", Fakes.ORDERS.tableArn()));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(scene.run().load()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ChunkBytes,262144",
    "WaitForCompletion,false",
    "ServiceTimeout,600",
    "ServiceToken,arn:aws:sns:eu-west-1:123456789012:another-topic",
    "DataIngestFile,s3://ingest/orders.jsonl",
    "Format,auto"
  })
  void anUpdateThatIngestsNothingIsAnsweredAtOnceWithTheDataOfTheLastGoodRun(
      String property, String value) {
    String id = scene.created();
    JsonNode data = scene.answer().path("Data");
    int chunks = fakes.chunks.sent().size();

    scene.publish(RequestText.update("request-2", id).property(property, value));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(scene.answer().path("Data")).isEqualTo(data);
    assertThat(fakes.chunks.sent()).hasSize(chunks);
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-2");
  }

  @ParameterizedTest
  @CsvSource({
    "TargetTable,returns",
    "DataIngestFile,other.jsonl",
    "ObjectVersionId,version-1",
    "DataVersion,2",
    "Format,jsonl"
  })
  void anUpdateOfAPropertyThatIngestsAgainRuns(String property, String value) {
    scene.put("other.jsonl", "{\"id\":\"a\"}\n");
    String id = scene.created();

    scene.publish(RequestText.update("request-2", id).property(property, value));

    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void anUpdateThatIngestsNothingIsCheckedAllTheSame() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("ChunkBytes", "5"));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: ChunkBytes: '5' is not allowed. Use a whole number from 262144 to 67108864.");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void anUpdateThatIngestsNothingIsNotAnsweredWithTheDataOfOtherProperties() {
    String id = scene.created();
    scene.publish(
        RequestText.update("request-2", id)
            .property("DataVersion", "2")
            .property("WaitForCompletion", "false"));
    assertThat(scene.told()).isEqualTo("SUCCESS");

    scene.publish(
        RequestText.update("request-3", id)
            .property("DataVersion", "2")
            .oldProperty("DataVersion", "2")
            .oldProperty("WaitForCompletion", "false"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-3");
    assertThat(scene.answer().path("Data").has("ItemsWritten")).isFalse();
  }

  @Test
  void anUpdateThatIngestsNothingNeedsAUsableServiceTimeoutToo() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("ServiceTimeout", "299"));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: ServiceTimeout: '299' is not allowed. Use a whole number from 300 to 3600.");
  }

  @Test
  void anUpdateWhoseOldPropertiesCannotBeReadRuns() {
    String id = scene.created();
    scene.publish(
        RequestText.update("request-2", id)
            .oldProperty("PropertyOfAnOlderVersion", "x")
            .property("ChunkBytes", "262144"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.run().load()).isNotNull();
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void anUpdateToAnUnusableTableKeepsTheRequestsId() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("TargetTable", "no table!"));

    assertThat(scene.told()).startsWith("FAILED: TargetTable: 'no table!' is not the name");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void anUpdateOverALiveRunCancelsItFirst() {
    RequestText first = RequestText.create("request-1");
    RequestText second =
        RequestText.update("request-2", "not known yet").property("DataVersion", "2");
    scene.publish(first);
    Run create = scene.run();
    scene.publish(second.with("PhysicalResourceId", idOf(create)));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.told(0))
        .isEqualTo(
            "FAILED: Superseded: a newer Update of the same resource took its place. Nothing needs"
                + " to be done.");
    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
    scene.loadAll();
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.sentTo(second.responseUrl())).hasSize(1);
    assertThat(scene.bodies()).hasSize(2);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aCopyOfARequestWhoseRunWasReplacedChangesNothing() {
    Notification create = scene.notification(RequestText.create("request-1"));
    scene.deliver(create);
    Run first = scene.run();
    scene.publish(RequestText.update("request-2", idOf(first)).property("DataVersion", "2"));
    Run update = scene.run();

    scene.deliver(create);

    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.LOADING);
    assertThat(resource().currentRun()).isEqualTo(update.id());
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRunIsLeftAloneByARequestWhoseUrlIsNotItsOwn() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    Resource before = resource();

    scene.publish(
        RequestText.update("request-2", idOf(create))
            .property("DataVersion", "2")
            .with("ResponseURL", RequestText.create("request-3").responseUrl()));

    assertThat(scene.outcome().reason())
        .isEqualTo(
            "ResponseURL: its path does not name this request. Send the URL that CloudFormation"
                + " gave.");
    assertThat(fakes.runs.resource(create.resource())).isEqualTo(before);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void anUpdateThatIngestsNothingLoadsAllTheSameWhereTheRunBeforeItFailed() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("DataVersion", "2"));
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));

    scene.publish(
        RequestText.update("request-3", id)
            .property("DataVersion", "2")
            .property("ChunkBytes", "262144")
            .oldProperty("DataVersion", "2"));
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().counts().itemsWritten()).isEqualTo(10);
  }

  @Test
  void anUpdateThatIngestsNothingLoadsAllTheSameWhereTheRunBeforeItWasCancelledByHand() {
    scene.publish(RequestText.create("request-1").property("WaitForCompletion", "false"));
    Run create = scene.run();
    scene.publish(RequestText.cancel(create.id()));

    scene.publish(
        RequestText.update("request-2", idOf(create)).oldProperty("WaitForCompletion", "false"));

    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
  }

  @Test
  void anUpdateRolledBackLoadsTheOldPropertiesAgain() {
    String id = scene.created();
    scene.put("other.jsonl", "{\"id\":");
    scene.publish(RequestText.update("request-2", id).property("DataIngestFile", "other.jsonl"));
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    assertThat(scene.told()).startsWith("FAILED");

    scene.publish(RequestText.update("request-3", id).oldProperty("DataIngestFile", "other.jsonl"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(SampleRuns.object(load()).location().key()).isEqualTo("orders.jsonl");
  }

  @Test
  void anUpdateToAnotherTableRolledBackReturnsToTheOldId() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("TargetTable", "returns"));
    scene.loadAll();
    String newId = answeredId();

    scene.publish(RequestText.update("request-3", newId).oldProperty("TargetTable", "returns"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    scene.publish(RequestText.delete("request-4", newId));
    assertThat(resource().physicalResourceId()).isEqualTo(id);
  }

  // The Deletes that follow an Update

  @Test
  void theCleanUpOfTheOldTableLeavesTheNewRunAlone() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("TargetTable", "returns"));
    Run update = scene.run();

    scene.publish(RequestText.delete("request-3", id));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-2");
  }

  @Test
  void theRollbackOfANewTableEndsOnlyTheNewGeneration() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("TargetTable", "returns"));
    Run update = scene.run();
    String newId = idOf(update);

    scene.publish(RequestText.delete("request-3", newId).property("TargetTable", "returns"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(newId);
    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(resource().physicalResourceId()).isNull();
  }

  // Delete

  @Test
  void aDeleteIsAnsweredAtOnceWhenNothingRuns() {
    String id = scene.created();
    fakes.time.advance(Duration.ofDays(1));
    Instant before = fakes.time.now();

    scene.publish(RequestText.delete("request-2", id));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(fakes.time.now()).isEqualTo(before.plusMillis(10));
  }

  @Test
  void aDeleteTwiceSucceedsTwice() {
    String id = scene.created();
    scene.publish(RequestText.delete("request-2", id));
    scene.publish(RequestText.delete("request-3", id));

    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.told(2)).isEqualTo("SUCCESS");
    assertThat(scene.bodies()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "an id that nobody knows",
    "stackseed:51af3dc0-da77-11e4-872e-1234567db123:Seed:0123456789abcdef"
  })
  void aDeleteOfAnUnknownIdSucceeds(String id) {
    scene.publish(RequestText.delete("request-1", id));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void aDeleteOfUnreadablePropertiesSucceeds() {
    String id = scene.created();
    scene.publish(
        RequestText.delete("request-2", id)
            .property("TargetTable", "no table!")
            .property("PropertyOfAnOlderVersion", "x"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void aDeleteWithAMadeUpIdCancelsTheCreateThatRuns() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();

    scene.publish(RequestText.delete("request-2", MADE_UP));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.told(0)).startsWith("FAILED: Superseded: a newer Delete");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(MADE_UP);
  }

  @Test
  void aDeleteAfterAFailedCreateSucceeds() {
    scene.publish(RequestText.create("request-1").property("TargetTable", "no-such"));
    String id = answeredId();

    scene.publish(RequestText.delete("request-2", id).property("TargetTable", "no-such"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void aDeleteAfterARunThatFailedSucceeds() {
    scene.publish(RequestText.create("request-1"));
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    String id = answeredId();

    scene.publish(RequestText.delete("request-2", id));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(resource().physicalResourceId()).isNull();
  }

  @Test
  void noWorkerWritesAfterTheAnswerToADelete() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(60));
    Instant leaseUntil = fakes.time.now().plusSeconds(60);

    scene.publish(RequestText.delete("request-2", idOf(create)));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.time.now()).isAfterOrEqualTo(leaseUntil).isBefore(leaseUntil.plusSeconds(8));
    assertThat(fakes.runs.commit(chunk, "worker", Counts.ZERO, null)).isEqualTo(Commit.RUN_ENDED);
  }

  @Test
  void aDeleteThatCannotWaitLongEnoughIsAnsweredByTheWatchdog() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);

    scene.publish(RequestText.delete("request-2", idOf(create)));
    scene.watch(scene.watchdog());
    assertThat(scene.bodies()).hasSize(1);
    assertThat(fakes.time.now()).isBefore(leaseUntil);

    scene.watch();
    assertThat(fakes.time.now()).isAfter(leaseUntil);
    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aDeleteWaitsForTheWorkersOfARunThatHasFailed() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(60));
    Instant leaseUntil = fakes.time.now().plusSeconds(60);
    fakes.completion.fail(create.id(), new Superseded("a test"));

    scene.publish(RequestText.delete("request-2", idOf(create)));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.time.now()).isAfterOrEqualTo(leaseUntil);
  }

  @Test
  void aRunWaitsForTheWorkersOfTheOneBeforeIt() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(100));
    Instant leaseUntil = fakes.time.now().plusSeconds(100);

    scene.publish(RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertThat(leasedChunks(scene.run())).isEmpty();

    scene.loadToTheEnd();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(leasedChunks(scene.run())).hasSize(1);
  }

  @Test
  void aRunWaitsForTheWorkersOfEveryRunBeforeIt() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    scene.publish(RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    Run second = scene.run();

    scene.publish(
        RequestText.update("request-3", idOf(create))
            .property("DataVersion", "3")
            .oldProperty("DataVersion", "2"));
    assertThat(fakes.time.now()).isBefore(leaseUntil.minusSeconds(20));
    scene.loadAll();

    assertThat(leasedChunks(scene.run())).isEmpty();
    assertThat(fakes.runs.commit(chunk, "worker", Counts.ZERO, null)).isEqualTo(Commit.RUN_ENDED);
    scene.loadToTheEnd();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(leasedChunks(second)).isEmpty();
  }

  @Test
  void aRunDoesNotWaitForAWorkerThatGaveItsLeaseBack() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(105));
    Instant before = fakes.time.now();
    fakes.runs.meanwhile(
        "foundSilence",
        () ->
            fakes.runs.meanwhile(
                "quietAt",
                () -> fakes.runs.release(chunk, "worker", "RUN_ENDED", fakes.time.now())));

    scene.publish(RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.time.now()).isBefore(before.plusSeconds(5));
  }

  @Test
  void aRunThatHasNothingToLoadSucceedsNotBeforeSilence() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    scene.put("spaces.json", "[" + " ".repeat(300_000) + "]");
    scene.publish(
        RequestText.update("request-2", idOf(create))
            .property("DataIngestFile", "spaces.json")
            .property("ChunkBytes", "262144"));

    scene.pass();
    assertThat(scene.progress().totalChunks()).isZero();
    assertThat(scene.run().outcome()).isNull();
    scene.watch();
    assertThat(scene.run().outcome()).isNull();
    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
  }

  @Test
  void theDeleteOfAnOlderGenerationWaitsForTheWorkersOfTheRunThatWasReplaced() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    scene.publish(RequestText.update("request-2", idOf(create)).property("TargetTable", "returns"));
    Run update = scene.run();
    RequestText delete = RequestText.delete("request-3", idOf(create));

    scene.publish(delete);
    assertThat(fakes.time.now()).isAfterOrEqualTo(leaseUntil);
    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");

    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(resource().physicalResourceId()).isEqualTo(idOf(update));
  }

  @Test
  void aCreateAfterADeleteThatIsPendingRunsAndBothWaitForTheWorkers() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    RequestText delete = RequestText.delete("request-2", idOf(create));
    Notification deletes = scene.notification(delete);
    scene.deliverWithin(Duration.ofSeconds(35), deletes);
    Run pending = scene.run();

    scene.publish(RequestText.create("request-3"));
    scene.loadAll();

    assertThat(fakes.time.now()).isBefore(leaseUntil);
    assertThat(fakes.runs.progress(pending.id()).state()).isEqualTo(RunState.LOADING);
    assertThat(leasedChunks(scene.run())).isEmpty();
    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    scene.loadToTheEnd();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    scene.watch();
    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aSecondDeleteWaitsForTheWorkersThatTheFirstWaitsFor() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(60));
    Instant leaseUntil = fakes.time.now().plusSeconds(60);
    scene.deliverWithin(
        Duration.ofSeconds(35), scene.notification(RequestText.delete("request-2", idOf(create))));
    assertThat(scene.bodies()).hasSize(1);

    scene.publish(RequestText.delete("request-3", MADE_UP));

    assertThat(fakes.time.now()).isAfterOrEqualTo(leaseUntil);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(MADE_UP);
  }

  @Test
  void aDeleteOfOldPropertyFormatsEndsTheRun() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();

    scene.publish(
        RequestText.delete("request-2", idOf(create))
            .with("ResourceProperties", "{\"table\":\"of an older version\"}"));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(idOf(create));
  }

  @Test
  void aDeleteWithAMadeUpIdAfterACreateThatTimedOutSucceeds() {
    scene.publish(RequestText.create("request-1"));
    fakes.time.advance(Duration.ofHours(1));
    scene.watch();
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);

    scene.publish(RequestText.delete("request-2", MADE_UP));

    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(MADE_UP);
    assertThat(resource().physicalResourceId()).isNull();
  }

  // Newest wins

  @Test
  void aCreateOvertakenByItsDeleteNeverWrites() {
    Notification create = scene.notification(RequestText.create("request-1"));
    scene.publish(RequestText.delete("request-2", MADE_UP));

    scene.deliver(create);

    assertThat(scene.told(0)).isEqualTo("SUCCESS");
    assertThat(scene.told(1))
        .isEqualTo(
            "FAILED: Superseded: a newer request of the same resource took its place. Nothing needs"
                + " to be done.");
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void aCreateAfterADeleteRuns() {
    String id = scene.created();
    scene.publish(RequestText.delete("request-2", id));
    scene.publish(RequestText.create("request-3"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(scene.outcome().counts().itemsWritten()).isEqualTo(10);
  }

  @Test
  void anUpdateOvertakenByANewerOneNeverStarts() {
    String id = scene.created();
    Notification older =
        scene.notification(RequestText.update("request-2", id).property("DataVersion", "2"));
    scene.publish(RequestText.update("request-3", id).property("DataVersion", "3"));
    Run newer = scene.run();

    scene.deliver(older);

    assertThat(scene.told()).startsWith("FAILED: Superseded: a newer request");
    assertThat(fakes.runs.progress(newer.id()).state()).isEqualTo(RunState.LOADING);
    assertThat(resource().currentRun()).isEqualTo(newer.id());
  }

  @Test
  void aDeleteOvertakenByANewerCreateEndsNothing() {
    String id = scene.created();
    Notification delete = scene.notification(RequestText.delete("request-2", id));
    scene.publish(RequestText.create("request-3"));
    Run newer = scene.run();

    scene.deliver(delete);

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.runs.progress(newer.id()).state()).isEqualTo(RunState.LOADING);
  }

  @Test
  void aDeleteOvertakenByANewerRunWaitsForTheWorkersOfTheRunBeforeThat() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    RequestText delete = RequestText.delete("request-2", idOf(create));
    Notification late = scene.notification(delete);
    scene.publish(RequestText.create("request-3"));
    Run newer = scene.run();

    scene.deliverWithin(Duration.ofSeconds(35), late);
    assertThat(fakes.time.now()).isBefore(leaseUntil);
    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    fakes.time.advance(Duration.ofMinutes(1));
    scene.watch();

    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(resource().currentRun()).isEqualTo(newer.id());
  }

  @Test
  void aDeleteWhileManyWorkersRunIsAnsweredAfterTheLastOfThem() {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n      \n".repeat(50 * 262_144 / 18));
    scene.publish(RequestText.create("request-1").property("ChunkBytes", "262144"));
    Run create = scene.run();
    List<ChunkId> chunks =
        IntStream.range(0, 50).mapToObj(chunk -> new ChunkId(create.id(), 0, chunk)).toList();
    chunks.forEach(chunk -> scene.lease(chunk, "worker", Duration.ofSeconds(10 + chunk.chunk())));
    Instant lastLeaseUntil = fakes.time.now().plusSeconds(59);

    scene.publish(RequestText.delete("request-2", idOf(create)));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(lastLeaseUntil);
    assertThat(chunks)
        .allMatch(
            chunk -> fakes.runs.commit(chunk, "worker", Counts.ZERO, null) == Commit.RUN_ENDED);
    assertThat(fakes.runs.progress(create.id()).doneChunks()).isZero();
  }

  @Test
  void aRetryWhileTheFirstTryStillRunsTakesItsPlaceAndIsAnsweredAlone() {
    RequestText retry = RequestText.create("request-1").signed("signed-anew");
    scene.publish(RequestText.create("request-1"));
    Run first = scene.run();
    scene.publish(retry);
    scene.loadAll();

    assertThat(fakes.runs.progress(first.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.sender.sent().get(0).url().revealForStorage()).isEqualTo(retry.responseUrl());
  }

  private String answeredId() {
    return scene.answer().path("PhysicalResourceId").asText();
  }

  private List<ChunkMarker> leasedChunks(Run run) {
    return fakes.runs.chunks(run.id()).toList();
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }

  private Load load() {
    return Objects.requireNonNull(scene.run().load());
  }

  private Resource resource() {
    return fakes.runs.resource(scene.run().resource());
  }
}
