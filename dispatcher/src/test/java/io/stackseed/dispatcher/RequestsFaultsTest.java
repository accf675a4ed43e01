package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SendFate;
import io.stackseed.request.Notification;
import io.stackseed.response.Delivery;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Killed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dispatchers that die, meet each other or lose replies: the notification is delivered again. */
class RequestsFaultsTest {
  private static final int CHUNKS = 12;
  private static final int CHUNK_BYTES = 262_144;

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  /** Two batches of chunk messages. */
  @BeforeEach
  void putLargeFile() {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n      \n".repeat(CHUNKS * CHUNK_BYTES / 18));
  }

  @Test
  void aDispatcherThatDiesBeforeTheRunIsStoredLeavesNothing() {
    Notification create = create();
    fakes.runs.killBefore("accept");

    assertDies(create);
    assertThat(fakes.runs.runs()).isEmpty();
    assertThat(fakes.chunks.sent()).isEmpty();

    assertAnotherDeliveryFinishes(create);
  }

  @Test
  void aRunWhoseDispatcherDiedBeforeItsFirstSendIsTakenUpAgain() {
    Notification create = create();
    fakes.runs.killAfter("accept");

    assertDies(create);
    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(fakes.chunks.sent()).isEmpty();

    assertAnotherDeliveryFinishes(create);
    assertThat(fakes.chunks.sent()).hasSize(CHUNKS);
  }

  @Test
  void chunksQueuedTwiceAfterADeathBetweenTheirBatchesAreCountedOnce() {
    Notification create = create();
    fakes.chunks.nextSends(SendFate.taken(), SendFate.before(RequestsFaultsTest::die));

    assertThatThrownBy(() -> scene.deliver(create)).isInstanceOf(Killed.class);
    assertThat(fakes.chunks.sent()).hasSize(10);
    assertThat(scene.progress().totalChunks()).isZero();

    assertAnotherDeliveryFinishes(create);
    assertThat(fakes.chunks.sent()).hasSize(10 + CHUNKS);
  }

  @Test
  void onlyTheMessagesThatTheQueueRefusedAreSentAgain() {
    fakes.chunks.nextSends(
        SendFate.refusing(3), SendFate.refusing(1), SendFate.taken(), SendFate.refusing(2));

    scene.deliver(create());

    assertThat(fakes.chunks.calls()).isEqualTo(5);
    assertThat(fakes.chunks.sent()).hasSize(CHUNKS).doesNotHaveDuplicates();
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aQueueThatRefusesForEverBringsTheRequestBack() {
    Notification create = create();
    fakes.chunks.nextSends(Collections.nCopies(8, SendFate.refusing(10)).toArray(SendFate[]::new));

    assertThatThrownBy(() -> scene.deliver(create))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the chunk queue refused 10 messages 8 times");

    assertAnotherDeliveryFinishes(create);
  }

  @Test
  void aPlanWhoseDispatcherDiedBeforeItWasCountedIsCountedByTheNext() {
    Notification create = create();
    fakes.runs.killBefore("objectSplit");
    assertDies(create);
    List<PlanPage> pages = fakes.runs.pages(scene.run().id());

    assertAnotherDeliveryFinishes(create);

    assertThat(fakes.runs.pages(scene.run().id())).isEqualTo(pages);
  }

  @Test
  void aPlanWhoseDispatcherDiedAfterItWasCountedIsNotCountedAgain() {
    Notification create = create();
    fakes.runs.killAfter("objectSplit");
    assertDies(create);

    assertAnotherDeliveryFinishes(create);
  }

  @Test
  void aRunWhoseDispatcherDiedBeforeItsLoadingBeganIsTakenUpByItsWorkers() {
    Notification create = create();
    fakes.runs.killBefore("beginLoading");
    assertDies(create);

    scene.loadAll();

    assertLoadedOnce();
  }

  @Test
  void aRunWhoseWorkersAllFinishBeforeThePlanIsCountedIsDecidedAllTheSame() {
    fakes.runs.meanwhile("objectSplit", scene::loadAll);

    scene.deliver(create());

    assertLoadedOnce();
  }

  @Test
  void aRunWhoseWorkersAllFinishWhileItsDispatcherIsDeadIsDecidedByTheNext() {
    Notification create = create();
    fakes.runs.killBefore("objectSplit");
    assertDies(create);
    scene.loadAll();
    assertThat(scene.progress().doneChunks()).isEqualTo(CHUNKS);
    assertThat(scene.progress().state()).isEqualTo(RunState.PLANNING);

    scene.deliver(create);

    assertLoadedOnce();
  }

  @Test
  void twoDispatchersOfOneRequestAtOnceComeToOneRun() {
    Notification create = create();
    fakes.runs.meanwhile("accept", () -> scene.deliver(scene.requests(), create));

    scene.deliver(create);

    assertThat(fakes.chunks.sent()).hasSize(CHUNKS);
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aLaterCopyOfARequestDoesNotCancelTheRunOfTheEarlierOne() {
    RequestText create = RequestText.create("request-1");
    Notification earlier = scene.notification(create);
    fakes.time.advance(Duration.ofSeconds(1));
    Notification later = scene.notification(create);
    fakes.runs.meanwhile("resource", () -> scene.deliver(scene.requests(), earlier));

    scene.deliver(later);

    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.runs.runs()).hasSize(1);
  }

  @Test
  void twoDispatchersThatPlanAtOnceCountThePlanOnce() {
    Notification create = create();
    fakes.runs.meanwhile("objectSplit", () -> scene.deliver(scene.requests(), create));

    scene.deliver(create);

    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void ofTwoRequestsOfAResourceAtOnceTheNewerWins() {
    Notification older = create();
    Notification newer = scene.notification(RequestText.delete("request-2", "made up"));
    fakes.runs.meanwhile("accept", () -> scene.deliver(scene.requests(), newer));

    scene.deliver(older);

    assertThat(scene.told(0)).isEqualTo("SUCCESS");
    assertThat(scene.told(1)).startsWith("FAILED: Superseded: a newer request");
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void whatARequestComesToIsAskedAgainWhenItsResourceHasChanged() {
    String id = scene.created();
    Notification update =
        scene.notification(RequestText.update("request-2", id).property("DataVersion", "2"));
    Notification rollback =
        scene.notification(RequestText.update("request-3", id).oldProperty("DataVersion", "2"));
    fakes.runs.meanwhile("accept", () -> scene.deliver(scene.requests(), update));

    scene.deliver(rollback);
    scene.loadAll();

    assertThat(scene.told(1)).startsWith("FAILED: Superseded: a newer Update");
    assertThat(scene.told(2)).isEqualTo("SUCCESS");
    assertThat(scene.run().load()).as("another has been at the table").isNotNull();
  }

  @Test
  void aRefusalWhoseDispatcherDiedBeforeItsPutIsSentByTheNext() {
    Notification create =
        scene.notification(RequestText.create("request-1").property("Unknown", "x"));
    fakes.runs.killAfter("accept");
    assertDies(create);
    assertThat(fakes.sender.sent()).isEmpty();

    scene.deliver(create);

    assertThat(scene.told()).isEqualTo("FAILED: Unknown property 'Unknown'. Remove it.");
  }

  @Test
  void aRefusalWhoseDeliveryWasNotRecordedIsSentAgainByteByByte() {
    Notification create =
        scene.notification(RequestText.create("request-1").property("Unknown", "x"));
    fakes.runs.killBefore("delivered");
    assertDies(create);
    fakes.time.advance(Duration.ofMinutes(1));

    scene.deliver(create);

    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.bodies().get(1)).isEqualTo(scene.bodies().get(0));
  }

  @Test
  void anAnswerThatCouldNotBeDeliveredIsLeftToTheWatchdog() {
    Notification create =
        scene.notification(RequestText.create("request-1").property("Unknown", "x"));
    fakes.sender.deliver(Delivery.UNREACHABLE);

    scene.deliver(create);
    assertThat(scene.bodies()).hasSize(1);
    scene.watch();

    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.bodies().get(1)).isEqualTo(scene.bodies().get(0));
  }

  @Test
  void aDeleteWhoseDispatcherDiedAfterItCancelledTheRunIsAnsweredByTheNext() {
    scene.deliver(create());
    Run create = scene.run();
    Notification delete = scene.notification(RequestText.delete("request-2", "made up"));
    fakes.runs.killAfter("accept");
    assertDies(delete);
    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.bodies()).isEmpty();

    scene.deliver(delete);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-2");
    assertThat(scene.bodies()).hasSize(1);

    scene.watch();
    assertThat(scene.told()).startsWith("FAILED: Superseded: a newer Delete");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-1");
    assertThat(scene.bodies()).hasSize(2);
  }

  @Test
  void aDeleteWhoseRunSucceedsMeanwhileFindsItDecided() {
    scene.deliver(create());
    Run create = scene.run();
    fakes.runs.meanwhile("accept", scene::loadAll);

    scene.publish(RequestText.delete("request-2", "made up"));

    assertThat(fakes.runs.progress(create.id()).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.told(0)).isEqualTo("SUCCESS");
    assertThat(scene.answer(0).path("RequestId").asText()).isEqualTo("request-1");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.bodies()).hasSize(2);
  }

  @Test
  void aDeleteIsAnsweredThoughTheCancelledCreateCannotBe() {
    scene.deliver(create());
    fakes.sender.deliver(Delivery.UNREACHABLE);

    scene.publish(RequestText.delete("request-2", "made up"));

    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.answer(1).path("RequestId").asText()).isEqualTo("request-2");
  }

  @Test
  void aMessageOfTheOldRunIsRefusedDuringTheNewOne() {
    scene.deliver(create());
    List<ChunkMessage> old = fakes.chunks.sent();
    scene.publish(RequestText.delete("request-2", "made up"));
    scene.publish(
        RequestText.create("request-3").property("ChunkBytes", Integer.toString(CHUNK_BYTES)));
    Run newer = scene.run();

    scene.loadAll();

    assertThat(fakes.runs.markers(old.get(0).chunk().runId()).keySet())
        .noneMatch(ChunkId.class::isInstance);
    assertThat(fakes.runs.progress(newer.id()).doneChunks()).isEqualTo(CHUNKS);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  private Notification create() {
    return scene.notification(
        RequestText.create("request-1").property("ChunkBytes", Integer.toString(CHUNK_BYTES)));
  }

  private void assertDies(Notification notification) {
    assertThatThrownBy(() -> scene.deliver(notification))
        .isInstanceOf(InMemoryRunStore.Killed.class);
  }

  private void assertAnotherDeliveryFinishes(Notification create) {
    scene.deliver(create);
    scene.loadAll();
    assertLoadedOnce();
  }

  private void assertLoadedOnce() {
    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(scene.progress().totalChunks()).isEqualTo(CHUNKS);
    assertThat(scene.progress().doneChunks()).isEqualTo(CHUNKS);
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(10L * CHUNKS);
    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  private static void die() {
    throw new Killed();
  }
}
