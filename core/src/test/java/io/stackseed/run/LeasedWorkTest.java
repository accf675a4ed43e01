package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.item.TargetTableException;
import io.stackseed.metric.RecordingMetrics;
import io.stackseed.response.Delivery;
import io.stackseed.response.RecordingResponseSender;
import io.stackseed.run.InMemoryRunStore.Killed;
import io.stackseed.run.InMemoryRunStore.Marker;
import io.stackseed.run.InMemoryRunStore.Status;
import io.stackseed.run.LeasedWork.Work;
import io.stackseed.source.ByteRange;
import io.stackseed.time.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeasedWorkTest {
  private static final Duration INVOCATION = Duration.ofSeconds(90);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(15);

  /** When a message comes back whose attempt failed: the lease has ended by then. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(16);

  private static final ByteRange RANGE = new ByteRange(250, 500);
  private static final Counts TEN = new Counts(10, 10, 0, 0, 0, 250, 10);
  private static final Work NO_WORK =
      (load, owner) -> {
        throw new AssertionError("there is nothing to do");
      };

  private final ManualTime time = new ManualTime(SampleRuns.REQUESTED_AT.plusSeconds(60));
  private final InMemoryRunStore store = new InMemoryRunStore();
  private final RecordingOutcomes outcomes = new RecordingOutcomes();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final RecordingResponseSender sender = new RecordingResponseSender();
  private final List<String> owners = new ArrayList<>();
  private final LeasedWork work =
      new LeasedWork(
          store,
          new Completion(store, sender, Set.of(), outcomes, metrics, time),
          time,
          this::newOwner);
  private final ChunkId chunk = new ChunkId("r", 0, 1);

  @Test
  void workIsDoneUnderALeaseThatOutlivesTheInvocation() throws Exception {
    planned(1);
    Load expected = SampleRuns.load(true);
    List<Marker> seen = new ArrayList<>();

    Acknowledgement acknowledgement =
        carryOut(
            (load, owner) -> {
              assertThat(load).isEqualTo(expected);
              assertThat(owner).isEqualTo("owner 1");
              seen.add(marker());
              store.commit(chunk, owner, TEN, null);
            });

    assertThat(acknowledgement).isEqualTo(new Done());
    assertThat(seen)
        .containsExactly(
            new Marker(
                Status.LEASED,
                "owner 1",
                time.now().plus(INVOCATION).plusSeconds(15),
                1,
                null,
                null,
                List.of()));
  }

  @Test
  void whoseInvocationIsOverTakesNoLease() throws Exception {
    planned(1);

    Acknowledgement acknowledgement = work.carryOut(chunk, RANGE, time.now(), NO_WORK);

    assertThat(acknowledgement).isEqualTo(new RetryIn(Duration.ofSeconds(5)));
    assertThat(store.markers("r")).doesNotContainKey(chunk);
  }

  @Test
  void runIsSettledAfterTheWork() throws Exception {
    planned(1);

    carryOut((load, owner) -> store.commit(chunk, owner, TEN, null));

    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void messageOfARunLongPastIsForgotten() throws Exception {
    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());
  }

  @Test
  void messageOfARunThatLoadsNothingIsForgotten() throws Exception {
    store.accept(SampleRuns.withoutLoad("r"), Progress.planning(1), Resource.NEW, null, List.of());

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());
    assertThat(store.markers("r")).isEmpty();
  }

  @Test
  void messageOfADoneChunkSettlesTheRun() throws Exception {
    planned(1);
    store.lease(chunk, new LeaseRequest("a", time.now(), time.now().plusSeconds(1)));
    store.commit(chunk, "a", TEN, null);

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void messageThatMeetsALiveLeaseIsForgotten() throws Exception {
    planned(1);
    store.lease(chunk, new LeaseRequest("a", time.now(), time.now().plusSeconds(40)));
    Marker before = marker();

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());
    assertThat(marker()).isEqualTo(before);
    assertThat(state()).as("the run is as it was").isEqualTo(RunState.PLANNING);
    time.advance(Duration.ofSeconds(41));
    assertThat(carryOut((load, owner) -> {})).isEqualTo(new Done());
    assertThat(marker().owner()).isEqualTo("owner 2");
  }

  @Test
  void messageThatMeetsAPausedChunkComesBackWhenItMayGoOn() throws Exception {
    planned(1);
    store.lease(chunk, new LeaseRequest("a", time.now(), time.now().plusSeconds(40)));
    Continuation soFar = Continuation.start(new ByteRange(0, 10));
    store.pause(chunk, "a", soFar, time.now().plusSeconds(30));

    assertThat(carryOut(NO_WORK)).isEqualTo(new RetryIn(Duration.ofSeconds(30)));
  }

  @Test
  void messageOfAnEndedRunDeliversTheAnswerItOwes() throws Exception {
    planned(1);
    store.killAfter("end");
    assertThatThrownBy(() -> carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isInstanceOf(Killed.class);
    assertThat(sender.sent()).isEmpty();

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void chunkWhoseOwnersDiedThreeTimesFailsTheRunByItsBytes() throws Exception {
    planned(2);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(
              () ->
                  carryOut(
                      (load, owner) -> {
                        throw new OutOfMemoryError("killed");
                      }))
          .isInstanceOf(OutOfMemoryError.class);
      time.advance(INVOCATION.plusSeconds(16));
    }

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(reason())
        .isEqualTo(
            "DataIngestFile: s3://b1-data/o.jsonl bytes 250 to 499 were begun 3 times and not"
                + " finished. Last cause: the function ended without a word, see its log.");
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void workThatDoesNotAdvanceFailsTheRunInItsOwnWordsAtItsThirdAttempt() throws Exception {
    planned(2);
    Failure stuck = new UnusableSource("s3://b/o", null, "is too much", "Split it");
    Work work =
        (load, owner) -> {
          throw new NoAdvanceException(stuck);
        };
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(carryOut(work)).isEqualTo(new RetryIn(AFTER_FAILURE));
      time.advance(AFTER_FAILURE);
    }

    assertThat(carryOut(work)).isEqualTo(new Done());

    assertThat(reason()).isEqualTo("DataIngestFile: s3://b/o is too much. Split it.");
  }

  @Test
  void errorPassesThroughAndTheLeaseStays() throws Exception {
    planned(1);

    assertThatThrownBy(
            () ->
                carryOut(
                    (load, owner) -> {
                      throw new OutOfMemoryError("killed");
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("killed");

    assertThat(marker())
        .isEqualTo(
            new Marker(
                Status.LEASED,
                "owner 1",
                time.now().plus(INVOCATION).plusSeconds(15),
                1,
                null,
                null,
                List.of()));
  }

  @Test
  void interruptionPassesThroughAndTheLeaseStays() throws Exception {
    planned(1);

    assertThatThrownBy(
            () ->
                carryOut(
                    (load, owner) -> {
                      throw new InterruptedException("stop");
                    }))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("stop");

    assertThat(marker().leaseUntil()).isAfter(time.now());
  }

  @Test
  void permanentFailureFailsTheRunAtOnce() throws Exception {
    planned(2);

    Acknowledgement acknowledgement =
        carryOut(
            (load, owner) -> {
              throw new TargetTableException(TargetTableException.Problem.MISSING, "orders", "");
            });

    assertThat(acknowledgement).isEqualTo(new Done());
    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(reason())
        .isEqualTo(
            "TargetTable: 'orders' does not exist. Create it before this resource, or correct the"
                + " name.");
    assertThat(store.quietAt("r"))
        .as("a call whose fate is unknown may still take effect")
        .isEqualTo(time.now().plus(SLACK));
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void passingFailureComesBackOnceItsLastCallIsOver() throws Exception {
    planned(1);

    assertThat(carryOut(LeasedWorkTest::reset)).isEqualTo(new RetryIn(AFTER_FAILURE));

    assertThat(state()).isEqualTo(RunState.PLANNING);
    assertThat(marker())
        .isEqualTo(
            new Marker(
                Status.LEASED,
                "owner 1",
                time.now().plus(SLACK),
                1,
                "IOException",
                null,
                List.of()));
    time.advance(AFTER_FAILURE);
    assertThat(carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isEqualTo(new Done());
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void thirdPassingFailureFailsTheRunByItsBytes() throws Exception {
    planned(1);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(carryOut(LeasedWorkTest::reset)).isEqualTo(new RetryIn(AFTER_FAILURE));
      time.advance(AFTER_FAILURE);
    }
    assertThat(carryOut(LeasedWorkTest::reset)).isEqualTo(new Done());

    assertThat(state()).isEqualTo(RunState.FAILED);
    assertThat(reason())
        .isEqualTo(
            "DataIngestFile: s3://b1-data/o.jsonl bytes 250 to 499 were begun 3 times and not"
                + " finished. Last cause: IOException.");
    assertThat(sender.sent()).hasSize(1);
    assertThat(owners).containsExactly("owner 1", "owner 2", "owner 3");
  }

  @Test
  void workOnAWholeObjectIsNamedByAllItsBytes() throws Exception {
    store.accept(SampleRuns.create("r"), Progress.planning(1), Resource.NEW, null, List.of());
    ObjectId object = new ObjectId("r", 0);

    for (int attempt = 0; attempt < 3; attempt++) {
      carryOut(object, null, LeasedWorkTest::reset);
      time.advance(AFTER_FAILURE);
    }

    assertThat(reason())
        .isEqualTo(
            "DataIngestFile: s3://b1-data/o.jsonl bytes 0 to 999 were begun 3 times and not"
                + " finished. Last cause: IOException.");
  }

  @Test
  void failureOfAnOwnerWhoLostTheLeaseFailsNothing() throws Exception {
    planned(1);

    Acknowledgement acknowledgement =
        carryOut(
            (load, owner) -> {
              time.advance(INVOCATION.plusSeconds(16));
              store.lease(chunk, new LeaseRequest("b", time.now(), time.now().plusSeconds(60)));
              reset(load, owner);
            });

    assertThat(acknowledgement).isEqualTo(new RetryIn(AFTER_FAILURE));
    assertThat(marker().owner()).isEqualTo("b");
    assertThat(state()).isEqualTo(RunState.PLANNING);
  }

  @Test
  void commitReportedAsFailedCountsOnce() throws Exception {
    planned(1);
    store.failAfter("commit", 1);

    assertThat(carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isEqualTo(new RetryIn(AFTER_FAILURE));
    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());

    assertThat(store.progress("r").counts()).isEqualTo(TEN);
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void undeliveredAnswerIsLeftToTheWatchdog() throws Exception {
    planned(1);
    sender.deliver(Delivery.UNREACHABLE);

    assertThat(carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isEqualTo(new Done());

    assertThat(sender.sent()).hasSize(1);
    assertThat(store.run("r").orElseThrow().owesAnswer()).isTrue();
    assertThat(store.openRuns()).containsExactly("r");
  }

  @Test
  void undeliveredFailureIsLeftToTheWatchdog() throws Exception {
    planned(1);
    sender.deliver(Delivery.UNREACHABLE);

    assertThat(
            carryOut(
                (load, owner) -> {
                  throw new TargetTableException(TargetTableException.Problem.DENIED, "orders", "");
                }))
        .isEqualTo(new Done());

    assertThat(sender.sent()).hasSize(1);
    assertThat(store.run("r").orElseThrow().owesAnswer()).isTrue();
    assertThat(store.openRuns()).containsExactly("r");
  }

  @Test
  void storeThatFailsBringsTheMessageBack() throws Exception {
    planned(1);

    for (String method : List.of("run", "lease", "progress", "end")) {
      store.failBefore(method, 1);
      assertThat(
              carryOut(
                  (load, owner) -> {
                    store.commit(chunk, owner, TEN, null);
                  }))
          .as(method)
          .isEqualTo(new RetryIn(RETRY));
    }
    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());

    assertThat(store.progress("r").counts()).isEqualTo(TEN);
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void leaseThatCannotBeReleasedExpires() throws Exception {
    planned(1);
    store.failBefore("release", 1);

    assertThat(carryOut(LeasedWorkTest::reset)).isEqualTo(new RetryIn(RETRY));

    assertThat(marker().owner()).isEqualTo("owner 1");
    assertThat(marker().leaseUntil()).isEqualTo(time.now().plus(INVOCATION).plusSeconds(15));
  }

  // Silence of the runs before

  @Test
  void chunkComesBackOnceTheReplacedRunIsSilent() throws Exception {
    behind(time.now().plusSeconds(40));

    assertThat(carryOut(NO_WORK)).isEqualTo(new RetryIn(Duration.ofSeconds(41)));
    assertThat(store.chunks("r")).as("no attempt is used up").isEmpty();
    time.advance(Duration.ofSeconds(39));
    assertThat(carryOut(NO_WORK)).isEqualTo(new RetryIn(Duration.ofSeconds(2)));

    time.advance(Duration.ofSeconds(1));
    assertThat(carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isEqualTo(new Done());
    assertThat(state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void chunkBehindASilentRunIsLoadedAtOnce() throws Exception {
    behind(time.now());

    assertThat(carryOut((load, owner) -> store.commit(chunk, owner, TEN, null)))
        .isEqualTo(new Done());
  }

  @Test
  void silenceThatIsKnownIsNotLookedForByEveryChunk() throws Exception {
    behind(time.now().plusSeconds(40));
    carryOut(NO_WORK);
    store.failBefore("quietAt", 1);

    assertThat(carryOut(NO_WORK)).isEqualTo(new RetryIn(Duration.ofSeconds(41)));
  }

  @Test
  void passOverAnObjectWritesNothingAndWaitsForNobody() throws Exception {
    behind(time.now().plusSeconds(40));
    List<String> passes = new ArrayList<>();

    assertThat(carryOut(new ObjectId("r", 1), null, (load, owner) -> passes.add(owner)))
        .isEqualTo(new Done());

    assertThat(passes).containsExactly("owner 1");
  }

  @Test
  void messageOfAnEndedRunWaitsForNobody() throws Exception {
    behind(time.now().plusSeconds(40));
    store.killAfter("end");
    Completion completion = new Completion(store, sender, Set.of(), outcomes, metrics, time);
    assertThatThrownBy(() -> completion.cancel("r", new Superseded("a newer Update")))
        .isInstanceOf(Killed.class);

    assertThat(carryOut(NO_WORK)).isEqualTo(new Done());

    assertThat(sender.sent()).hasSize(1);
  }

  /** A planned run behind one that was replaced while a worker had this lease. */
  private void behind(Instant leaseUntil) {
    Run before = SampleRuns.byHand("before");
    store.accept(before, Progress.planning(1), Resource.NEW, null, List.of());
    store.lease(
        new ChunkId("before", 0, 0), new LeaseRequest("a", time.now().minusSeconds(9), leaseUntil));
    store.end(
        before,
        Progress.planning(1),
        new Outcome(RunState.CANCELLED, "Why.", time.now(), Counts.ZERO, 0),
        null,
        null);
    Run run = SampleRuns.create("r").behind(Silence.after("before"));
    store.accept(run, Progress.planning(1), Resource.NEW, SampleRuns.begun(run), List.of());
    store.objectSplit("r", 0, 1);
  }

  private String newOwner() {
    owners.add("owner " + (owners.size() + 1));
    return owners.get(owners.size() - 1);
  }

  private void planned(int chunks) {
    Run run = SampleRuns.create("r");
    store.accept(run, Progress.planning(1), Resource.NEW, SampleRuns.begun(run), List.of());
    store.objectSplit("r", 0, chunks);
  }

  private Acknowledgement carryOut(Work what) throws InterruptedException {
    return carryOut(chunk, RANGE, what);
  }

  private Acknowledgement carryOut(Leased leased, @Nullable ByteRange range, Work what)
      throws InterruptedException {
    return work.carryOut(leased, range, time.now().plus(INVOCATION), what);
  }

  private static void reset(Load load, String owner) throws IOException {
    throw new IOException("connection reset while " + owner + " read " + load.source());
  }

  private Marker marker() {
    return Optional.ofNullable(store.markers("r").get(chunk)).orElseThrow();
  }

  private RunState state() {
    return store.progress("r").state();
  }

  private @Nullable String reason() {
    return Optional.ofNullable(store.run("r").orElseThrow().outcome()).orElseThrow().reason();
  }
}
