package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SendFate;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.format.LineRanges;
import io.stackseed.item.CallFate;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.reject.InMemoryRejectReport.Fate;
import io.stackseed.response.RecordingResponseSender.Sent;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Requester;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Crash;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Killed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of 20 bytes, 30 of them a chunk: two calls to the table. */
class ChunksTest {
  private static final String STACK_ID =
      "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/51af3dc0";
  private static final int LINES_A_CHUNK = 30;
  private static final int CHUNK_BYTES = 20 * LINES_A_CHUNK;

  /** The worker's timeout: what an invocation has when it begins. */
  private static final Duration INVOCATION = Duration.ofSeconds(90);

  /** How long a lease outlasts the death of its owner, and a moment. */
  private static final Duration LEASE = INVOCATION.plusSeconds(16);

  /** When a message comes back whose attempt failed: a call of unknown fate may land until then. */
  private static final Duration RETRY = Duration.ofSeconds(16);

  /** When a message comes back that failed before or after its work. */
  private static final Duration SHORT_RETRY = Duration.ofSeconds(5);

  private final Fakes fakes = new Fakes();
  private final Chunks chunks = worker();
  private final Chunks otherWorker = worker();

  // Counted once, answered once

  @Test
  void loadsEveryChunkAndAnswersWithTheLast() {
    begin(3);

    assertThat(handle(message(0))).isEqualTo(new Done());
    assertThat(handle(message(1))).isEqualTo(new Done());
    assertThat(fakes.sender.sent()).isEmpty();
    assertThat(handle(message(2))).isEqualTo(new Done());

    assertLoadedOnce(3);
    assertThat(answer())
        .isEqualTo(
            "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"stackseed:id\",\"StackId\":\""
                + STACK_ID
                + "\",\"RequestId\":\"request-1\",\"LogicalResourceId\":\"Seed\",\"Data\":{"
                + "\"BytesRead\":\"1800\",\"Chunks\":\"3\",\"DurationSeconds\":\"0\","
                + "\"ItemsRejected\":\"0\",\"ItemsSampledOut\":\"0\",\"ItemsSkipped\":\"0\","
                + "\"ItemsWritten\":\"90\",\"RecordsRead\":\"90\",\"RunId\":\"run-1\","
                + "\"SourceVersion\":\"version-1\",\"WriteUnits\":\"90\"}}");
  }

  @Test
  void aDuplicateOfADoneChunkChangesNothing() {
    begin(2);
    handle(message(0));
    int calls = fakes.tables.calls();

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isEqualTo(calls);
    assertThat(progress().doneChunks()).isEqualTo(1);
    handle(message(1));
    assertLoadedOnce(2);
  }

  @Test
  void aDuplicateOfASlowChunkIsAcknowledgedAndHarmsNothing() {
    begin(1);
    List<Acknowledgement> duplicate = new ArrayList<>();
    fakes.tables.nextCalls(CallFate.before(() -> duplicate.add(handle(otherWorker, message(0)))));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(duplicate).containsExactly(new Done());
    assertThat(fakes.tables.batchSizes()).containsExactly(25, 5);
    assertLoadedOnce(1);
  }

  @Test
  void aMessageThatComesBackAfterTheAnswerWritesNothing() {
    begin(1);
    handle(message(0));
    int calls = fakes.tables.calls();
    fakes.time.advance(Duration.ofMinutes(20));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isEqualTo(calls);
    assertLoadedOnce(1);
  }

  @Test
  void aMessageThatComesBackAfterAFailureWritesNothing() {
    begin(2);
    fakes.completion.fail("run-1", new Superseded("something"));

    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isZero();
    assertThat(fakes.sender.sent()).hasSize(1);
  }

  @Test
  void aMessageOfARunLongPastIsForgotten() {
    fakes.tables.create(Fakes.ORDERS);

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isZero();
  }

  @Test
  void aRunByHandEndsWithoutAnAnswer() {
    begin(1, null);

    handle(message(0));

    assertThat(outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.sender.sent()).isEmpty();
  }

  // Workers that die

  @Test
  void aChunkWhoseWorkerDiedBeforeItsWritesIsWrittenByTheNextDelivery() {
    begin(2);
    fakes.runs.killAfter("lease");

    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.tables.items("orders")).isEmpty();

    assertAnotherDeliveryLoadsIt();
  }

  @Test
  void aChunkWhoseWorkerDiedDuringItsWritesIsWrittenAgainByTheNextDelivery() {
    begin(2);
    fakes.tables.nextCalls(CallFate.taken(), CallFate.before(ChunksTest::die));

    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(Killed.class);
    assertThat(fakes.tables.items("orders")).hasSize(25);
    assertThat(progress().counts().itemsWritten()).isZero();

    assertAnotherDeliveryLoadsIt();
    assertThat(fakes.tables.batchSizes()).containsExactly(25, 5, 25, 5, 25, 5);
  }

  @Test
  void aChunkWhoseWorkerDiedAfterItsWritesIsCountedByTheNextDelivery() {
    begin(2);
    fakes.runs.killBefore("commit");

    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.tables.items("orders")).hasSize(30);
    assertThat(progress().doneChunks()).isZero();

    assertAnotherDeliveryLoadsIt();
  }

  @Test
  void aRunWhoseWorkerDiedAfterTheLastCommitIsSettledByTheNextDelivery() {
    begin(1);
    fakes.runs.killAfter("commit");

    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.sender.sent()).isEmpty();
    int calls = fakes.tables.calls();

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isEqualTo(calls);
    assertLoadedOnce(1);
  }

  private void assertAnotherDeliveryLoadsIt() {
    fakes.time.advance(LEASE);
    assertThat(handle(message(0))).isEqualTo(new Done());
    assertThat(handle(message(1))).isEqualTo(new Done());
    assertLoadedOnce(2);
  }

  // A commit whose reply is lost

  @Test
  void aChunkWhoseCommitWasReportedAsFailedIsCountedOnce() {
    begin(1);
    fakes.runs.failAfter("commit", 1);

    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    int calls = fakes.tables.calls();
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.tables.calls()).isEqualTo(calls);
    assertLoadedOnce(1);
  }

  @Test
  void aChunkRedeliveredLongAfterItsCommitIsCountedOnce() {
    begin(2);
    fakes.runs.failAfter("commit", 1);
    handle(message(0));
    fakes.time.advance(Duration.ofMinutes(11));

    assertThat(handle(message(0))).isEqualTo(new Done());

    handle(message(1));
    assertLoadedOnce(2);
  }

  @Test
  void aChunkIsTriedAgainWhileTheProgressTableFails() {
    begin(1);
    fakes.runs.failBefore("commit", 1);
    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    fakes.runs.failBefore("lease", 1);
    assertThat(handle(message(0))).isEqualTo(new RetryIn(SHORT_RETRY));
    fakes.runs.failBefore("progress", 1);
    assertThat(handle(message(0))).isEqualTo(new RetryIn(SHORT_RETRY));
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(1);
  }

  // Several workers at once

  @Test
  void aChunkOnTwoWorkersIsCountedOnce() {
    begin(2);
    fakes.tables.nextCalls(
        CallFate.after(
            () -> {
              fakes.time.advance(LEASE);
              assertThat(handle(otherWorker, message(0))).isEqualTo(new Done());
            }));

    // The first worker has lost its lease, finds that no time is left and must not be heard.
    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));

    assertThat(progress().doneChunks()).isEqualTo(1);
    assertThat(progress().counts().itemsWritten()).isEqualTo(30);
    handle(message(1));
    assertLoadedOnce(2);
  }

  @Test
  void aWorkerThatLostItsLeaseJustBeforeItsCommitIsNotCounted() {
    begin(2);
    fakes.runs.meanwhile(
        "commit",
        () -> {
          fakes.time.advance(LEASE);
          assertThat(handle(otherWorker, message(0))).isEqualTo(new Done());
        });

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(progress().doneChunks()).isEqualTo(1);
    assertThat(progress().counts().itemsWritten()).isEqualTo(30);
    handle(message(1));
    assertLoadedOnce(2);
  }

  @Test
  void twoLastChunksCommittedAtOnceComeToOneDecision() {
    begin(2);
    fakes.runs.meanwhile("progress", () -> handle(otherWorker, message(1)));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(2);
  }

  @Test
  void twoWorkersThatEndARunAtOnceComeToOneDecision() {
    begin(2);
    handle(message(1));
    fakes.runs.meanwhile("end", () -> handle(otherWorker, message(1)));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(2);
  }

  @Test
  void aWorkerThatSettlesWhileAnotherAnswersLeavesItToThem() {
    begin(2);
    handle(message(1));
    fakes.runs.meanwhile(
        "delivered",
        () -> {
          fakes.time.advance(Duration.ofSeconds(3));
          handle(otherWorker, message(1));
        });

    handle(message(0));

    assertThat(bodies()).hasSize(1);
  }

  // Decided, and not yet delivered

  @Test
  void anAnswerWhoseWorkerDiedBeforeItsPutIsSentByTheNextDelivery() {
    begin(1);
    fakes.runs.killAfter("end");
    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.sender.sent()).isEmpty();
    fakes.time.advance(Duration.ofSeconds(60));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(1);
    assertThat(answer()).contains("\"DurationSeconds\":\"0\"");
  }

  @Test
  void anAnswerWhoseDeliveryWasNotRecordedIsSentAgainByteByByte() {
    begin(1);
    fakes.runs.killBefore("delivered");
    assertThatThrownBy(() -> handle(message(0))).isInstanceOf(InMemoryRunStore.Killed.class);
    fakes.time.advance(Duration.ofSeconds(60));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(bodies()).hasSize(2);
    assertThat(bodies().get(1)).isEqualTo(bodies().get(0));
    assertThat(run().answeredAt()).isEqualTo(Fakes.START.plusSeconds(60));
  }

  @Test
  void anAnswerThatCouldNotBeDeliveredIsSentAgainByteByByte() {
    begin(1);
    fakes.sender.deliver(io.stackseed.response.Delivery.UNREACHABLE);

    assertThat(handle(message(0))).isEqualTo(new Done());
    assertThat(run().answeredAt()).isNull();
    assertThat(fakes.runs.openRuns()).as("what the watchdog looks after").containsExactly("run-1");
    fakes.time.advance(Duration.ofSeconds(25));
    fakes.completion.settle("run-1");

    assertThat(bodies()).hasSize(2);
    assertThat(bodies().get(1)).isEqualTo(bodies().get(0));
  }

  @Test
  void anAnswerThatIsRefusedForGoodIsNotSentAgain() {
    begin(1);
    fakes.sender.deliver(io.stackseed.response.Delivery.REFUSED);

    assertThat(handle(message(0))).isEqualTo(new Done());
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(bodies()).hasSize(1);
  }

  @Test
  void theResponseUrlIsForgottenOnceTheAnswerIsTaken() {
    begin(1);

    handle(message(0));

    assertThat(run().requester()).isEqualTo(new Requester(requester().identity(), null));
  }

  @Test
  void nothingIsSentWhenCloudFormationListensNoMore() {
    begin(1);
    fakes.time.advance(Duration.ofHours(1));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.sender.sent()).isEmpty();
    assertThat(run().answeredAt()).isEqualTo(fakes.time.now());
  }

  // Chunks that cannot be finished

  @Test
  void aChunkThatKillsThreeWorkersFailsTheRunByName() {
    begin(2);
    fakes.tables.nextCalls(
        CallFate.before(ChunksTest::die),
        CallFate.before(ChunksTest::die),
        CallFate.before(ChunksTest::die));
    fakes.chunks.send(List.of(message(0)), Duration.ZERO);

    drain();

    assertThat(outcome().reason())
        .isEqualTo(
            "DataIngestFile: s3://ingest/orders.jsonl bytes 0 to 599 were begun 3 times and not"
                + " finished. Last cause: the function ended without a word, see its log.");
    assertFailed();
  }

  @Test
  void aChunkThatFailsThreeTimesFailsTheRunByName() {
    begin(2);
    fakes.tables.laterCalls(() -> CallFate.before(ChunksTest::breakDown));

    assertThat(handle(message(1))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(message(1))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .isEqualTo(
            "DataIngestFile: s3://ingest/orders.jsonl bytes 600 to 1,199 were begun 3 times and"
                + " not finished. Last cause: IllegalStateException.");
    assertFailed();
  }

  @Test
  void aTableThatTakesNothingFailsTheRunInTime() {
    begin(1);
    fakes.tables.laterCalls(CallFate::throttling);
    sendAll();

    drain();

    assertThat(outcome().reason())
        .isEqualTo(
            "ServiceTimeout: 0 of 1 chunks were loaded when the time was up. Raise it, or set"
                + " CompletionHandle or WaitForCompletion: false.");
    assertFailed();
    assertThat(fakes.time.now()).isBefore(Fakes.START.plus(Duration.ofHours(1)));
  }

  @Test
  void aWorkerStopsWritingWhileThereIsTimeToCommitAndToAnswer() {
    begin(1);
    fakes.tables.laterCalls(
        () -> {
          fakes.time.advance(Duration.ofSeconds(6));
          return CallFate.taking(1);
        });

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.runs.markers("run-1").get(message(0).chunk()))
        .isNotNull()
        .satisfies(marker -> assertThat(marker.status()).isEqualTo(InMemoryRunStore.Status.PAUSED));
    assertThat(fakes.time.now())
        .isBefore(Fakes.START.plus(INVOCATION).minusSeconds(25))
        .isAfter(Fakes.START.plus(INVOCATION).minusSeconds(41));
  }

  // Chunks that are given back

  @Test
  void aChunkThatDoesNotGetThroughGoesOnInAnotherInvocationAndIsCountedOnce() {
    begin(2);
    fakes.tables.laterCalls(
        () -> {
          fakes.time.advance(Duration.ofSeconds(10));
          return CallFate.taking(3);
        });
    sendAll();

    drain();

    assertLoadedOnce(2);
    assertThat(fakes.chunks.sent()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(fakes.runs.calls().get("pause")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aTableThatTakesNothingForHalfAnHourFailsNoChunk() {
    begin(2);
    Instant thaw = Fakes.START.plus(Duration.ofMinutes(30));
    fakes.tables.laterCalls(
        () -> fakes.time.now().isBefore(thaw) ? CallFate.throttling() : CallFate.taken());
    sendAll();

    drain();

    assertLoadedOnce(2);
  }

  @Test
  void theRestOfAChunkIsLeftToThoseWhoseTurnItIs() {
    begin(1);
    fakes.tables.laterCalls(CallFate::throttling);

    assertThat(handle(message(0))).isEqualTo(new Done());

    Instant resumeAt = fakes.chunks.nextVisible().orElseThrow();
    assertThat(Duration.between(fakes.time.now(), resumeAt))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(handle(otherWorker, message(0))).isInstanceOf(RetryIn.class);
  }

  @ParameterizedTest
  @EnumSource(Crash.class)
  void aChunkWhosePauseBreaksIsGoneOnWithByTheMessageAtHand(Crash crash) {
    begin(1);
    List<CallFate> slow = new ArrayList<>();
    for (int call = 0; call < 8; call++) {
      slow.add(
          new CallFate(
              () -> fakes.time.advance(Duration.ofSeconds(10)),
              size -> Math.min(size, 2),
              false,
              Optional.empty(),
              () -> {}));
    }
    fakes.tables.nextCalls(slow.toArray(CallFate[]::new));
    crash.at(fakes.runs, "pause", 1);
    sendAll();

    drain();
    seeToWhatIsLeft();

    assertLoadedOnce(1);
  }

  @Test
  void aChunkWhoseRestCannotBeQueuedIsGoneOnWithByTheMessageAtHand() {
    begin(1);
    fakes.tables.nextCalls(CallFate.throttling());
    fakes.tables.laterCalls(
        () ->
            fakes.time.now().isBefore(Fakes.START.plusSeconds(20))
                ? CallFate.throttling()
                : CallFate.taken());
    fakes.chunks.nextSends(new SendFate(ChunksTest::breakDown, 0, () -> {}));

    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(1);
  }

  @Test
  void aWorkerStopsWithinSecondsWhenItsRunIsCancelledAndGivesItsLeaseBack() {
    begin(2);
    fakes.tables.nextCalls(
        CallFate.after(
            () -> {
              fakes.time.advance(Duration.ofSeconds(6));
              fakes.completion.cancel("run-1", new Superseded("something"));
            }),
        CallFate.leaving(24));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.time.now()).isBefore(Fakes.START.plusSeconds(12));
    assertThat(fakes.runs.quietAt("run-1")).isBeforeOrEqualTo(fakes.time.now());
    assertThat(progress().doneChunks()).isZero();
  }

  @Test
  void aTableMadeAnewWithOtherKeysFailsTheRunAtOnce() {
    begin(2);
    handle(message(0));
    fakes.tables.create(
        new TableSchema(
            "orders",
            Fakes.ORDERS.tableArn(),
            new KeySchema(new KeyAttribute("other", KeyType.S), null),
            List.of()));

    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .isEqualTo(
            "TargetTable: 'orders' has other keys than when its run began. Send the resource's"
                + " request again.");
    assertFailed();
  }

  @Test
  void itemsThatTheTableAloneRefusesAreRejectedAndReported() {
    begin(1);
    fakes.tables.nextCalls(
        CallFate.refusing("no"), CallFate.taken(), CallFate.refusing("it is too odd"));

    handle(message(0));

    assertThat(progress().counts().itemsRejected()).isEqualTo(1);
    assertThat(progress().counts().itemsWritten()).isEqualTo(29);
    assertThat(outcome().reason())
        .contains("MaxRejected: 1 of 30 records rejected, 0 allowed. First: s3://ingest/orders")
        .contains("the table refused it: it is too odd");
  }

  @Test
  void aTableThatIsThrottledForAWhileLosesNothing() {
    begin(2);
    fakes.tables.nextCalls(
        CallFate.throttling(), CallFate.throttling(), CallFate.leaving(7), CallFate.throttling());
    sendAll();

    drain();

    assertLoadedOnce(2);
  }

  @Test
  void aTableDeletedMidRunFailsTheRunAtOnce() {
    begin(2);
    handle(message(0));
    fakes.tables.drop("orders");

    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .isEqualTo(
            "TargetTable: 'orders' does not exist. Create it before this resource, or correct the"
                + " name.");
    assertFailed();
  }

  @Test
  void anObjectOverwrittenMidRunWithoutVersionsFailsTheRunAndMixesNothing() {
    fakes.objects.createUnversionedBucket("ingest");
    begin(2);
    handle(message(0));
    putLines(2, "new");

    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .isEqualTo(
            "DataIngestFile: s3://ingest/orders.jsonl was overwritten while it was being read."
                + " Turn the bucket's versioning on, and request the ingest again.");
    assertFailed();
    assertThat(fakes.tables.items("orders")).hasSize(30).allMatch(item -> isOf("old", item));
  }

  @Test
  void anObjectOverwrittenMidRunIsLoadedInTheVersionPlanned() {
    begin(2);
    handle(message(0));
    putLines(2, "new");

    handle(message(1));

    assertLoadedOnce(2);
    assertThat(fakes.tables.items("orders")).allMatch(item -> isOf("old", item));
  }

  @Test
  void aChunkWhoseStreamBrokeOffIsLoadedAgain() {
    begin(1);
    fakes.objects.truncateOpen(1, 100);

    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    assertThat(progress().counts().recordsRead()).isZero();
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertLoadedOnce(1);
  }

  @Test
  void oneRejectFailsTheRunAndStopsTheWriting() {
    putText("{\"name\":\"aa\"}      \n" + "{\"id\":\"000\"}       \n".repeat(59));
    beginWith(2, requester());

    assertThat(handle(message(0))).isEqualTo(new Done());
    int calls = fakes.tables.calls();
    assertThat(handle(message(1))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .isEqualTo(
            "MaxRejected: 1 of 30 records rejected, 0 allowed. First: s3://ingest/orders.jsonl byte"
                + " 0: key 'id' is missing. Report: s3://ingest/rejects/run-1/.");
    assertFailed();
    assertThat(fakes.tables.calls()).isEqualTo(calls);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"FAILS_BEFORE", "FAILS_AFTER"})
  void aReportThatIsNotWrittenIsWrittenByTheNextAttempt(Fate fate) {
    putText("{\"name\":\"aa\"}      \n" + "{\"id\":\"000\"}       \n".repeat(29));
    beginWith(1, requester());
    fakes.report.nextWrites(fate);

    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    assertThat(progress().counts().recordsRead()).isZero();
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new Done());

    List<String> files = fakes.runs.chunks("run-1").findFirst().orElseThrow().reportFiles();
    assertThat(files).containsExactly("rejects/run-1/0-0/0-owner-2.jsonl");
    assertThat(fakes.report.records("ingest", files)).hasSize(1);
    assertThat(progress().counts().itemsRejected()).isEqualTo(1);
  }

  @Test
  void aReportThatCanNeverBeWrittenFailsTheRun() {
    putText("{\"name\":\"aa\"}      \n" + "{\"id\":\"000\"}       \n".repeat(29));
    beginWith(1, requester());
    fakes.report.nextWrites(Fate.FAILS_BEFORE, Fate.FAILS_BEFORE, Fate.FAILS_BEFORE);

    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(outcome().reason())
        .endsWith("were begun 3 times and not finished. Last cause: RejectReportException.");
    assertThat(progress().counts().recordsRead()).isZero();
  }

  // Runs that end under their workers

  @Test
  void aChunkOfARunCancelledMeanwhileIsNotCounted() {
    begin(1);
    fakes.tables.nextCalls(
        CallFate.after(() -> fakes.completion.cancel("run-1", new Superseded("a newer Delete"))));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(outcome().state()).isEqualTo(RunState.CANCELLED);
    assertThat(progress().counts().itemsWritten()).isZero();
    assertThat(answer())
        .contains(
            "\"Status\":\"FAILED\",\"Reason\":\"Superseded: a newer Delete of the same resource"
                + " took its place. Nothing needs to be done.\"");
  }

  @Test
  void aChunkThatMeetsItsRunsEndGivesItsLeaseBack() {
    begin(1);
    fakes.tables.nextCalls(
        CallFate.after(() -> fakes.completion.cancel("run-1", new Superseded("a newer Delete"))));

    handle(message(0));

    assertThat(fakes.runs.quietAt("run-1")).isEqualTo(fakes.time.now());
  }

  @Test
  void aChunkOfACancelledRunTakesNoLease() {
    begin(1);
    fakes.completion.cancel("run-1", new Superseded("a newer Delete"));

    assertThat(handle(message(0))).isEqualTo(new Done());

    assertThat(fakes.runs.markers("run-1")).doesNotContainKey(new ChunkId("run-1", 0, 0));
    assertThat(fakes.tables.calls()).isZero();
  }

  // Every crash there is

  /**
   * Each call to the progress table, whichever it is, fails or kills before or after its effect.
   */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource
  void whereverAWorkerBreaksTheRunEndsOnceAndIsAnsweredAlike(String method, Crash crash, int call) {
    begin(2);
    crash.at(fakes.runs, method, call);
    sendAll();

    drain();
    seeToWhatIsLeft();

    assertThat(outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(outcome().counts().itemsWritten()).isEqualTo(2 * LINES_A_CHUNK);
    assertThat(outcome().chunks()).isEqualTo(2);
    assertThat(fakes.tables.items("orders")).hasSize(2 * LINES_A_CHUNK);
    assertThat(bodies().stream().distinct()).hasSize(1);
    assertThat(run().answeredAt()).isNotNull();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** An undisturbed run has no call that is made more often than five times. */
  static Stream<Arguments> whereverAWorkerBreaksTheRunEndsOnceAndIsAnsweredAlike() {
    return Stream.of("run", "lease", "commit", "progress", "end", "claim", "delivered", "close")
        .flatMap(
            method ->
                Stream.of(Crash.values())
                    .flatMap(
                        crash ->
                            IntStream.rangeClosed(1, 5)
                                .mapToObj(call -> Arguments.of(method, crash, call))));
  }

  /** What may become of one call to the table. */
  private enum CallFault {
    FAILS,
    HANGS,
    IS_UNHEARD_OF,
    HALF_SUCCEEDS,
    IS_THROTTLED,
    IS_REFUSED,
    KILLS_BEFORE,
    KILLS_AFTER
  }

  private CallFate fate(CallFault fault) {
    return switch (fault) {
      case FAILS -> CallFate.before(ChunksTest::breakDown);
      case HANGS ->
          CallFate.before(
              () -> {
                fakes.time.advance(Duration.ofSeconds(64));
                breakDown();
              });
      case IS_UNHEARD_OF -> CallFate.after(ChunksTest::breakDown);
      case HALF_SUCCEEDS -> CallFate.taking(2);
      case IS_THROTTLED -> CallFate.throttling();
      // As a whole: none of its items is refused alone.
      case IS_REFUSED -> CallFate.refusing("one of them is odd");
      case KILLS_BEFORE -> CallFate.before(ChunksTest::die);
      case KILLS_AFTER -> CallFate.after(ChunksTest::die);
    };
  }

  @ParameterizedTest
  @MethodSource("callFaults")
  void whicheverCallToTheTableBreaksTableAndCountsAreExact(
      CallFault fault, int call, boolean twice) {
    begin(2);
    List<CallFate> fates = new ArrayList<>();
    for (int before = 1; before < call; before++) {
      fates.add(CallFate.taken());
    }
    fates.add(fate(fault));
    if (twice) {
      fates.add(CallFate.taken());
      fates.add(fate(fault));
    }
    fakes.tables.nextCalls(fates.toArray(CallFate[]::new));
    sendAll();

    drain();
    seeToWhatIsLeft();

    assertLoadedOnce(2);
  }

  /** A call of one item that is refused is no fault of the call's: that item is rejected. */
  static Stream<Arguments> callFaults() {
    return Stream.of(CallFault.values())
        .flatMap(fault -> Stream.of(Arguments.of(fault, false), Arguments.of(fault, true)))
        .filter(fault -> !List.of(fault.get()).equals(List.of(CallFault.IS_REFUSED, true)))
        .flatMap(
            fault ->
                IntStream.rangeClosed(1, 4)
                    .mapToObj(call -> Arguments.of(fault.get()[0], call, fault.get()[1])));
  }

  private Chunks worker() {
    return Workers.of(fakes);
  }

  private Acknowledgement handle(ChunkMessage message) {
    return handle(chunks, message);
  }

  private Acknowledgement handle(Chunks worker, ChunkMessage message) {
    try {
      return worker.handle(message, fakes.time.now().plus(INVOCATION));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Delivers what the queue has, again and again and as late as it must, until it is empty. */
  private void drain() {
    for (Optional<Instant> next = fakes.chunks.nextVisible();
        next.isPresent();
        next = fakes.chunks.nextVisible()) {
      if (next.get().isAfter(fakes.time.now())) {
        fakes.time.advance(Duration.between(fakes.time.now(), next.get()));
      }
      deliver(fakes.chunks.receive().orElseThrow());
    }
  }

  /** What the watchdog does: it queues again what outlived its worker, and settles the run. */
  private void seeToWhatIsLeft() {
    if (fakes.runs.openRuns().isEmpty()) {
      return;
    }
    fakes.time.advance(LEASE);
    fakes.runs.chunks("run-1").filter(chunk -> !chunk.isDone()).forEach(this::sendAgain);
    drain();
    fakes.completion.settle("run-1");
  }

  private void sendAgain(ChunkMarker marker) {
    fakes.chunks.send(List.of(message(marker.chunk().chunk())), Duration.ZERO);
  }

  private void deliver(Delivery<ChunkMessage> delivery) {
    try {
      if (handle(delivery.message()) instanceof RetryIn retry) {
        fakes.chunks.retryIn(delivery.receipt(), retry.delay());
      } else {
        fakes.chunks.delete(delivery.receipt());
      }
    } catch (Killed | InMemoryRunStore.Killed e) {
      // The message comes back by itself.
    }
  }

  /** A run of so many chunks, planned and loading. */
  private void begin(int chunkCount) {
    begin(chunkCount, requester());
  }

  private void begin(int chunkCount, @Nullable Requester requester) {
    putLines(chunkCount, "old");
    beginWith(chunkCount, requester);
  }

  private void beginWith(int chunkCount, @Nullable Requester requester) {
    fakes.tables.create(Fakes.ORDERS);
    SourceObject source =
        fakes.objects.describe(new SourceLocation("ingest", "orders.jsonl"), null);
    LineRanges plan = new LineRanges(0, source.sizeBytes(), CHUNK_BYTES);
    assertThat(plan.count()).isEqualTo(chunkCount);
    List<ByteRange> ranges = IntStream.range(0, chunkCount).mapToObj(plan::range).toList();
    PlannedRuns.begin(fakes, PlannedRuns.load(source, CHUNK_BYTES), requester, ranges);
  }

  private void putLines(int chunkCount, String version) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < chunkCount * LINES_A_CHUNK; line++) {
      text.append("{\"id\":\"%s%04d\"}   \n".formatted(version, line));
    }
    putText(text.toString());
  }

  private void putText(String text) {
    fakes.objects.put("ingest", "orders.jsonl", text.getBytes(UTF_8));
  }

  private void sendAll() {
    PlanPage page = fakes.runs.page("run-1", 0, 0).orElseThrow();
    fakes.chunks.send(
        IntStream.range(0, page.ranges().size()).mapToObj(ChunksTest::message).toList(),
        Duration.ZERO);
  }

  private static ChunkMessage message(int chunk) {
    long start = (long) chunk * CHUNK_BYTES;
    return new ChunkMessage(
        new ChunkId("run-1", 0, chunk), new ByteRange(start, start + CHUNK_BYTES));
  }

  private static Requester requester() {
    return new Requester(
        new ResponseIdentity("stackseed:id", STACK_ID, "request-1", "Seed"),
        "https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/"
            + (STACK_ID + "|Seed|request-1").replace(":", "%3A").replace("|", "%7C")
            + "?X-Amz-Signature=5ec2e7");
  }

  private static void die() {
    throw new Killed();
  }

  private static void breakDown() {
    throw new IllegalStateException("connection reset");
  }

  private static boolean isOf(String version, Item item) {
    return item.attributes().get("id") instanceof Value.S id && id.text().startsWith(version);
  }

  private void assertLoadedOnce(int chunkCount) {
    assertThat(outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(outcome().counts().itemsWritten()).isEqualTo(chunkCount * (long) LINES_A_CHUNK);
    assertThat(outcome().counts().bytesRead()).isEqualTo(chunkCount * (long) CHUNK_BYTES);
    assertThat(progress().doneChunks()).isEqualTo(chunkCount);
    assertThat(fakes.tables.items("orders")).hasSize(chunkCount * LINES_A_CHUNK);
    assertThat(bodies()).hasSize(1);
  }

  private void assertFailed() {
    assertThat(outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(bodies()).hasSize(1);
    assertThat(answer())
        .contains("\"Status\":\"FAILED\",\"Reason\":\"" + outcome().reason() + "\"");
  }

  private String answer() {
    return bodies().get(0);
  }

  private List<String> bodies() {
    return fakes.sender.sent().stream().map(Sent::body).toList();
  }

  private Run run() {
    return fakes.runs.runs().get(0);
  }

  private Outcome outcome() {
    return Objects.requireNonNull(run().outcome());
  }

  private Progress progress() {
    return fakes.runs.progress("run-1");
  }
}
