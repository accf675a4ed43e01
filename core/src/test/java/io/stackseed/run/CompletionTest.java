package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.response.Answer;
import io.stackseed.response.Delivery;
import io.stackseed.response.RecordingResponseSender;
import io.stackseed.response.RecordingResponseSender.Sent;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseSender;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.InMemoryRunStore.Killed;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Counts TEN = new Counts(10, 10, 0, 0, 0, 500, 10);
  private static final Failure FAILURE =
      new InvalidProperty("TargetTable", "'orders' does not exist", "Create it");

  private final ManualTime time = new ManualTime(SampleRuns.REQUESTED_AT.plusSeconds(60));
  private final InMemoryRunStore store = new InMemoryRunStore();
  private final RecordingResponseSender sender = new RecordingResponseSender();
  private final Completion completion = completion(sender);

  // Success

  @Test
  void runSucceedsOnceEveryChunkIsDone() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 2);

    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    commit(0, TEN, null);
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    assertThat(sender.sent()).isEmpty();

    commit(1, TEN, null);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run().outcome())
        .isEqualTo(
            new Outcome(
                RunState.SUCCEEDED, null, time.now(), new Counts(20, 20, 0, 0, 0, 1_000, 20), 2));
    assertThat(sender.sent())
        .singleElement()
        .satisfies(
            sent ->
                assertThat(sent.body())
                    .isEqualTo(
                        """
                        {"Status":"SUCCESS","PhysicalResourceId":"id-of-r",\
                        "StackId":"arn:aws:cloudformation:us-east-1:123456789012:stack/demo/51af3dc0",\
                        "RequestId":"r","LogicalResourceId":"Seed",\
                        "Data":{"BytesRead":"1000","Chunks":"2","DurationSeconds":"59",\
                        "ItemsRejected":"0","ItemsSampledOut":"0","ItemsSkipped":"0",\
                        "ItemsWritten":"20","RecordsRead":"20","RunId":"r","SourceVersion":"v1",\
                        "WriteUnits":"20"}}"""));
  }

  @Test
  void runDoesNotSucceedBeforeEveryObjectIsSplitHoweverManyChunksAreDone() {
    accept(SampleRuns.create("r"), 2);
    store.objectSplit("r", 0, 1);
    commit(0, TEN, null);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.PLANNING);
    assertThat(run().outcome()).isNull();
    assertThat(sender.sent()).isEmpty();
  }

  @Test
  void workersThatFinishBeforeThePlanIsSealedAreCountedWhenItIs() {
    accept(SampleRuns.create("r"));
    commit(0, TEN, null);
    commit(1, TEN, null);
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.PLANNING);

    store.objectSplit("r", 0, 2);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void successIsTheResourcesLastGoodRun() {
    accept(SampleRuns.create("r"));
    load(1, TEN);

    completion.settle("r");

    assertThat(store.resource(run().resource()).lastGood())
        .isEqualTo(new LastGood("r", "hash-1", "v1", answer().data()));
  }

  @Test
  void runThatIsUnknownIsNotSettled() {
    assertThatThrownBy(() -> completion.settle("nobody"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no run nobody");
  }

  // Rejects

  @Test
  void runWithRejectsFailsAndNamesTheFirst() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 2);
    commit(0, new Counts(10_000, 9_788, 0, 212, 0, 500, 1), reject(18_230));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(answer().reason())
        .isEqualTo(
            "MaxRejected: 212 of 10,000 records rejected, 0 allowed. First: s3://b1-data/o.jsonl"
                + " byte 18,230: key 'id' is empty.");
    assertThat(answer().data())
        .contains(entry("ItemsRejected", "212"), entry("ItemsWritten", "9788"));
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  @Test
  void runWithRejectsFailsBeforeItIsPlanned() {
    accept(SampleRuns.create("r"));
    commit(0, new Counts(1, 0, 0, 1, 0, 9, 0), reject(0));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void lastChunkWithRejectsFailsTheRunAllTheSame() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 1);
    completion.settle("r");
    commit(0, new Counts(2, 1, 0, 1, 0, 9, 0), reject(3));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void rejectsThatNobodyNamedAreABug() {
    accept(SampleRuns.create("r"));
    commit(0, new Counts(1, 0, 0, 1, 0, 9, 0), null);

    assertThatThrownBy(() -> completion.settle("r"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Run[r of Create] counts rejects, and none is named");
  }

  // Failures and cancellations

  @Test
  void failureBeforeThePlanIsAnswered() {
    accept(SampleRuns.create("r"));

    completion.fail("r", FAILURE);

    assertThat(run().outcome())
        .isEqualTo(
            new Outcome(
                RunState.FAILED,
                "TargetTable: 'orders' does not exist. Create it.",
                time.now(),
                Counts.ZERO,
                0));
    assertThat(sender.sent())
        .singleElement()
        .satisfies(
            sent ->
                assertThat(sent.body())
                    .startsWith(
                        """
                        {"Status":"FAILED",\
                        "Reason":"TargetTable: 'orders' does not exist. Create it.",\
                        "PhysicalResourceId":"id-of-r","""));
  }

  @Test
  void failureOfARunThatDoesNotWaitIsAnsweredIfNothingWasBefore() {
    accept(SampleRuns.createNotWaiting("r"));

    completion.fail("r", FAILURE);

    assertThat(answer().status()).isEqualTo(ResponseStatus.FAILED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void failureOfAnEndedRunChangesNothing() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    completion.settle("r");
    Run before = run();

    completion.fail("r", FAILURE);
    completion.cancel("r", FAILURE);

    assertThat(run()).isEqualTo(before);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void failureCountsTheChunkThatWasCommittedMeanwhile() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 2);
    completion.settle("r");
    store.meanwhile("end", () -> commit(0, TEN, null));

    completion.fail("r", FAILURE);

    assertThat(run().outcome())
        .extracting(Outcome::counts, Outcome::chunks)
        .containsExactly(TEN, 2L);
  }

  @Test
  void cancelledRunIsAnsweredFailed() {
    accept(SampleRuns.create("r"));

    completion.cancel("r", new Superseded("a newer Update"));

    assertThat(state()).isEqualTo(RunState.CANCELLED);
    assertThat(answer())
        .isEqualTo(
            new Answer(
                ResponseStatus.FAILED,
                "Superseded: a newer Update of the same resource took its place. Nothing needs to"
                    + " be done.",
                answer().data()));
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void cancellingDoesNotFailForAnAnswerThatNobodyTakes() {
    accept(SampleRuns.create("r"));
    sender.deliver(Delivery.UNREACHABLE);

    completion.cancel("r", new Superseded("a newer Update"));

    assertThat(state()).isEqualTo(RunState.CANCELLED);
    assertThat(run().owesAnswer()).isTrue();
  }

  // Storing before sending

  @Test
  void answerIsStoredBeforeItIsSent() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    List<String> seen = new ArrayList<>();
    ResponseSender looking =
        (url, body, until) -> {
          assertThat(state()).isEqualTo(RunState.SUCCEEDED);
          assertThat(run().outcome()).isNotNull();
          assertThat(run().owesAnswer()).isTrue();
          seen.add(url.revealForStorage());
          return Delivery.ACCEPTED;
        };

    completion(looking).settle("r");

    assertThat(seen).containsExactly(SampleRuns.requester("r").responseUrl());
  }

  @Test
  void answeredRunForgetsItsUrlAndIsNotAnsweredAgain() {
    accept(SampleRuns.create("r"));
    load(1, TEN);

    completion.settle("r");
    completion.settle("r");

    assertThat(sender.sent()).hasSize(1);
    assertThat(run().answeredAt()).isEqualTo(time.now());
    assertThat(run().requester())
        .isEqualTo(new Requester(SampleRuns.requester("r").identity(), null));
  }

  @Test
  void settlerThatDiesBeforeTheDecisionIsFollowedByAnother() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.killBefore("end");

    assertThatThrownBy(() -> completion.settle("r")).isInstanceOf(Killed.class);
    assertThat(sender.sent()).isEmpty();
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void settlerThatDiesBetweenTheDecisionAndThePutIsFollowedByAnother() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.killAfter("end");

    assertThatThrownBy(() -> completion.settle("r")).isInstanceOf(Killed.class);
    assertThat(sender.sent()).isEmpty();
    Outcome decided = run().outcome();
    time.advance(Duration.ofMinutes(2));
    completion.settle("r");

    assertThat(run().outcome()).isEqualTo(decided);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void settlerThatDiesAfterThePutIsFollowedByTheIdenticalPut() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.killBefore("delivered");

    assertThatThrownBy(() -> completion.settle("r")).isInstanceOf(Killed.class);
    time.advance(Duration.ofMinutes(2));
    completion.settle("r");

    assertThat(sender.sent()).hasSize(2);
    assertThat(sender.sent()).extracting(Sent::body).containsOnly(sender.sent().get(0).body());
    assertThat(run().answeredAt()).isNotNull();
  }

  // Several at once

  @Test
  void settlerOvertakenByAnotherFindsItsOutcome() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.meanwhile("end", () -> completion.settle("r"));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void whoSettlesWhileAnotherSendsLeavesItToThem() {
    accept(SampleRuns.create("r"));
    load(1, TEN);

    completion(overtakenAfter(Duration.ofSeconds(3))).settle("r");

    assertThat(sender.sent()).hasSize(1);
    assertThat(run().owesAnswer()).isFalse();
  }

  @Test
  void whoSettlesLongAfterAnotherBeganToSendSendsTheSameBytes() {
    accept(SampleRuns.create("r"));
    load(1, TEN);

    completion(overtakenAfter(Completion.DELIVERY.plusSeconds(1))).settle("r");

    assertThat(sender.sent()).hasSize(2);
    assertThat(sender.sent()).extracting(Sent::body).containsOnly(sender.sent().get(0).body());
  }

  /** Before the first PUT is out, time passes and another settles the run. */
  private ResponseSender overtakenAfter(Duration delay) {
    boolean[] nested = {false};
    return (url, body, until) -> {
      if (!nested[0]) {
        nested[0] = true;
        time.advance(delay);
        completion.settle("r");
      }
      return sender.send(url, body, until);
    };
  }

  @Test
  void manySettlersAtOnceComeToOneOutcome() throws Exception {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    int settlers = 8;
    CountDownLatch ready = new CountDownLatch(settlers);
    ExecutorService threads = Executors.newFixedThreadPool(settlers);
    try {
      List<Future<@Nullable Void>> calls = new ArrayList<>();
      for (int settler = 0; settler < settlers; settler++) {
        calls.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  completion.settle("r");
                  return null;
                }));
      }
      for (Future<@Nullable Void> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(store.resource(run().resource()).revision())
        .as("the last good run was remembered once")
        .isEqualTo(2);
    assertThat(sender.sent()).isNotEmpty();
    assertThat(sender.sent()).extracting(Sent::body).containsOnly(sender.sent().get(0).body());
    assertThat(run().answeredAt()).isNotNull();
  }

  @Test
  void cancellationThatComesFirstIsTheOutcome() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.meanwhile("end", () -> completion.cancel("r", new Superseded("a newer Delete")));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.CANCELLED);
    assertThat(sender.sent()).hasSize(1);
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  @Test
  void runThatAlwaysChangesIsLeftToTheNextSettler() {
    accept(SampleRuns.create("r"));
    commit(0, new Counts(1, 0, 0, 1, 0, 9, 0), reject(0));
    for (int chunk = 1; chunk <= 101; chunk++) {
      int next = chunk;
      store.meanwhile("end", () -> commit(next, TEN, null));
    }

    assertThatThrownBy(() -> completion.settle("r"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Run r does not settle");
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.FAILED);
  }

  // Delivery

  @Test
  void answerThatCouldNotBeDeliveredIsDeliveredNextTimeInTheSameBytes() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    sender.deliver(Delivery.UNREACHABLE, Delivery.UNREACHABLE);

    for (int attempt = 0; attempt < 2; attempt++) {
      completion.settle("r");
      assertThat(run().owesAnswer()).isTrue();
      assertThat(run().requester()).isEqualTo(SampleRuns.requester("r"));
      time.advance(Duration.ofSeconds(30));
    }
    completion.settle("r");

    assertThat(run().owesAnswer()).isFalse();
    assertThat(sender.sent()).hasSize(3);
    assertThat(sender.sent()).extracting(Sent::body).containsOnly(sender.sent().get(0).body());
  }

  @Test
  void failureThatCouldNotBeDeliveredIsOwed() {
    accept(SampleRuns.create("r"));
    sender.deliver(Delivery.UNREACHABLE);

    assertThat(completion.fail("r", FAILURE)).isTrue();

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(run().owesAnswer()).isTrue();
  }

  @Test
  void refusedAnswerIsNotedAndNotSentAgain() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    sender.deliver(Delivery.REFUSED);

    completion.settle("r");
    completion.settle("r");

    assertThat(sender.sent()).hasSize(1);
    assertThat(run().answeredAt()).isEqualTo(time.now());
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void deliveryIsTriedForTwentySeconds() {
    accept(SampleRuns.create("r"));
    load(1, TEN);

    completion.settle("r");

    assertThat(sender.sent()).extracting(Sent::until).containsExactly(time.now().plusSeconds(20));
  }

  @Test
  void deliveryIsNotTriedPastTheEndOfListening() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    time.advance(Duration.between(time.now(), SampleRuns.ANSWER_BY.minusSeconds(7)));

    completion.settle("r");

    assertThat(sender.sent()).extracting(Sent::until).containsExactly(SampleRuns.ANSWER_BY);
  }

  @Test
  void nothingIsSentOnceNobodyListens() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    time.advance(Duration.between(time.now(), SampleRuns.ANSWER_BY));

    completion.settle("r");

    assertThat(sender.sent()).isEmpty();
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run().answeredAt()).isEqualTo(SampleRuns.ANSWER_BY);
  }

  @Test
  void messageByHandIsAnsweredByNobody() {
    accept(SampleRuns.byHand("r"));
    load(1, TEN);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run().answer()).isNull();
    assertThat(run().answeredAt()).isNull();
    assertThat(sender.sent()).isEmpty();
  }

  @Test
  void requestWithoutUsableUrlIsAnsweredByNobody() {
    ResponseIdentity identity = SampleRuns.requester("r").identity();
    accept(withRequester(new Requester(identity, null)));
    load(1, TEN);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).isEmpty();
  }

  @Test
  void urlThatMayNotBeOpenedIsNotOpened() {
    ResponseIdentity identity = SampleRuns.requester("r").identity();
    accept(withRequester(new Requester(identity, "https://evil.example/?X-Amz-Signature=x")));
    load(1, TEN);

    completion.settle("r");

    assertThat(sender.sent()).isEmpty();
    assertThat(run().owesAnswer()).isFalse();
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void hostGivenExplicitlyIsOpened() {
    ResponseIdentity identity = SampleRuns.requester("r").identity();
    accept(withRequester(new Requester(identity, "http://localhost:9000/answer")));
    load(1, TEN);

    new Completion(store, sender, Set.of("localhost:9000"), time).settle("r");

    assertThat(sender.sent())
        .extracting(sent -> sent.url().revealForStorage())
        .containsExactly("http://localhost:9000/answer");
  }

  @Test
  void requestWhoseNamesLeaveNoRoomForAnAnswerIsGivenUp() {
    ResponseIdentity identity = new ResponseIdentity("p", "s".repeat(4_096), "r", "Seed");
    accept(withRequester(new Requester(identity, "http://localhost:9000/answer")));
    load(1, TEN);

    new Completion(store, sender, Set.of("localhost:9000"), time).settle("r");

    assertThat(sender.sent()).isEmpty();
    assertThat(run().owesAnswer()).isFalse();
  }

  @Test
  void requestThatIsOverAtOnceIsAnswered() {
    Outcome outcome = new Outcome(RunState.SUCCEEDED, null, time.now(), Counts.ZERO, 0);
    Run over = SampleRuns.withoutLoad("r").ended(outcome);
    store.accept(over, Progress.ended(RunState.SUCCEEDED), Resource.NEW, null, List.of());

    completion.settle("r");

    assertThat(sender.sent())
        .singleElement()
        .satisfies(sent -> assertThat(sent.body()).endsWith(",\"Data\":{\"RunId\":\"r\"}}"));
    assertThat(run().owesAnswer()).isFalse();
  }

  // Answering before the end

  @Test
  void runThatDoesNotWaitIsAnsweredOncePlannedAndNeverAgain() {
    accept(SampleRuns.createNotWaiting("r"));
    completion.settle("r");
    assertThat(sender.sent()).isEmpty();

    store.objectSplit("r", 0, 2);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.LOADING);
    assertThat(run().outcome()).isNull();
    assertThat(answer())
        .isEqualTo(Answer.success(Map.of("RunId", "r", "Chunks", "2", "SourceVersion", "v1")));
    assertThat(sender.sent()).hasSize(1);
    assertThat(run().answeredAt()).isEqualTo(time.now());

    commit(0, TEN, null);
    commit(1, TEN, null);
    time.advance(Duration.ofHours(5));
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
    assertThat(store.resource(run().resource()).lastGood())
        .extracting(LastGood::data)
        .satisfies(
            data -> assertThat(data).contains(entry("RecordsRead", "20"), entry("RunId", "r")));
  }

  @Test
  void answerGivenOncePlannedStandsWhateverTheRunComesTo() {
    accept(SampleRuns.createNotWaiting("r"));
    store.objectSplit("r", 0, 1);
    sender.deliver(Delivery.UNREACHABLE);
    completion.settle("r");
    assertThat(run().owesAnswer()).isTrue();
    time.advance(Completion.DELIVERY.plusSeconds(1));

    completion.fail("r", FAILURE);

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(answer().status()).isEqualTo(ResponseStatus.SUCCESS);
    assertThat(sender.sent()).hasSize(2);
    assertThat(sender.sent()).extracting(Sent::body).containsOnly(sender.sent().get(0).body());
  }

  @Test
  void runThatDoesNotWaitAndEndsAtOnceIsAnsweredOnce() {
    accept(SampleRuns.createNotWaiting("r"));
    load(1, TEN);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
    assertThat(answer().data()).containsOnlyKeys("RunId", "Chunks", "SourceVersion");
  }

  @Test
  void endDecidedWhileTheEarlyAnswerIsNotedIsDecidedAgain() {
    accept(SampleRuns.createNotWaiting("r"));
    store.objectSplit("r", 0, 1);
    sender.deliver(Delivery.UNREACHABLE);
    completion.settle("r");
    assertThat(run().owesAnswer()).isTrue();
    commit(0, TEN, null);
    Instant noted = time.now();
    store.meanwhile("end", () -> store.delivered("r", Callback.ANSWER, noted));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run().answeredAt()).isEqualTo(noted);
    assertThat(sender.sent()).hasSize(1);
  }

  private Completion completion(ResponseSender over) {
    return new Completion(store, over, Set.of(), time);
  }

  private void accept(Run run) {
    accept(run, 1);
  }

  private void accept(Run run, long objects) {
    store.accept(run, Progress.planning(objects), Resource.NEW, SampleRuns.begun(run), List.of());
  }

  /** Splits the only object into so many chunks and commits each with these counts. */
  private void load(int chunks, Counts each) {
    store.objectSplit("r", 0, chunks);
    for (int chunk = 0; chunk < chunks; chunk++) {
      commit(chunk, each, null);
    }
  }

  private void commit(int chunk, Counts counts, @Nullable FirstReject firstReject) {
    ChunkId id = new ChunkId("r", 0, chunk);
    store.lease(id, new LeaseRequest("a", time.now(), time.now().plusSeconds(105)));
    assertThat(store.commit(id, "a", counts, firstReject)).isEqualTo(RunStore.Commit.COMMITTED);
  }

  private static FirstReject reject(long offset) {
    return new FirstReject(offset, "key 'id' is empty");
  }

  private Run run() {
    return store.run("r").orElseThrow();
  }

  private RunState state() {
    return store.progress("r").state();
  }

  private Answer answer() {
    return Optional.ofNullable(run().answer()).orElseThrow();
  }

  private static Run withRequester(Requester requester) {
    return SampleRuns.askedBy(requester, SampleRuns.create("r"));
  }
}
