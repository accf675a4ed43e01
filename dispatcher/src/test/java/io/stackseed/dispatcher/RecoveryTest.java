package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SendFate;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Killed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the watchdog queues again: at minutes 1, 2, 3 … it looks, and a worker has 90 seconds. */
class RecoveryTest {
  private static final int CHUNK_BYTES = 262_144;
  private static final Duration LEASE = RequestsScene.WORKER_INVOCATION.plusSeconds(15);

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // Chunks that were leased

  @Test
  void aChunkWhoseWorkerDiedIsQueuedAgainOnceItsLeaseHasEnded() {
    create(3);
    scene.loadNext();
    killNextWorker();
    scene.loadAll();
    assertThat(scene.progress().doneChunks()).isEqualTo(2);

    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(3);
    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(4).element(3).isEqualTo(leasedMessage());
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(30);
  }

  @Test
  void aChunkWhoseLeaseIsLiveIsNotQueuedAgain() {
    create(1);
    scene.watch();
    fakes.time.advance(Duration.ofSeconds(30));
    scene.lease(chunk(0), "worker", LEASE);

    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(1);
    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void aChunkWhoseCopyWasAcknowledgedDuringItsLeaseIsNotLost() {
    create(1);
    scene.lease(chunk(0), "worker", LEASE);
    scene.loadAll();
    assertThat(fakes.chunks.nextVisible()).as("the queue holds nothing any more").isEmpty();

    scene.watch();
    scene.watch();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void anExpiredLeaseIsQueuedAgainOnceInTenMinutes() {
    create(1);
    scene.lease(chunk(0), "worker", LEASE);

    for (int minute = 1; minute <= 12; minute++) {
      scene.watch();
      assertThat(fakes.chunks.sent()).as("minute %d", minute).hasSize(minute < 2 ? 1 : 2);
    }
    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(3);
  }

  @Test
  void ofManyExpiredLeasesEachIsQueuedAgain() {
    create(25);
    for (int chunk = 0; chunk < 25; chunk += 2) {
      scene.lease(chunk(chunk), "worker " + chunk, LEASE);
    }

    scene.watch();
    scene.watch();

    assertThat(queuedAgain(25))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 13).mapToObj(i -> chunk(2 * i)).toList());
  }

  @Test
  void aChunkThatWasBegunThreeTimesInVainFailsTheRunByName() {
    create(3);
    for (int attempt = 0; attempt < 3; attempt++) {
      scene.lease(chunk(1), "worker " + attempt, LEASE);
      fakes.time.advance(LEASE.plusSeconds(1));
    }

    scene.watch();
    assertThat(scene.run().outcome()).isNull();
    scene.watch();

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://ingest/orders.jsonl bytes 262,144 to 524,287 were begun 3"
                + " times and not finished. Last cause: the function ended without a word, see its"
                + " log.");
    assertThat(scene.progress().state()).isEqualTo(RunState.FAILED);
    assertThat(queuedAgain(3)).isEmpty();
  }

  @Test
  void theLastCauseIsNamed() {
    create(1);
    for (int attempt = 0; attempt < 3; attempt++) {
      scene.lease(chunk(0), "worker " + attempt, LEASE);
      fakes.runs.release(chunk(0), "worker " + attempt, "OutOfTimeException", fakes.time.now());
      fakes.time.advance(Duration.ofSeconds(1));
    }

    scene.watch();
    scene.watch();

    assertThat(scene.told())
        .endsWith("were begun 3 times and not finished. Last cause: OutOfTimeException.");
  }

  @Test
  void theThirdAttemptIsLeftToEnd() {
    create(1);
    for (int attempt = 0; attempt < 3; attempt++) {
      fakes.time.advance(LEASE.plusSeconds(1));
      scene.lease(chunk(0), "worker " + attempt, LEASE);
    }
    scene.watch(scene.watchdog());

    scene.watch();
    assertThat(scene.run().outcome()).isNull();
    fakes.runs.commit(chunk(0), "worker 2", new Counts(10, 10, 0, 0, 0, 1, 10), null);
    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aChunkThatWasDoneInItsThirdAttemptFailsNothing() {
    create(2);
    for (int attempt = 0; attempt < 3; attempt++) {
      fakes.time.advance(LEASE.plusSeconds(1));
      scene.lease(chunk(0), "worker " + attempt, LEASE);
    }
    fakes.runs.commit(chunk(0), "worker 2", new Counts(10, 10, 0, 0, 0, 1, 10), null);

    watchFor(3);
    assertThat(scene.run().outcome()).isNull();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  // Chunks that never were

  @Test
  void aChunkWhoseMessageWasLostIsQueuedAgainOnceTheQueueWasEmptyTwice() {
    create(3);
    scene.loadNext();
    ChunkMessage lost = lose();
    scene.loadAll();
    assertThat(scene.progress().doneChunks()).isEqualTo(2);

    scene.watch();
    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(3);
    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(4).element(3).isEqualTo(lost);
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(30);
  }

  @Test
  void aPausedChunkWhoseMessageWasLostIsQueuedAgainAMinuteAfterItCouldGoOn() {
    create(1);
    ChunkMessage paused = lose();
    fakes.runs.lease(
        paused.chunk(), new LeaseRequest("a", fakes.time.now(), fakes.time.now().plusSeconds(60)));
    fakes.runs.pause(
        paused.chunk(),
        "a",
        Continuation.start(paused.range()),
        fakes.time.now().plus(Duration.ofMinutes(5)));

    watchFor(6);
    assertThat(fakes.chunks.sent()).hasSize(1);
    watchFor(2);
    assertThat(fakes.chunks.sent()).hasSize(2).element(1).isEqualTo(paused);
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aChunkThatWaitsInTheQueueIsNotQueuedAgain() {
    create(2);
    scene.loadNext();

    for (int minute = 0; minute < 30; minute++) {
      scene.watch();
    }

    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void theQueueMustBeEmptyTwiceInARow() {
    create(1);
    lose();
    scene.watch();
    scene.watch();
    ChunkMessage ofAnother = new ChunkMessage(new ChunkId("another run", 0, 0), range());
    fakes.chunks.send(List.of(ofAnother), Duration.ZERO);
    scene.watch();
    fakes.chunks.delete(fakes.chunks.receive().orElseThrow().receipt());

    scene.watch();
    assertThat(fakes.chunks.sent()).hasSize(2);
    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(3);
  }

  @Test
  void roundsThatFollowUponEachOtherCountAsOne() {
    create(1);
    lose();
    scene.watch();
    scene.watch();
    fakes.time.advance(Duration.ofSeconds(20));
    scene.watch(scene.watchdog());
    fakes.time.advance(Duration.ofSeconds(20));
    scene.watch(scene.watchdog());

    assertThat(fakes.chunks.sent()).hasSize(1);
  }

  @Test
  void lostChunksAreQueuedAgainOnceInTenMinutes() {
    create(1);
    lose();
    watchFor(3);
    assertThat(fakes.chunks.sent()).hasSize(2);
    lose();

    watchFor(9);
    assertThat(fakes.chunks.sent()).hasSize(2);
    watchFor(1);

    assertThat(fakes.chunks.sent()).hasSize(3);
  }

  @Test
  void lostChunksOfSeveralPagesAreAllFoundAndNoOthers() {
    create(250);
    for (int message = 0; message < 100; message++) {
      scene.loadNext();
    }
    killNextWorker();
    fakes.time.advance(Duration.ofMinutes(9));
    while (fakes.chunks.nextVisible().isPresent()) {
      lose();
    }

    watchFor(2);
    assertThat(queuedAgain(250)).as("the chunk whose worker died").hasSize(1);
    scene.loadAll();
    assertThat(scene.progress().doneChunks()).isEqualTo(101);
    watchFor(3);
    assertThat(queuedAgain(250)).hasSize(150).doesNotHaveDuplicates();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(2_500);
  }

  @Test
  void aQueueThatTakesNothingIsTriedAgain() {
    create(1);
    lose();
    fakes.chunks.nextSends(
        SendFate.before(
            () -> {
              throw new IllegalStateException("the queue is away");
            }));
    watchFor(3);
    assertThat(fakes.chunks.sent()).hasSize(1);

    watchFor(10);
    assertThat(fakes.chunks.sent()).hasSize(2);
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  // Plans that were not finished

  @Test
  void aRunThatWasNeverPlannedIsPlannedByTheSplitQueue() {
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> create(12)).isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch();
    assertThat(fakes.splits.sent()).isEmpty();
    scene.watch();
    assertThat(fakes.splits.sent()).containsExactly(new ObjectId(scene.run().id(), 0));
    scene.pass();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().chunks()).isEqualTo(12);
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(120);
  }

  @Test
  void aPlanWhoseDispatcherDiedBetweenItsBatchesIsFinishedAndCountedOnce() {
    fakes.chunks.nextSends(
        SendFate.taken(),
        SendFate.before(
            () -> {
              throw new Killed();
            }));
    assertThatThrownBy(() -> create(12)).isInstanceOf(Killed.class);
    scene.loadAll();
    List<PlanPage> pages = fakes.runs.pages(scene.run().id());
    assertThat(scene.progress().doneChunks()).isEqualTo(10);

    watchFor(2);
    scene.pass();
    scene.loadAll();

    assertThat(fakes.runs.pages(scene.run().id())).isEqualTo(pages);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(120);
  }

  @Test
  void anObjectIsQueuedAgainOnceInTenMinutes() {
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> create(1)).isInstanceOf(InMemoryRunStore.Killed.class);

    watchFor(11);
    assertThat(fakes.splits.sent()).hasSize(1);
    watchFor(1);

    assertThat(fakes.splits.sent()).hasSize(2);
  }

  @Test
  void aPassWhoseOwnerDiedIsTakenUpAgain() {
    createArray();
    fakes.runs.killAfter("lease");
    assertThatThrownBy(scene::pass).isInstanceOf(InMemoryRunStore.Killed.class);

    watchFor(3);
    assertThat(fakes.splits.sent()).hasSize(2);
    scene.pass();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().chunks()).isEqualTo(3);
  }

  @Test
  void aPassThatWasBegunThreeTimesInVainFailsTheRunByName() {
    createArray();
    for (int attempt = 0; attempt < 3; attempt++) {
      fakes.runs.killAfter("lease");
      assertThatThrownBy(scene::pass).isInstanceOf(InMemoryRunStore.Killed.class);
      fakes.time.advance(RequestsScene.INVOCATION.plusSeconds(16));
    }
    watchFor(2);
    assertThat(fakes.splits.sent()).hasSize(2);

    scene.pass();

    assertThat(scene.told())
        .startsWith("FAILED: DataIngestFile: s3://ingest/orders.json bytes 0 to")
        .endsWith(
            "were begun 3 times and not finished. Last cause: the function ended without a word,"
                + " see its log.");
  }

  // Counters

  @Test
  void aDriftOfTheCountersIsReportedAndNotRepaired() {
    create(3);
    scene.loadNext();
    scene.loadNext();
    scene.watch();
    ChunkId counted = fakes.runs.chunks(scene.run().id()).findFirst().orElseThrow().chunk();
    fakes.runs.forget(counted);
    Progress before = scene.progress();

    try (CapturedLog log = new CapturedLog()) {
      scene.watch();

      assertThat(log.text())
          .contains(
              "Counter drift in run %s: 2 chunks and 20 records counted, 1 and 10 in the markers"
                  .formatted(scene.run().id()));
    }
    assertThat(scene.progress()).isEqualTo(before);
    assertThat(scene.run().outcome()).isNull();
  }

  @Test
  void aChunkThatIsCountedDuringTheRoundIsNoDrift() {
    create(2);
    scene.watch();
    fakes.runs.meanwhile("chunks", scene::loadNext);

    try (CapturedLog log = new CapturedLog()) {
      scene.watch();

      assertThat(log.text()).doesNotContain("drift");
    }
    assertThat(scene.progress().doneChunks()).isEqualTo(1);
  }

  // How closely it looks

  @Test
  void aRunThatGetsOnIsNotLookedAtClosely() {
    create(10);
    fakes.runs.killBefore("chunks");

    for (int minute = 0; minute < 9; minute++) {
      scene.loadNext();
      scene.watch();
    }

    assertThat(scene.progress().doneChunks()).isEqualTo(9);
  }

  @Test
  void aRunThatWaitsForSilenceIsNotTakenForOneThatStandsStill() {
    scene.publish(RequestText.create("request-1"));
    Run before = scene.run();
    scene.lease(new ChunkId(before.id(), 0, 0), "worker", Duration.ofMinutes(5));
    scene.publish(RequestText.update("request-2", idOf(before)).property("DataVersion", "2"));
    fakes.chunks.delete(fakes.chunks.receive().orElseThrow().receipt());
    fakes.runs.killBefore("chunks");

    watchFor(3);

    assertThat(scene.run().outcome()).isNull();
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
  }

  @Test
  void roundsThatComeLateComeToTheSame() {
    create(2);
    scene.loadNext();
    lose();
    for (int round = 0; round < 3; round++) {
      fakes.time.advance(Duration.ofMinutes(7));
      scene.watch(scene.watchdog());
    }
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  // Two rounds at once, and several runs

  @Test
  void twoRoundsAtOnceQueueAnExpiredLeaseOnce() {
    create(1);
    scene.lease(chunk(0), "worker", LEASE);
    scene.watch();
    fakes.runs.meanwhile("claimRequeue", () -> scene.watch(scene.watchdog()));

    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void twoRoundsAtOnceQueueALostChunkOnce() {
    create(1);
    lose();
    watchFor(2);
    fakes.runs.meanwhile("saveWatch", () -> scene.watch(scene.watchdog()));

    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void twoRoundsAtOnceQueueAnObjectOnce() {
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> create(1)).isInstanceOf(InMemoryRunStore.Killed.class);
    scene.watch();
    fakes.runs.meanwhile("saveWatch", () -> scene.watch(scene.watchdog()));

    scene.watch();

    assertThat(fakes.splits.sent()).hasSize(1);
  }

  @Test
  void aRunThatCannotBeLookedAtHindersNoOther() {
    for (int i = 0; i < 2; i++) {
      scene.publish(RequestText.create("request-" + i).with("LogicalResourceId", "Seed" + i));
      scene.lease(chunk(0), "worker", LEASE);
    }
    scene.watch();
    fakes.runs.failBefore("chunks", 1);

    try (CapturedLog log = new CapturedLog()) {
      scene.watch();
      assertThat(log.text()).contains("is left to the next round");
    }
    assertThat(fakes.chunks.sent()).hasSize(3);
    scene.watch();

    assertThat(fakes.chunks.sent()).hasSize(4);
  }

  private void create(int chunks) {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n      \n".repeat(chunks * CHUNK_BYTES / 18));
    scene.publish(
        RequestText.create("request-1").property("ChunkBytes", Integer.toString(CHUNK_BYTES)));
  }

  private void createArray() {
    scene.put("orders.json", "[" + "{\"id\":\"a\"},\n".repeat(50_000) + "{\"id\":\"b\"}]");
    scene.publish(
        RequestText.create("request-1")
            .property("DataIngestFile", "orders.json")
            .property("ChunkBytes", Integer.toString(CHUNK_BYTES)));
  }

  private void watchFor(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      scene.watch();
    }
  }

  /** The next message is received, its worker takes the lease and dies. */
  private void killNextWorker() {
    fakes.runs.killAfter("lease");
    assertThatThrownBy(scene::loadNext).isInstanceOf(InMemoryRunStore.Killed.class);
  }

  /** The queue loses the next message. */
  private ChunkMessage lose() {
    Delivery<ChunkMessage> delivery = fakes.chunks.receive().orElseThrow();
    fakes.chunks.delete(delivery.receipt());
    return delivery.message();
  }

  /** The message of the only chunk that is begun and not done. */
  private ChunkMessage leasedMessage() {
    ChunkId chunk =
        fakes
            .runs
            .chunks(scene.run().id())
            .filter(marker -> !marker.isDone())
            .findFirst()
            .orElseThrow()
            .chunk();
    return fakes.runs.page(chunk.runId(), 0, 0).orElseThrow().message(chunk.chunk());
  }

  /** What was queued after the plan's own messages. */
  private List<ChunkId> queuedAgain(int planned) {
    return fakes.chunks.sent().stream().skip(planned).map(ChunkMessage::chunk).toList();
  }

  private ChunkId chunk(int chunk) {
    return new ChunkId(scene.run().id(), 0, chunk);
  }

  private ByteRange range() {
    return fakes.chunks.sent().get(0).range();
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
