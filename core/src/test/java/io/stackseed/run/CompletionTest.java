package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.format.LayoutRequest;
import io.stackseed.metric.Metric;
import io.stackseed.metric.RecordingMetrics;
import io.stackseed.metric.RecordingMetrics.Emitted;
import io.stackseed.reject.MaxRejected;
import io.stackseed.response.Answer;
import io.stackseed.response.Delivery;
import io.stackseed.response.RecordingResponseSender;
import io.stackseed.response.RecordingResponseSender.Sent;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseSender;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.InMemoryRunStore.Killed;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  private static final Counts TEN = new Counts(10, 10, 0, 0, 0, 500, 10);
  private static final Failure FAILURE =
      new InvalidProperty("TargetTable", "'orders' does not exist", "Create it");

  private final ManualTime time = new ManualTime(SampleRuns.REQUESTED_AT.plusSeconds(60));
  private final InMemoryRunStore store = new InMemoryRunStore();
  private final RecordingOutcomes outcomes = new RecordingOutcomes();
  private final RecordingMetrics metrics = new RecordingMetrics();
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
                + " byte 18,230: key 'id' is empty. Report: s3://reports/rejects/r/.");
    assertThat(answer().data())
        .contains(
            entry("ItemsRejected", "212"),
            entry("ItemsWritten", "9788"),
            entry("RejectReport", "s3://reports/rejects/r/"));
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  @Test
  void runWithAsManyRejectsAsAreAllowedSucceedsAndSaysWhereTheyAreReported() {
    accept(SampleRuns.allowing(MaxRejected.parse("2"), SampleRuns.create("r")));
    store.objectSplit("r", 0, 2);
    commit(0, new Counts(10, 9, 0, 1, 0, 500, 9), reject(18));
    completion.settle("r");
    commit(1, new Counts(10, 9, 0, 1, 0, 500, 9), reject(518));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(answer().data())
        .contains(entry("ItemsRejected", "2"), entry("RejectReport", "s3://reports/rejects/r/"));
    assertThat(Objects.requireNonNull(store.resource(run().resource()).lastGood()).data())
        .isEqualTo(answer().data());
  }

  @Test
  void aPercentageSaysHowManyOfTheRecordsReadAreAllowed() {
    accept(SampleRuns.allowing(MaxRejected.parse("1%"), SampleRuns.create("r")));
    store.objectSplit("r", 0, 2);
    commit(0, new Counts(150, 0, 0, 150, 0, 500, 9), reject(18));
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    commit(1, new Counts(9_850, 9_788, 0, 62, 0, 500, 9), reject(518));

    completion.settle("r");

    assertThat(reason())
        .isEqualTo(
            "MaxRejected: 212 of 10,000 records rejected, 100 allowed. First: s3://b1-data/o.jsonl"
                + " byte 18: key 'id' is empty. Report: s3://reports/rejects/r/.");
  }

  @Test
  void theFirstRejectOfAListingIsNamedByItsVeryObject() {
    List<SourceObject> objects =
        IntStream.range(0, 102)
            .mapToObj(
                n -> new SourceObject(new SourceLocation("b1-data", "d/" + n), null, "\"e\"", 9))
            .toList();
    SourceListing listing = new SourceListing("r", "l", "s3://b1-data/d/", 102, LayoutRequest.AUTO);
    int inFirstPage = ListingPage.SIZE;
    store.saveListing(new ListingPage("r", "l", 0, objects.subList(0, inFirstPage)));
    store.saveListing(new ListingPage("r", "l", 1, objects.subList(inFirstPage, objects.size())));
    Load load = SampleRuns.load(true);
    accept(
        SampleRuns.loading(
            new Load(
                listing,
                load.table(),
                Shaping.NONE,
                false,
                load.chunkBytes(),
                true,
                load.maxRejected(),
                load.writing(),
                load.ingestBucket(),
                load.reingestHash(),
                null),
            SampleRuns.create("r")),
        102);
    commit(0, new Counts(1, 0, 0, 1, 0, 9, 0), rejects(101, 7));

    completion.settle("r");

    assertThat(reason()).contains("First: s3://b1-data/d/101 byte 7: key 'id' is empty.");
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

    assertThat(completion.fail("r", FAILURE)).isFalse();
    assertThat(completion.cancel("r", FAILURE)).isFalse();

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

    new Completion(store, sender, Set.of("localhost:9000"), outcomes, metrics, time).settle("r");

    assertThat(sender.sent())
        .extracting(sent -> sent.url().revealForStorage())
        .containsExactly("http://localhost:9000/answer");
  }

  @Test
  void requestWhoseNamesLeaveNoRoomForAnAnswerIsGivenUp() {
    ResponseIdentity identity = new ResponseIdentity("p", "s".repeat(4_096), "r", "Seed");
    accept(withRequester(new Requester(identity, "http://localhost:9000/answer")));
    load(1, TEN);

    new Completion(store, sender, Set.of("localhost:9000"), outcomes, metrics, time).settle("r");

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

  // The time is up

  @Test
  void awaitedRunThatIsNotPlannedInTimeFails() {
    accept(SampleRuns.create("r"));
    at(SampleRuns.DEADLINE.minusMillis(1));
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.PLANNING);

    at(SampleRuns.DEADLINE);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(answer().reason())
        .isEqualTo(
            "ServiceTimeout: the source was not planned when the time was up. Raise it, or set"
                + " CompletionHandle or WaitForCompletion: false.");
    assertThat(answer().status()).isEqualTo(ResponseStatus.FAILED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void awaitedRunThatIsNotLoadedInTimeFails() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 1_234);
    commit(0, TEN, null);
    at(SampleRuns.DEADLINE);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(answer().reason())
        .isEqualTo(
            "ServiceTimeout: 1 of 1,234 chunks were loaded when the time was up. Raise it, or set"
                + " CompletionHandle or WaitForCompletion: false.");
    assertThat(answer().data()).contains(entry("ItemsWritten", "10"), entry("Chunks", "1234"));
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void runAnsweredOncePlannedGoesOnUntilItsEndAndCanBeResumed() {
    Run run = SampleRuns.createNotWaiting("r");
    accept(run);
    store.objectSplit("r", 0, 2);
    completion.settle("r");
    commit(0, TEN, null);
    at(run.deadlines().endBy().minusMillis(1));
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);

    at(run.deadlines().endBy());
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(reason())
        .isEqualTo(
            "Time: 1 of 2 chunks were loaded when the run's time was up. Publish a Resume of run r"
                + " to load the rest.");
    assertThat(answer().status()).as("what was told stands").isEqualTo(ResponseStatus.SUCCESS);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void runByHandWhoseTimeIsUpCanBeResumed() {
    accept(SampleRuns.byHand("r"));
    at(SampleRuns.DEADLINE);

    completion.settle("r");

    assertThat(reason())
        .isEqualTo(
            "Time: the source was not planned when the run's time was up. Publish a Resume of run"
                + " r to load the rest.");
    assertThat(run().answer()).isNull();
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void runThatIsLoadedWhenItsTimeIsUpSucceeds() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    at(SampleRuns.DEADLINE.plusSeconds(100));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void runWithRejectsWhoseTimeIsUpFailsForTheRejects() {
    accept(SampleRuns.create("r"));
    commit(0, new Counts(1, 0, 0, 1, 0, 9, 0), reject(0));
    at(SampleRuns.DEADLINE);

    completion.settle("r");

    assertThat(reason()).startsWith("MaxRejected: 1 of 1 records rejected");
  }

  @Test
  void lastChunkCommittedWhileTheTimeIsFoundToBeUpStillSavesTheRun() {
    accept(SampleRuns.create("r"));
    store.objectSplit("r", 0, 1);
    at(SampleRuns.DEADLINE);
    store.meanwhile("end", () -> commit(0, TEN, null));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  // The signal

  @Test
  void waitConditionIsSignalledAtTheEndAndTheRequestAnsweredOncePlanned() {
    accept(SampleRuns.createSignalling("r"));
    store.objectSplit("r", 0, 1);
    completion.settle("r");
    assertThat(sent()).containsExactly(SampleRuns.requester("r").responseUrl());
    commit(0, TEN, null);
    at(SampleRuns.REQUESTED_AT.plus(Duration.ofHours(5)));

    completion.settle("r");

    assertThat(sent()).containsExactly(SampleRuns.requester("r").responseUrl(), SampleRuns.HANDLE);
    assertThat(sender.sent().get(1).body())
        .isEqualTo(
            """
            {"Status":"SUCCESS","Reason":"The ingest is complete.","UniqueId":"r",\
            "Data":"{\\"BytesRead\\":\\"500\\",\\"Chunks\\":\\"1\\",\
            \\"DurationSeconds\\":\\"17999\\",\\"ItemsRejected\\":\\"0\\",\
            \\"ItemsSampledOut\\":\\"0\\",\\"ItemsSkipped\\":\\"0\\",\
            \\"ItemsWritten\\":\\"10\\",\\"RecordsRead\\":\\"10\\",\
            \\"RunId\\":\\"r\\",\\"SourceVersion\\":\\"v1\\",\
            \\"WriteUnits\\":\\"10\\"}"}""");
    assertThat(sender.sent().get(1).until()).isEqualTo(time.now().plusSeconds(20));
    assertThat(run().completionHandle()).isNull();
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void runThatFailsBeforeItIsPlannedTellsBoth() {
    accept(SampleRuns.createSignalling("r"));

    completion.fail("r", FAILURE);

    assertThat(sent()).containsExactly(SampleRuns.requester("r").responseUrl(), SampleRuns.HANDLE);
    assertThat(sender.sent())
        .extracting(Sent::body)
        .satisfiesExactly(
            answer -> assertThat(answer).startsWith("{\"Status\":\"FAILED\","),
            signal ->
                assertThat(signal)
                    .startsWith(
                        """
                        {"Status":"FAILURE",\
                        "Reason":"TargetTable: 'orders' does not exist. Create it.",\
                        "UniqueId":"r","""));
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void waitConditionHearsOfAFailureThatTheAnswerDoesNotTell() {
    accept(SampleRuns.createSignalling("r"));
    store.objectSplit("r", 0, 1);
    completion.settle("r");

    completion.fail("r", FAILURE);

    assertThat(answer().status()).isEqualTo(ResponseStatus.SUCCESS);
    assertThat(sender.sent().get(1).body()).startsWith("{\"Status\":\"FAILURE\",");
  }

  @Test
  void undeliveredSignalIsSentNextTimeInTheSameBytes() {
    accept(SampleRuns.createSignalling("r"));
    sender.deliver(Delivery.ACCEPTED, Delivery.UNREACHABLE);
    completion.fail("r", FAILURE);
    assertThat(run().owesAnswer()).isFalse();
    assertThat(run().owesSignal()).isTrue();
    assertThat(store.openRuns()).containsExactly("r");
    time.advance(Duration.ofHours(2));

    completion.settle("r");

    assertThat(sent())
        .containsExactly(
            SampleRuns.requester("r").responseUrl(), SampleRuns.HANDLE, SampleRuns.HANDLE);
    assertThat(sender.sent().get(2).body()).isEqualTo(sender.sent().get(1).body());
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void undeliveredAnswerDoesNotHoldTheSignalBack() {
    accept(SampleRuns.createSignalling("r"));
    sender.deliver(Delivery.UNREACHABLE);

    completion.fail("r", FAILURE);

    assertThat(run().owesAnswer()).isTrue();
    assertThat(run().owesSignal()).isFalse();
    assertThat(store.openRuns()).containsExactly("r");
  }

  @Test
  void refusedSignalIsNotSentAgain() {
    accept(SampleRuns.createSignalling("r"));
    sender.deliver(Delivery.ACCEPTED, Delivery.REFUSED);

    completion.fail("r", FAILURE);
    completion.settle("r");

    assertThat(sender.sent()).hasSize(2);
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void signalIsNotTriedPastItsOwnDeadline() {
    accept(SampleRuns.createSignalling("r"));
    store.objectSplit("r", 0, 1);
    completion.settle("r");
    at(SampleRuns.SIGNAL_BY.minusSeconds(7));

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(sent()).last().isEqualTo(SampleRuns.HANDLE);
    assertThat(sender.sent()).last().extracting(Sent::until).isEqualTo(SampleRuns.SIGNAL_BY);
  }

  @Test
  void nothingIsSignalledOnceTheWaitConditionHasTimedOut() {
    accept(SampleRuns.createSignalling("r"));
    store.objectSplit("r", 0, 1);
    completion.settle("r");
    at(SampleRuns.SIGNAL_BY);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(sent()).containsExactly(SampleRuns.requester("r").responseUrl());
    assertThat(run().completionHandle()).isNull();
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void handleThatMayNotBeOpenedIsNotOpened() {
    CompletionHandle evil =
        new CompletionHandle(
            "https://evil.example/?X-Amz-Signature=x", "stack", SampleRuns.SIGNAL_BY);
    accept(SampleRuns.signalling(evil, SampleRuns.create("r")));

    completion.fail("r", FAILURE);

    assertThat(sent()).containsExactly(SampleRuns.requester("r").responseUrl());
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void withdrawnRunTellsNobody() {
    accept(SampleRuns.createSignalling("r"));
    load(1, TEN);
    withdraw();

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.CANCELLED);
    assertThat(sender.sent()).isEmpty();
    assertThat(store.openRuns()).containsExactly("next");
  }

  @Test
  void runWithdrawnSinceItWasReadTellsNobody() {
    accept(SampleRuns.createSignalling("r"));
    sender.deliver(Delivery.UNREACHABLE, Delivery.UNREACHABLE);
    completion.fail("r", FAILURE);
    time.advance(Completion.DELIVERY.plusSeconds(1));
    Run read = run();
    withdraw();

    completion.deliver(read, Completion.DELIVERY);

    assertThat(sender.sent()).as("before it was withdrawn").hasSize(2);
    assertThat(run().isClosed()).isTrue();
  }

  /** Another run takes this one's place, and it is not to tell anybody. */
  private void withdraw() {
    Run next = SampleRuns.inResource(run().resource(), SampleRuns.create("next"));
    Displaced withdrawn = Displaced.withdrawn(run(), store.progress("r"), "Why.", time.now());
    Resource seen = store.resource(next.resource());
    assertThat(
            store.accept(
                next,
                Progress.planning(1),
                seen,
                seen.begun(next, "id-of-next"),
                List.of(withdrawn)))
        .isEqualTo(RunStore.Acceptance.ACCEPTED);
  }

  // Claims and closing

  @ParameterizedTest
  @EnumSource(names = {"ANSWER", "SIGNAL"})
  void whatAnotherDeliversIsLeftToThem(Callback callback) {
    accept(SampleRuns.createSignalling("r"));
    store.claim("r", callback, time.now(), time.now().plusSeconds(19));

    completion.fail("r", FAILURE);

    String left =
        callback == Callback.ANSWER ? SampleRuns.HANDLE : SampleRuns.requester("r").responseUrl();
    assertThat(sent()).containsExactly(left);
    assertThat(run().owesAnswer()).isEqualTo(callback == Callback.ANSWER);
    assertThat(run().owesSignal()).isEqualTo(callback == Callback.SIGNAL);
    assertThat(store.openRuns()).containsExactly("r");

    time.advance(Duration.ofSeconds(21));
    completion.settle("r");

    assertThat(sender.sent()).hasSize(2);
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void deliveryIsTriedForAsLongAsItIsTold() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    Run decided = completion.advance("r");
    assertThat(sender.sent()).as("nobody is told yet").isEmpty();

    completion.deliver(decided, Duration.ofSeconds(10));

    assertThat(sender.sent()).extracting(Sent::until).containsExactly(time.now().plusSeconds(10));
  }

  @Test
  void runIsOpenUntilItHasEndedAndWasTold() {
    accept(SampleRuns.createNotWaiting("r"));
    completion.settle("r");
    assertThat(store.openRuns()).containsExactly("r");
    store.objectSplit("r", 0, 1);
    completion.settle("r");
    assertThat(store.openRuns()).as("answered, and loading").containsExactly("r");
    commit(0, TEN, null);

    completion.settle("r");

    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void runByHandIsClosedWhenItEnds() {
    accept(SampleRuns.byHand("r"));
    load(1, TEN);

    completion.settle("r");

    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void settlerThatDiesBeforeClosingIsFollowedByAnother() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    store.killBefore("close");
    assertThatThrownBy(() -> completion.settle("r")).isInstanceOf(Killed.class);
    assertThat(store.openRuns()).containsExactly("r");

    completion.settle("r");

    assertThat(store.openRuns()).isEmpty();
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void runThatAnswersTooLateIsClosed() {
    accept(SampleRuns.create("r"));
    load(1, TEN);
    at(SampleRuns.ANSWER_BY);

    completion.settle("r");

    assertThat(store.openRuns()).isEmpty();
  }

  // Silence

  @Test
  void runThatReplacedNoneWaitsForNobody() {
    accept(SampleRuns.create("r"));

    assertThat(completion.findSilence(run())).isEqualTo(Silence.NOTHING_BEFORE);
    assertThat(completion.lookForSilence(run())).isEqualTo(Silence.NOTHING_BEFORE);
  }

  @Test
  void silenceIsTheEndOfTheReplacedRunsLastLease() {
    Instant end = time.now().plusSeconds(40);
    replaced("before", null, end);
    accept(SampleRuns.create("r").behind(Silence.after("before")));

    assertThat(completion.findSilence(run())).isEqualTo(new Silence("before", end));
    assertThat(run().silence()).as("everybody is told").isEqualTo(new Silence("before", end));
  }

  @Test
  void replacedRunThatWasNeverLeasedOrIsLongPastIsSilent() {
    replaced("before", null, null);
    Silence silent = new Silence("before", Instant.EPOCH);

    accept(SampleRuns.create("r").behind(Silence.after("before")));
    assertThat(completion.findSilence(run())).isEqualTo(silent);

    Run lonely = SampleRuns.create("s").behind(Silence.after("nobody"));
    store.accept(lonely, Progress.planning(1), Resource.NEW, null, List.of());
    assertThat(completion.findSilence(lonely)).isEqualTo(new Silence("nobody", Instant.EPOCH));
  }

  @Test
  void replacedRunThatSucceededIsSilentWhateverItsMarkersSay() {
    replaced("before", null, time.now().plusSeconds(40), RunState.SUCCEEDED);
    accept(SampleRuns.create("r").behind(Silence.after("before")));

    assertThat(completion.findSilence(run())).isEqualTo(new Silence("before", Instant.EPOCH));
  }

  @Test
  void silenceIsLookedForThroughAllTheRunsThatReplacedOneAnother() {
    Instant last = time.now().plusSeconds(100);
    replaced("a", null, last);
    replaced("b", "a", time.now().plusSeconds(50));
    replaced("c", "b", null);
    accept(SampleRuns.create("r").behind(Silence.after("c")));

    assertThat(completion.findSilence(run())).isEqualTo(new Silence("c", last));
    assertThat(store.run("c").orElseThrow().silence()).isEqualTo(new Silence("b", last));
    assertThat(store.run("b").orElseThrow().silence()).isEqualTo(new Silence("a", last));
  }

  @Test
  void silenceIsTheLatestOfAllWhicheverRunHasIt() {
    Instant last = time.now().plusSeconds(100);
    replaced("a", null, time.now().plusSeconds(50));
    replaced("b", "a", last);
    accept(SampleRuns.create("r").behind(Silence.after("b")));

    assertThat(completion.findSilence(run())).isEqualTo(new Silence("b", last));
  }

  @Test
  void silenceLookedForAgainComesEarlierIfALeaseWasReleased() {
    Instant end = time.now().plusSeconds(100);
    replaced("a", null, end);
    replaced("b", "a", time.now().plusSeconds(50));
    accept(SampleRuns.create("r").behind(Silence.after("b")));
    Silence found = completion.findSilence(run());
    store.release(new ChunkId("a", 0, 0), "a", "RUN_ENDED", time.now().plusSeconds(15));

    assertThat(completion.findSilence(run())).as("what is known").isEqualTo(found);
    Instant earlier = time.now().plusSeconds(50);
    assertThat(completion.lookForSilence(run())).isEqualTo(new Silence("b", earlier));
    assertThat(run().silence()).isEqualTo(new Silence("b", earlier));
    assertThat(store.run("b").orElseThrow().silence())
        .isEqualTo(new Silence("a", time.now().plusSeconds(15)));
  }

  @Test
  void silenceNeverComesLaterThanItIsKnown() {
    replaced("before", null, time.now().plusSeconds(100));
    Silence known = new Silence("before", time.now().plusSeconds(40));
    accept(SampleRuns.create("r").behind(known));

    assertThat(completion.lookForSilence(run())).isEqualTo(known);
    assertThat(run().silence()).isEqualTo(known);
  }

  @Test
  void silenceThatHasComeIsNotLookedForAgain() {
    replaced("before", null, time.now().plusSeconds(100));
    Silence come = new Silence("before", time.now());
    accept(SampleRuns.create("r").behind(come));
    store.failBefore("quietAt", 1);

    assertThat(completion.lookForSilence(run())).isEqualTo(come);
  }

  @Test
  void loadedRunSucceedsOnceTheReplacedOneIsSilent() {
    Instant end = time.now().plusSeconds(40);
    replaced("before", null, end);
    accept(SampleRuns.create("r").behind(Silence.after("before")));
    load(1, TEN);

    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    at(end.minusMillis(1));
    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    assertThat(sender.sent()).isEmpty();

    at(end);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void loadedRunBehindASilentOneSucceedsAtOnce() {
    replaced("before", null, null);
    accept(SampleRuns.create("r").behind(Silence.after("before")));
    load(1, TEN);

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void requestThatLoadsNothingSucceedsInSilence() {
    Instant end = time.now().plusSeconds(100);
    replaced("before", null, end);
    Run delete = SampleRuns.withoutLoad("r").behind(Silence.after("before"));
    store.accept(delete, Progress.awaitingSilence(), Resource.NEW, null, List.of());

    completion.settle("r");
    assertThat(state()).isEqualTo(RunState.LOADING);
    assertThat(sender.sent()).isEmpty();
    at(end);
    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(answer()).isEqualTo(Answer.success(Map.of("RunId", "r")));
    assertThat(sender.sent()).hasSize(1);
    assertThat(store.openRuns()).isEmpty();
  }

  /** A run that was cancelled when another took its place. */
  private void replaced(String id, @Nullable String after, @Nullable Instant leaseUntil) {
    replaced(id, after, leaseUntil, RunState.CANCELLED);
  }

  private void replaced(
      String id, @Nullable String after, @Nullable Instant leaseUntil, RunState state) {
    Run run = SampleRuns.byHand(id);
    store.accept(
        after == null ? run : run.behind(Silence.after(after)),
        Progress.planning(1),
        Resource.NEW,
        null,
        List.of());
    if (leaseUntil != null) {
      store.lease(new ChunkId(id, 0, 0), new LeaseRequest("a", time.now(), leaseUntil));
    }
    Outcome outcome = new Outcome(state, null, time.now(), Counts.ZERO, 0);
    assertThat(store.end(run, store.progress(id), outcome, null, null)).isTrue();
    store.close(id);
  }

  // What a rollback returns to

  @Test
  void resumedRunIsTheResourcesLastGoodIfNothingWasLeftOut() {
    over("a", null, RunState.FAILED, 0);
    over("b", "a", RunState.CANCELLED, 0);
    resume("b");

    assertThat(store.resource(run().resource()).lastGood())
        .isEqualTo(new LastGood("r", "hash-1", "v1", answer().data()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void resumedRunIsNotTheResourcesLastGoodIfRecordsWereRefusedBefore(String refusing) {
    over("a", null, RunState.FAILED, refusing.equals("a") ? 1 : 0);
    over("b", "a", RunState.FAILED, refusing.equals("b") ? 1 : 0);
    resume("b");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  @Test
  void resumedRunIsNotTheResourcesLastGoodIfNothingIsKnownOfTheResumedOne() {
    resume("nobody");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  @Test
  void requestThatLoadsNothingIsNotTheResourcesLastGood() {
    Run delete = SampleRuns.withoutLoad("r");
    store.accept(
        delete, Progress.awaitingSilence(), Resource.NEW, SampleRuns.begun(delete), List.of());

    completion.settle("r");

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(store.resource(run().resource()).lastGood()).isNull();
  }

  /** A run that ended with so many records refused, and perhaps resumed another itself. */
  private void over(String id, @Nullable String resumes, RunState state, long rejected) {
    Load load = SampleRuns.load(true);
    Outcome outcome =
        new Outcome(state, "Why.", time.now(), new Counts(rejected, 0, 0, rejected, 0, 0, 0), 2);
    store.accept(
        SampleRuns.loading(resumes == null ? load : load.resuming(resumes), SampleRuns.byHand(id))
            .ended(outcome),
        Progress.ended(state),
        Resource.NEW,
        null,
        List.of());
  }

  /** Loads what a run left unfinished. */
  private void resume(String resumed) {
    accept(SampleRuns.loading(SampleRuns.load(true).resuming(resumed), SampleRuns.create("r")));
    load(1, TEN);
    completion.settle("r");
  }

  // Announcements

  @Test
  void anEndIsAnnouncedAfterItsAnswerAndMeasured() {
    accept(SampleRuns.announced(SampleRuns.create("r")));
    store.firstItem("r", run().acceptedAt().plusSeconds(2));
    load(2, TEN);
    completion(
            (url, body, until) -> {
              assertThat(outcomes.published()).isEmpty();
              return Delivery.ACCEPTED;
            })
        .settle("r");

    assertThat(outcomes.published())
        .containsExactly(
            new Announcement(
                "r",
                "Create",
                RunState.SUCCEEDED,
                null,
                "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/51af3dc0",
                "Seed",
                "orders",
                time.now(),
                answer().data()));
    assertThat(metrics.emitted())
        .containsExactly(
            new Emitted(
                "orders",
                Map.of(
                    Metric.RUNS_SUCCEEDED, 1.0,
                    Metric.RUN_DURATION, 59.75,
                    Metric.TIME_TO_FIRST_ITEM, 2.0)));
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void anEndThatTheTopicDoesNotTakeKeepsTheRunOpenAndIsAnnouncedLater() {
    accept(SampleRuns.announced(SampleRuns.create("r")));
    outcomes.fail(1);

    completion.fail("r", FAILURE);
    completion.settle("r");
    assertThat(outcomes.published()).isEmpty();
    assertThat(metrics.emitted()).isEmpty();
    assertThat(store.openRuns()).containsExactly("r");
    assertThat(sender.sent()).hasSize(1);
    time.advance(Duration.ofMinutes(1));
    completion.settle("r");

    assertThat(outcomes.published())
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.reason())
                    .isEqualTo("TargetTable: 'orders' does not exist. Create it."));
    assertThat(metrics.sums()).containsEntry(Metric.RUNS_FAILED, 1.0);
    assertThat(store.openRuns()).isEmpty();
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void anEndWhoseAnnouncerDiedAfterItIsAnnouncedAlikeAndMeasuredOnce() {
    accept(SampleRuns.announced(SampleRuns.byHand("r")));
    load(1, TEN);
    store.killBefore("delivered");
    assertThatThrownBy(() -> completion.settle("r")).isInstanceOf(Killed.class);
    time.advance(Duration.ofSeconds(9));
    completion.settle("r");
    assertThat(outcomes.published()).as("while the claim lasts").hasSize(1);
    time.advance(Duration.ofMinutes(1));

    completion.settle("r");
    completion.settle("r");

    assertThat(outcomes.published()).hasSize(2);
    assertThat(outcomes.published().get(1)).isEqualTo(outcomes.published().get(0));
    assertThat(metrics.sums()).containsEntry(Metric.RUNS_SUCCEEDED, 1.0);
  }

  @Test
  void anEndIsLeftToTheWatchdogWhereTheAnswerTookAllTheTimeThereWas() {
    accept(SampleRuns.announced(SampleRuns.create("r")));
    load(1, TEN);
    sender.deliver(Delivery.UNREACHABLE);

    completion.settle("r");
    assertThat(outcomes.published()).isEmpty();
    completion.announce(run());

    assertThat(outcomes.published()).hasSize(1);
    assertThat(store.openRuns()).containsExactly("r");
  }

  @Test
  void anEndThatWasNotTakenInAnHourIsGivenUp() {
    accept(SampleRuns.announced(SampleRuns.byHand("r")));
    load(1, TEN);
    outcomes.fail(1);
    completion.settle("r");
    time.advance(Duration.ofHours(1));

    completion.settle("r");

    assertThat(outcomes.published()).isEmpty();
    assertThat(metrics.sums()).containsEntry(Metric.RUNS_SUCCEEDED, 1.0);
    assertThat(store.openRuns()).isEmpty();
  }

  @Test
  void anEndIsNotAnnouncedByWhoHasSomethingMoreUrgentToDo() {
    accept(SampleRuns.announced(SampleRuns.create("r")));
    load(1, TEN);

    completion.answer("r");

    assertThat(sender.sent()).hasSize(1);
    assertThat(outcomes.published()).isEmpty();
    assertThat(store.openRuns()).containsExactly("r");
  }

  @Test
  void aRequestThatLoadsNothingIsAnnouncedOnlyIfItFails() {
    Run idle = SampleRuns.withoutLoad("r");
    Outcome failed = new Outcome(RunState.FAILED, "Why.", time.now(), Counts.ZERO, 0);
    Outcome succeeded = new Outcome(RunState.SUCCEEDED, null, time.now(), Counts.ZERO, 0);

    assertThat(idle.ended(failed).owesAnnouncement()).isTrue();
    assertThat(idle.ended(succeeded).owesAnnouncement()).isFalse();
  }

  @Test
  void answersThatCannotBeDeliveredAreCounted() {
    accept(SampleRuns.create("r"));
    sender.deliver(Delivery.UNREACHABLE, Delivery.REFUSED);

    completion.fail("r", FAILURE);
    time.advance(Duration.ofMinutes(1));
    completion.settle("r");

    assertThat(metrics.emitted())
        .containsOnly(new Emitted("orders", Map.of(Metric.RESPONSE_SEND_FAILURES, 1.0)))
        .hasSize(2);
  }

  private Completion completion(ResponseSender over) {
    return new Completion(store, over, Set.of(), outcomes, metrics, time);
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

  private void commit(int chunk, Counts counts, @Nullable ChunkRejects rejects) {
    ChunkId id = new ChunkId("r", 0, chunk);
    store.lease(id, new LeaseRequest("a", time.now(), time.now().plusSeconds(105)));
    assertThat(store.commit(id, "a", counts, rejects)).isEqualTo(RunStore.Commit.COMMITTED);
  }

  private static ChunkRejects reject(long offset) {
    return rejects(0, offset);
  }

  private static ChunkRejects rejects(int object, long offset) {
    return new ChunkRejects(
        new FirstReject(object, offset, "key 'id' is empty"), List.of("rejects/r/0-0/0-a.jsonl"));
  }

  private Run run() {
    return store.run("r").orElseThrow();
  }

  private RunState state() {
    return store.progress("r").state();
  }

  private @Nullable String reason() {
    return Optional.ofNullable(run().outcome()).orElseThrow().reason();
  }

  /** Where something was sent, in order. */
  private List<String> sent() {
    return sender.sent().stream().map(sent -> sent.url().revealForStorage()).toList();
  }

  private void at(Instant instant) {
    time.advance(Duration.between(time.now(), instant));
  }

  private Answer answer() {
    return Optional.ofNullable(run().answer()).orElseThrow();
  }

  private static Run withRequester(Requester requester) {
    return SampleRuns.askedBy(requester, SampleRuns.create("r"));
  }
}
