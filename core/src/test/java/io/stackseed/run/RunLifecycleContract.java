package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.response.Answer;
import io.stackseed.run.RunStore.Acceptance;
import io.stackseed.run.RunStore.Commit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The part of {@link RunStoreContract} about what happens to a run besides being loaded: it is
 * displaced, delivers, closes, waits for silence, and is watched.
 */
abstract class RunLifecycleContract extends RunStoreScene {
  private static final String REASON = "Superseded: why.";

  private final String nextId = "next-" + id;
  private final Run next = sameResource(SampleRuns.create(nextId));

  // Displaced: superseded

  @Test
  void supersededRunIsCancelledAndItsAnswerOwedToItsOwnUrl() {
    accept(run);
    store().objectSplit(id, 0, 3);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);

    assertThat(supersede(next)).isEqualTo(Acceptance.ACCEPTED);

    Outcome outcome = new Outcome(RunState.CANCELLED, REASON, NOW, TEN, 3);
    assertThat(stored()).isEqualTo(run.decided(outcome, Answers.of(run, outcome)));
    assertThat(stored().requester()).isEqualTo(run.requester());
    assertThat(stored().owesAnswer()).isTrue();
    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.CANCELLED, 1, 1, 3, 1, TEN, null));
    assertThat(store().run(nextId)).contains(next);
    assertThat(store().progress(nextId)).isEqualTo(Progress.planning(1));
    assertThat(store().resource(run.resource()))
        .isEqualTo(SampleRuns.begun(run).begun(next, "next"));
  }

  @Test
  void supersededRunTakesNoLeaseAndCommitsNothing() {
    accept(run);
    store().lease(chunk, lease("a"));
    supersede(next);

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.RUN_ENDED);
    assertThat(store().lease(new ChunkId(id, 0, 1), lease("b"))).isEqualTo(new Lease.RunEnded());
    assertThat(store().quietAt(id)).isEqualTo(UNTIL);
  }

  @Test
  void supersededRunByHandIsAnsweredByNobody() {
    Run byHand = SampleRuns.byHand(id);
    accept(byHand);

    assertThat(supersede(next)).isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored()).isEqualTo(byHand.decided(cancelled(), null));
  }

  @Test
  void supersededRunKeepsTheAnswerItWasGivenOncePlanned() {
    Run signalling = SampleRuns.createSignalling(id);
    accept(signalling);
    store().objectSplit(id, 0, 1);
    Answer early = Answer.success(Map.of("RunId", id));
    store().beginLoading(id, early);
    store().delivered(id, Callback.ANSWER, NOW);

    assertThat(supersede(next)).isEqualTo(Acceptance.ACCEPTED);

    Outcome outcome = new Outcome(RunState.CANCELLED, REASON, NOW, Counts.ZERO, 1);
    assertThat(stored()).isEqualTo(signalling.answered(NOW).decided(outcome, early));
    assertThat(stored().owesSignal()).as("its own wait condition is still to hear").isTrue();
  }

  @Test
  void supersededRunWhoseWaitConditionIsTheNewRunsToSignalForgetsItAlone() {
    accept(SampleRuns.createSignalling(id));

    assertThat(supersede(sameResource(SampleRuns.createSignalling(nextId))))
        .isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored().completionHandle()).isNull();
    assertThat(stored().requester()).isEqualTo(run.requester());
    assertThat(stored().owesAnswer()).isTrue();
  }

  @Test
  void answerBeingDeliveredDoesNotHoldBackWhatSupersedesItsRun() {
    accept(run);
    store().claim(id, Callback.ANSWER, NOW, UNTIL);

    assertThat(supersede(next)).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void signalBeingDeliveredHoldsBackTheRunWhoseItIsToSignal() {
    accept(SampleRuns.createSignalling(id));
    store().claim(id, Callback.SIGNAL, NOW.minusSeconds(20), NOW);

    assertNothingIsDisplaced(() -> supersede(sameResource(SampleRuns.createSignalling(nextId))));
  }

  // Displaced: withdrawn

  @Test
  void withdrawnRunIsCancelledAndForgetsWhomToTell() {
    Run signalling = SampleRuns.createSignalling(id);
    accept(signalling);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);

    assertThat(withdraw(NOW)).isEqualTo(Acceptance.ACCEPTED);

    Outcome outcome = new Outcome(RunState.CANCELLED, REASON, NOW, TEN, 0);
    assertThat(stored()).isEqualTo(signalling.withdrawn().decided(outcome, null));
    assertThat(stored().requester())
        .isEqualTo(new Requester(SampleRuns.requester(id).identity(), null));
    assertThat(stored().completionHandle()).isNull();
    assertThat(stored().isClosed()).isTrue();
    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.CANCELLED, 1, 0, 0, 1, TEN, null));
    assertThat(store().run(nextId)).contains(next);
  }

  @Test
  void withdrawnRunIsNeitherClaimedNorAnsweredNorEndedAgain() {
    accept(SampleRuns.createSignalling(id));
    Run seen = stored();
    Progress progress = store().progress(id);
    withdraw(NOW);

    for (Callback callback : Callback.values()) {
      assertThat(store().claim(id, callback, UNTIL, UNTIL.plusSeconds(20))).isFalse();
    }
    assertThat(
            store().end(seen, progress, outcome(RunState.FAILED), Answer.failed("Too late."), null))
        .isFalse();
    store().beginLoading(id, Answer.failed("Too late."));
    assertThat(stored().answer()).isNull();
  }

  @Test
  void withdrawnRunThatHadEndedKeepsOutcomeAndAnswerAndForgetsWhomToTell() {
    Run signalling = SampleRuns.createSignalling(id);
    accept(signalling);
    end(RunState.FAILED);

    assertThat(withdraw(NOW)).isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored())
        .isEqualTo(signalling.decided(outcome(RunState.FAILED), Answer.failed("Why.")).withdrawn());
    assertThat(stored().answeredAt()).as("it never was").isNull();
    assertThat(store().progress(id)).isEqualTo(ended(RunState.FAILED));
  }

  @Test
  void withdrawnRunThatWasToldEverythingIsAsItWas() {
    accept(run);
    end(RunState.FAILED);
    store().delivered(id, Callback.ANSWER, NOW);
    Run told = stored();

    assertThat(withdraw(NOW)).isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored()).isEqualTo(told);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER", "SIGNAL"})
  void deliveryUnderWayHoldsTheWithdrawalBackUntilItsClaimHasLapsed(Callback callback) {
    accept(SampleRuns.createSignalling(id));
    end(RunState.FAILED);
    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isTrue();

    assertNothingIsDisplaced(() -> withdraw(NOW.plusSeconds(20)));
    assertThat(withdraw(NOW.plusSeconds(20).plusMillis(1))).isEqualTo(Acceptance.ACCEPTED);
    assertThat(stored().owesAnswer()).isFalse();
    assertThat(stored().owesSignal()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER", "SIGNAL"})
  void deliveryUnderWayHoldsTheWithdrawalOfALiveRunBackToo(Callback callback) {
    accept(SampleRuns.createSignalling(id));
    store().claim(id, callback, NOW, NOW.plusSeconds(20));

    assertNothingIsDisplaced(() -> withdraw(NOW.plusSeconds(20)));
    assertThat(withdraw(NOW.plusSeconds(21))).isEqualTo(Acceptance.ACCEPTED);
  }

  /** An earlier try whose connection was lost may arrive after the one that was taken. */
  @ParameterizedTest
  @EnumSource(names = {"ANSWER", "SIGNAL"})
  void claimOfWhatWasDeliveredHoldsTheWithdrawalBackUntilItHasLapsed(Callback callback) {
    accept(SampleRuns.createSignalling(id));
    end(RunState.FAILED);
    store().claim(id, callback, NOW, NOW.plusSeconds(20));
    store().delivered(id, callback, NOW.plusSeconds(1));

    assertNothingIsDisplaced(() -> withdraw(NOW.plusSeconds(20)));
    assertThat(withdraw(NOW.plusSeconds(20).plusMillis(1))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void answerIsEitherClaimedOrWithdrawnHoweverCloselyTheyMeet() throws Exception {
    accept(run);
    end(RunState.FAILED);
    Displaced withdrawn = Displaced.withdrawn(stored(), store().progress(id), REASON, NOW);
    Resource begun = SampleRuns.begun(run);

    List<Boolean> done =
        atOnce(
            8,
            number -> {
              if (number % 2 == 0) {
                return store().claim(id, Callback.ANSWER, NOW, UNTIL.plusMillis(number));
              }
              Run one = sameResource(SampleRuns.create(number + "-" + id));
              return store()
                      .accept(
                          one,
                          Progress.planning(1),
                          begun,
                          begun.begun(one, "next"),
                          List.of(withdrawn))
                  == Acceptance.ACCEPTED;
            });

    assertThat(done).containsOnlyOnce(true);
    assertThat(stored().owesAnswer())
        .as("the answer is still to be delivered if somebody claimed it")
        .isEqualTo(done.indexOf(true) % 2 == 0);
  }

  // Displaced: not as it was seen

  @Test
  void runThatMovedOnIsNotDisplaced() {
    accept(run, 2);
    Progress accepted = store().progress(id);
    store().objectSplit(id, 0, 2);
    assertNotDisplaced(accepted);
    Progress split = store().progress(id);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);
    assertNotDisplaced(split);
    store().objectSplit(id, 1, 0);
    Progress committed = store().progress(id);
    store().beginLoading(id, null);
    assertNotDisplaced(committed);

    assertThat(supersede(next)).isEqualTo(Acceptance.ACCEPTED);
  }

  private void assertNotDisplaced(Progress stale) {
    assertNothingIsDisplaced(
        () -> displace(next, List.of(Displaced.superseded(run, stale, REASON, next, NOW))));
    assertNothingIsDisplaced(
        () -> displace(next, List.of(Displaced.withdrawn(run, stale, REASON, NOW))));
  }

  @Test
  void runThatEndedMeanwhileIsNotDisplacedAsALiveOne() {
    accept(run);
    Progress seen = store().progress(id);
    end(RunState.FAILED);

    assertNothingIsDisplaced(
        () -> displace(next, List.of(Displaced.superseded(run, seen, REASON, next, NOW))));
    assertNothingIsDisplaced(
        () -> displace(next, List.of(Displaced.withdrawn(run, seen, REASON, NOW))));
  }

  @Test
  void runThatVanishedIsNotDisplaced() {
    List<Displaced> gone =
        List.of(
            Displaced.superseded(run, Progress.planning(1), REASON, next, NOW),
            Displaced.withdrawn(run, Progress.planning(1), REASON, NOW),
            Displaced.withdrawn(run, Progress.ended(RunState.FAILED), REASON, NOW));

    for (Displaced each : gone) {
      assertThat(displace(next, List.of(each))).isEqualTo(Acceptance.CHANGED);
    }
    assertThat(store().run(id)).isEmpty();
    assertThat(store().run(nextId)).isEmpty();
  }

  @Test
  void nothingIsDisplacedByARequestWhoseResourceIsNotAsItWasSeen() {
    accept(run);
    Displaced superseded = Displaced.superseded(run, store().progress(id), REASON, next, NOW);

    assertNothingIsDisplaced(
        () ->
            store()
                .accept(
                    next,
                    Progress.planning(1),
                    Resource.NEW,
                    SampleRuns.begun(next),
                    List.of(superseded)));
  }

  @Test
  void requestAcceptedBeforeExistsWhateverBecameOfWhatItDisplaced() {
    accept(run);
    Resource seen = store().resource(run.resource());
    Displaced superseded = Displaced.superseded(run, store().progress(id), REASON, next, NOW);
    supersede(next);
    store().claim(id, Callback.ANSWER, NOW, UNTIL);
    Run before = stored();

    for (Displaced each :
        List.of(superseded, Displaced.withdrawn(run, store().progress(id), REASON, NOW))) {
      assertThat(
              store()
                  .accept(
                      next, Progress.planning(7), seen, seen.begun(next, "again"), List.of(each)))
          .isEqualTo(Acceptance.EXISTS);
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(store().progress(nextId)).isEqualTo(Progress.planning(1));
  }

  @Test
  void runIsDisplacedWithoutAChangeOfTheResource() {
    accept(run);

    assertThat(
            store()
                .accept(
                    next,
                    Progress.ended(RunState.FAILED),
                    SampleRuns.begun(run),
                    null,
                    List.of(Displaced.withdrawn(run, store().progress(id), REASON, NOW))))
        .isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored().isClosed()).isTrue();
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void twoRunsAreDisplacedAtOnce() {
    accept(run);
    Run latest = sameResource(SampleRuns.create("latest-" + id));
    Resource begun = SampleRuns.begun(run);
    Progress over = Progress.ended(RunState.FAILED);
    store()
        .accept(
            latest.decided(outcome(RunState.FAILED), Answer.failed("Why.")),
            over,
            begun,
            begun.seen(latest),
            List.of());

    assertThat(
            displace(
                next,
                List.of(
                    Displaced.superseded(run, store().progress(id), REASON, next, NOW),
                    Displaced.withdrawn(latest, over, REASON, NOW))))
        .isEqualTo(Acceptance.ACCEPTED);

    assertThat(stored().outcome()).isEqualTo(cancelled());
    assertThat(stored().owesAnswer()).isTrue();
    assertThat(store().run(latest.id()))
        .contains(latest.decided(outcome(RunState.FAILED), Answer.failed("Why.")).withdrawn());
  }

  @Test
  void neitherOfTwoRunsIsDisplacedIfOneIsHeldBack() {
    accept(run);
    Run latest = sameResource(SampleRuns.create("latest-" + id));
    Run over = latest.decided(outcome(RunState.FAILED), Answer.failed("Why."));
    Resource begun = SampleRuns.begun(run);
    store().accept(over, Progress.ended(RunState.FAILED), begun, begun.seen(latest), List.of());
    store().claim(latest.id(), Callback.ANSWER, NOW, UNTIL);

    assertNothingIsDisplaced(
        () ->
            displace(
                next,
                List.of(
                    Displaced.superseded(run, store().progress(id), REASON, next, NOW),
                    Displaced.withdrawn(over, Progress.ended(RunState.FAILED), REASON, NOW))));
    assertThat(store().run(latest.id())).contains(over);
  }

  @Test
  void oneOfManyThatWouldDisplaceARunAtOnceDoes() throws Exception {
    accept(run);
    Progress seen = store().progress(id);
    Resource begun = SampleRuns.begun(run);

    List<Acceptance> acceptances =
        atOnce(
            8,
            number -> {
              Run one = sameResource(SampleRuns.create(number + "-" + id));
              return store()
                  .accept(
                      one,
                      Progress.planning(1),
                      begun,
                      begun.begun(one, "p-" + number),
                      List.of(Displaced.superseded(run, seen, "by " + number, one, NOW)));
            });

    assertThat(acceptances).containsOnlyOnce(Acceptance.ACCEPTED);
    assertThat(acceptances).filteredOn(Acceptance.CHANGED::equals).hasSize(7);
    int first = acceptances.indexOf(Acceptance.ACCEPTED);
    assertThat(stored().outcome())
        .isEqualTo(new Outcome(RunState.CANCELLED, "by " + first, NOW, Counts.ZERO, 0));
    assertThat(store().resource(run.resource()).currentRun()).isEqualTo(first + "-" + id);
  }

  // Delivery

  @ParameterizedTest
  @EnumSource
  void deliveryIsClaimedByOneAtATime(Callback callback) {
    ended();

    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isTrue();
    assertThat(store().claim(id, callback, NOW.plusSeconds(20), NOW.plusSeconds(40))).isFalse();
    assertThat(store().claim(id, callback, NOW.plusSeconds(21), NOW.plusSeconds(41))).isTrue();
    assertThat(store().claim(id, callback, NOW.plusSeconds(41), NOW.plusSeconds(61))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void deliveryIsClaimedByOneOfManyAtOnce(Callback callback) throws Exception {
    ended();

    List<Boolean> claims =
        atOnce(8, number -> store().claim(id, callback, NOW, UNTIL.plusMillis(number)));

    assertThat(claims).containsOnlyOnce(true);
  }

  @ParameterizedTest
  @EnumSource
  void claimRepeatedIsTheSameClaim(Callback callback) {
    ended();

    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isTrue();
    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isTrue();
    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(19))).isFalse();
  }

  @Test
  void answerAndSignalAreClaimedEachByItself() {
    ended();

    assertThat(store().claim(id, Callback.ANSWER, NOW, NOW.plusSeconds(20))).isTrue();
    assertThat(store().claim(id, Callback.SIGNAL, NOW, NOW.plusSeconds(10))).isTrue();
    assertThat(store().claim(id, Callback.SIGNAL, NOW.plusSeconds(11), NOW.plusSeconds(31)))
        .isTrue();
    assertThat(store().claim(id, Callback.ANSWER, NOW.plusSeconds(11), NOW.plusSeconds(31)))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasDeliveredIsNotClaimedAgain(Callback callback) {
    ended();
    store().claim(id, callback, NOW, NOW.plusSeconds(20));
    store().delivered(id, callback, NOW);

    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isFalse();
    assertThat(store().claim(id, callback, NOW.plusSeconds(60), NOW.plusSeconds(80))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotToBeDeliveredIsNotClaimed(Callback callback) {
    accept(SampleRuns.byHand(id));

    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void deliveryOfARunLongPastIsNeitherClaimedNorNoted(Callback callback) {
    assertThat(store().claim(id, callback, NOW, NOW.plusSeconds(20))).isFalse();
    store().delivered(id, callback, NOW);

    assertThat(store().run(id)).isEmpty();
  }

  @Test
  void claimChangesNothingOfTheRun() {
    ended();
    Run before = stored();

    store().claim(id, Callback.ANSWER, NOW, UNTIL);
    store().claim(id, Callback.SIGNAL, NOW, UNTIL);

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void answeredRunForgetsItsResponseUrlAndNothingElse() {
    ended();
    Run before = stored();

    store().delivered(id, Callback.ANSWER, NOW);

    assertThat(stored())
        .isEqualTo(
            new Run(
                id,
                before.resource(),
                before.requestType(),
                new Requester(SampleRuns.requester(id).identity(), null),
                before.completionHandle(),
                before.requestedAt(),
                before.acceptedAt(),
                before.deadlines(),
                before.silence(),
                before.load(),
                before.outcome(),
                before.answer(),
                NOW,
                before.firstItemAt(),
                before.unannounced()));
    assertThat(stored().owesAnswer()).isFalse();
    assertThat(stored().owesSignal()).isTrue();
  }

  @Test
  void runWhoseSignalWasDeliveredForgetsItsHandleAndNothingElse() {
    ended();
    Run before = stored();

    store().delivered(id, Callback.SIGNAL, NOW);

    assertThat(stored()).isEqualTo(before.without(Callback.SIGNAL));
    assertThat(stored().completionHandle()).isNull();
    assertThat(stored().answeredAt()).isNull();
    assertThat(stored().owesAnswer()).isTrue();
    assertThat(stored().owesSignal()).isFalse();
  }

  @Test
  void answeredTwiceKeepsTheFirstTime() {
    ended();

    store().delivered(id, Callback.ANSWER, NOW);
    store().delivered(id, Callback.ANSWER, NOW.plusSeconds(1));

    assertThat(stored().answeredAt()).isEqualTo(NOW);
  }

  @Test
  void runAnsweredBeforeItsEndForgetsItsResponseUrlToo() {
    accept(run);
    store().objectSplit(id, 0, 1);
    store().beginLoading(id, Answer.success(Map.of()));

    store().delivered(id, Callback.ANSWER, NOW);

    Run answered = stored();
    assertThat(answered.answeredAt()).isEqualTo(NOW);
    assertThat(answered.outcome()).isNull();
    assertThat(answered.requester())
        .isEqualTo(new Requester(SampleRuns.requester(id).identity(), null));
    assertThat(
            store()
                .end(
                    answered,
                    store().progress(id),
                    outcome(RunState.SUCCEEDED),
                    Answer.success(Map.of()),
                    lastGood()))
        .isTrue();
    assertThat(stored().answeredAt()).isEqualTo(NOW);
  }

  // Announcements

  @Test
  void endIsNotedAsAnnouncedByOneCallerAlone() {
    accept(SampleRuns.announced(SampleRuns.create(id)));
    end(RunState.FAILED);

    assertThat(store().delivered(id, Callback.ANNOUNCEMENT, NOW)).isTrue();
    assertThat(store().delivered(id, Callback.ANNOUNCEMENT, NOW)).isFalse();

    assertThat(stored().owesAnnouncement()).isFalse();
    assertThat(stored().owesAnswer()).isTrue();
  }

  @Test
  void announcementIsClaimedByOneAtATimeAndByNobodyOnceItIsMade() {
    accept(SampleRuns.announced(SampleRuns.create(id)));
    end(RunState.FAILED);

    assertThat(store().claim(id, Callback.ANNOUNCEMENT, NOW, NOW.plusSeconds(10))).isTrue();
    assertThat(store().claim(id, Callback.ANNOUNCEMENT, NOW, NOW.plusSeconds(11))).isFalse();
    assertThat(store().claim(id, Callback.ANSWER, NOW, NOW.plusSeconds(11))).isTrue();
    assertThat(store().delivered(id, Callback.ANNOUNCEMENT, NOW)).isTrue();
    assertThat(store().claim(id, Callback.ANNOUNCEMENT, NOW.plusSeconds(60), NOW.plusSeconds(70)))
        .isFalse();
  }

  @Test
  void runStaysOpenUntilItsEndIsAnnounced() {
    accept(SampleRuns.announced(SampleRuns.create(id)));
    end(RunState.FAILED);
    assertThat(store().delivered(id, Callback.ANSWER, NOW)).isTrue();
    assertStaysOpen();

    assertThat(store().delivered(id, Callback.ANNOUNCEMENT, NOW)).isTrue();
    store().close(id);

    assertThat(open()).isEmpty();
    assertThat(stored().isClosed()).isTrue();
  }

  @Test
  void runThatNobodyIsToHearOfHasNoAnnouncementToClaim() {
    accept(SampleRuns.createSignalling(id));
    end(RunState.FAILED);

    assertThat(store().claim(id, Callback.ANNOUNCEMENT, NOW, NOW.plusSeconds(10))).isFalse();
    assertThat(store().delivered(id, Callback.ANNOUNCEMENT, NOW)).isFalse();
  }

  @Test
  void theFirstItemsOfARunComeOnce() {
    accept(run);

    store().firstItem(id, NOW.plusSeconds(1));
    store().firstItem(id, NOW.plusSeconds(2));
    store().firstItem("nobody", NOW);

    assertThat(stored().firstItemAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(store().run("nobody")).isEmpty();
  }

  // Open runs

  @Test
  void runIsOpenUntilItHasEndedAndWasToldAndIsClosed() {
    assertThat(open()).isEmpty();
    accept(SampleRuns.createSignalling(id));
    assertStaysOpen();
    end(RunState.FAILED);
    assertStaysOpen();
    store().delivered(id, Callback.ANSWER, NOW);
    assertStaysOpen();
    store().delivered(id, Callback.SIGNAL, NOW);
    assertThat(open()).as("before it is closed").containsExactly(id);

    store().close(id);
    store().close(id);

    assertThat(open()).isEmpty();
    assertThat(stored().isClosed()).isTrue();
  }

  @Test
  void runThatWasSignalledFirstStaysOpenUntilItIsAnswered() {
    accept(SampleRuns.createSignalling(id));
    end(RunState.FAILED);
    store().delivered(id, Callback.SIGNAL, NOW);
    assertStaysOpen();

    store().delivered(id, Callback.ANSWER, NOW);
    store().close(id);

    assertThat(open()).isEmpty();
  }

  @Test
  void runAnsweredBeforeItsEndStaysOpenUntilItsEnd() {
    accept(SampleRuns.createNotWaiting(id));
    store().objectSplit(id, 0, 1);
    store().beginLoading(id, Answer.success(Map.of()));
    store().delivered(id, Callback.ANSWER, NOW);
    assertStaysOpen();

    end(RunState.FAILED);
    store().close(id);

    assertThat(open()).isEmpty();
  }

  @Test
  void runByHandIsOpenUntilItsEnd() {
    accept(SampleRuns.byHand(id));
    assertStaysOpen();

    store().end(SampleRuns.byHand(id), store().progress(id), cancelled(), null, null);
    store().close(id);

    assertThat(open()).isEmpty();
  }

  @Test
  void withdrawnRunIsOpenUntilItIsClosed() {
    accept(run);
    withdraw(NOW);
    assertThat(open()).containsExactlyInAnyOrder(id, nextId);

    store().close(id);

    assertThat(open()).containsExactly(nextId);
  }

  @Test
  void runAcceptedWithNothingLeftToDoIsNeverOpen() {
    Run over = SampleRuns.byHand(id).ended(outcome(RunState.SUCCEEDED));

    store().accept(over, Progress.ended(RunState.SUCCEEDED), Resource.NEW, null, List.of());

    assertThat(store().run(id)).contains(over);
    assertThat(open()).isEmpty();
  }

  @Test
  void runAcceptedWithAnAnswerToDeliverIsOpen() {
    Run over = run.ended(outcome(RunState.FAILED));

    store().accept(over, Progress.ended(RunState.FAILED), Resource.NEW, null, List.of());

    assertThat(open()).containsExactly(id);
  }

  @Test
  void openRunsComeInTheOrderOfTheirDeadlines() {
    for (int seconds : new int[] {30, 10, 20, 40}) {
      Run due = SampleRuns.due(NOW.plusSeconds(seconds), SampleRuns.create(seconds + "-" + id));
      store().accept(due, Progress.planning(1), Resource.NEW, null, List.of());
    }

    assertThat(open()).containsExactly("10-" + id, "20-" + id, "30-" + id, "40-" + id);
  }

  @Test
  @Timeout(60)
  void closingARunLongPastDoesNothing() {
    store().close(id);

    assertThat(store().run(id)).isEmpty();
    assertThat(open()).isEmpty();
  }

  // Silence

  @Test
  void runIsQuietWhenItsLastChunkLeaseHasExpired() {
    accept(run);
    store().lease(object, new LeaseRequest("a", NOW, UNTIL.plusSeconds(900)));
    store().lease(chunk, new LeaseRequest("b", NOW, UNTIL));
    store().lease(new ChunkId(id, 0, 1), new LeaseRequest("c", NOW, UNTIL.plusMillis(7)));
    store().lease(new ChunkId(id, 1, 0), new LeaseRequest("d", NOW, UNTIL.minusSeconds(7)));

    assertThat(store().quietAt(id)).isEqualTo(UNTIL.plusMillis(7));
  }

  @Test
  void runWithoutALeaseIsQuiet() {
    assertThat(store().quietAt(id)).isEqualTo(Instant.EPOCH);
    accept(run);
    assertThat(store().quietAt(id)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void chunksCommittedOrReleasedAreQuiet() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);
    store().lease(new ChunkId(id, 0, 1), lease("b"));
    store().release(new ChunkId(id, 0, 1), "b", "IOException", RELEASED);

    assertThat(store().quietAt(id)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void chunkReleasedAsOfLaterIsQuietThen() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().release(chunk, "a", "IOException", NOW.plusSeconds(15));

    assertThat(store().quietAt(id)).isEqualTo(NOW.plusSeconds(15));
  }

  @Test
  void silenceIsFoundAndOnlyEverComesEarlier() {
    Run behind = run.behind(Silence.after("run before"));
    accept(behind);

    store().foundSilence(id, NOW.plusSeconds(60));
    assertThat(stored()).isEqualTo(behind.behind(new Silence("run before", NOW.plusSeconds(60))));
    store().foundSilence(id, NOW.plusSeconds(61));
    assertThat(stored().silence().at()).isEqualTo(NOW.plusSeconds(60));
    store().foundSilence(id, NOW.plusSeconds(59));
    assertThat(stored().silence().at()).isEqualTo(NOW.plusSeconds(59));
    store().foundSilence(id, Instant.EPOCH);
    store().foundSilence(id, NOW);
    assertThat(stored()).isEqualTo(behind.behind(new Silence("run before", Instant.EPOCH)));
  }

  @Test
  void silenceFoundByManyAtOnceIsTheEarliest() throws Exception {
    accept(run.behind(Silence.after("run before")));

    atOnce(
        8,
        number -> {
          store().foundSilence(id, NOW.plusSeconds((number * 5) % 8));
          return true;
        });

    assertThat(stored().silence()).isEqualTo(new Silence("run before", NOW));
  }

  @Test
  void silenceIsFoundOfAnEndedRunToo() {
    accept(run.behind(Silence.after("run before")));
    end(RunState.CANCELLED);

    store().foundSilence(id, NOW);

    assertThat(stored().silence()).isEqualTo(new Silence("run before", NOW));
    assertThat(stored().outcome()).isEqualTo(outcome(RunState.CANCELLED));
  }

  @Test
  void runBehindNothingIsNotMadeToWait() {
    accept(run);

    store().foundSilence(id, NOW);

    assertThat(stored()).isEqualTo(run);
  }

  @Test
  void silenceOfARunLongPastIsNotNoted() {
    store().foundSilence(id, NOW);

    assertThat(store().run(id)).isEmpty();
  }

  // Chunks

  @Test
  void chunksAreListedInTheOrderOfTheirNumbersAsTheyStand() {
    accept(run, 2);
    ChunkId released = new ChunkId(id, 0, 10);
    ChunkId leased = new ChunkId(id, 0, 9);
    ChunkId leasedTwice = new ChunkId(id, 1, 2);
    store().lease(leasedTwice, lease("a"));
    store().release(leasedTwice, "a", "IOException", RELEASED);
    store().lease(leasedTwice, new LeaseRequest("b", NOW, UNTIL.plusMillis(7)));
    store().lease(released, lease("c"));
    store().release(released, "c", "SocketException", NOW.plusSeconds(15));
    store().lease(leased, lease("d"));
    store().lease(chunk, lease("e"));
    store().release(chunk, "e", "IOException", RELEASED);
    store().lease(chunk, lease("f"));
    store().commit(chunk, "f", TEN, null);
    store().lease(object, lease("g"));

    assertThat(store().chunks(id))
        .containsExactly(
            new ChunkMarker(chunk, TEN, Instant.EPOCH, null, 2, null, List.of()),
            new ChunkMarker(leased, null, UNTIL, null, 1, null, List.of()),
            new ChunkMarker(
                released, null, NOW.plusSeconds(15), null, 1, "SocketException", List.of()),
            new ChunkMarker(leasedTwice, null, UNTIL.plusMillis(7), null, 2, null, List.of()));
  }

  @Test
  void chunksOfOtherRunsAndChunksNeverLeasedAreNotListed() {
    accept(run);
    store().objectSplit(id, 0, 5);
    Run longer = SampleRuns.create(id + "-longer");
    accept(longer);
    store().lease(new ChunkId(longer.id(), 0, 0), lease("a"));

    assertThat(store().chunks(id)).isEmpty();
    assertThat(store().chunks("nobody-" + id)).isEmpty();
  }

  @Test
  void everyChunkIsListedHoweverManyThereAre() {
    accept(run);
    for (int number = 0; number < 250; number++) {
      store().lease(new ChunkId(id, 0, number), lease("a"));
    }

    assertThat(store().chunks(id))
        .extracting(marker -> marker.chunk().chunk())
        .containsExactlyElementsOf(Stream.iterate(0, n -> n + 1).limit(250).toList());
  }

  // Queueing again

  @Test
  void chunkIsQueuedAgainOnceItsLeaseHasExpired() {
    accept(run);
    store().lease(chunk, lease("a"));

    assertThat(store().claimRequeue(chunk, UNTIL, UNTIL.minusSeconds(600))).isFalse();
    assertThat(store().claimRequeue(chunk, UNTIL.plusMillis(1), UNTIL.minusSeconds(599))).isTrue();
  }

  @Test
  void chunkQueuedAgainLatelyIsNotQueuedOnceMore() {
    accept(run);
    store().lease(chunk, lease("a"));
    Instant queued = UNTIL.plusSeconds(1);
    store().claimRequeue(chunk, queued, queued.minusSeconds(600));

    assertThat(store().claimRequeue(chunk, queued, queued.minusSeconds(600))).isFalse();
    assertThat(store().claimRequeue(chunk, queued.plusSeconds(600), queued)).isFalse();
    assertThat(store().claimRequeue(chunk, queued.plusSeconds(601), queued.plusMillis(1))).isTrue();
    assertThat(store().claimRequeue(chunk, queued.plusSeconds(1_201), queued.plusSeconds(601)))
        .isFalse();
  }

  @Test
  void chunkQueuedAgainLatelyIsNotQueuedOnceMoreThoughItWasLeasedBetween() {
    accept(run);
    store().lease(chunk, lease("a"));
    Instant queued = UNTIL.plusSeconds(1);
    store().claimRequeue(chunk, queued, queued.minusSeconds(600));
    assertThat(store().lease(chunk, new LeaseRequest("b", queued, queued.plusSeconds(105))))
        .isEqualTo(new Lease.Granted());

    assertThat(store().claimRequeue(chunk, queued.plusSeconds(106), queued.minusSeconds(494)))
        .isFalse();
    assertThat(store().claimRequeue(chunk, queued.plusSeconds(601), queued.plusSeconds(1)))
        .isTrue();
  }

  @Test
  void queueingAgainLeavesTheMarkerAsItIs() {
    accept(run);
    store().lease(chunk, lease("a"));
    List<ChunkMarker> before = store().chunks(id).toList();

    store().claimRequeue(chunk, UNTIL.plusSeconds(1), UNTIL.minusSeconds(600));

    assertThat(store().chunks(id)).containsExactlyElementsOf(before);
    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.COMMITTED);
  }

  @Test
  void chunkThatIsDoneOrWasNeverLeasedIsNotQueuedAgain() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);
    ChunkId never = new ChunkId(id, 0, 1);

    for (ChunkId each : List.of(chunk, never)) {
      assertThat(store().claimRequeue(each, UNTIL.plusSeconds(1), UNTIL)).isFalse();
    }
    assertThat(store().chunks(id)).hasSize(1);
  }

  @Test
  void oneOfManyQueuesAChunkAgain() throws Exception {
    accept(run);
    store().lease(chunk, lease("a"));
    Instant now = UNTIL.plusSeconds(1);

    assertThat(atOnce(8, number -> store().claimRequeue(chunk, now, now.minusSeconds(600))))
        .containsOnlyOnce(true);
  }

  // Watching

  @Test
  void whatTheWatchdogRemembersComesBack() {
    Watch whole =
        new Watch(
            1, 5_000_000_000L, 4, NOW, NOW.plusSeconds(60), NOW.minusSeconds(600).plusMillis(1));
    Watch bare = new Watch(2, 0, 0, NOW, null, null);

    assertThat(store().watch(id)).isEmpty();
    assertThat(store().saveWatch(id, whole)).isTrue();
    assertThat(store().watch(id)).contains(whole);
    assertThat(store().saveWatch(id, bare)).isTrue();
    assertThat(store().watch(id)).contains(bare);
    assertThat(store().watch(nextId)).isEmpty();
  }

  @Test
  void roundThatAnotherHasOvertakenRemembersNothing() {
    Watch first = watch(1, 10);
    Watch second = watch(2, 20);

    assertThat(store().saveWatch(id, second)).as("before anything is remembered").isFalse();
    assertThat(store().watch(id)).isEmpty();
    store().saveWatch(id, first);
    assertThat(store().saveWatch(id, watch(1, 11))).isFalse();
    assertThat(store().saveWatch(id, watch(3, 30))).isFalse();
    assertThat(store().watch(id)).contains(first);
    store().saveWatch(id, second);
    assertThat(store().saveWatch(id, watch(2, 21))).isFalse();
    assertThat(store().saveWatch(id, watch(1, 12))).isFalse();
    assertThat(store().watch(id)).contains(second);
  }

  @Test
  void oneOfManyRoundsAtOnceIsRemembered() throws Exception {
    List<Boolean> first = atOnce(8, number -> store().saveWatch(id, watch(1, number)));
    List<Boolean> second = atOnce(8, number -> store().saveWatch(id, watch(2, number)));

    assertThat(first).containsOnlyOnce(true);
    assertThat(second).containsOnlyOnce(true);
    assertThat(store().watch(id)).contains(watch(2, second.indexOf(true)));
  }

  private static Watch watch(long revision, long doneChunks) {
    return new Watch(revision, doneChunks, 1, NOW, null, null);
  }

  /** A run with a wait condition that has ended and told nobody. */
  private void ended() {
    accept(SampleRuns.announced(SampleRuns.createSignalling(id)));
    end(RunState.FAILED);
  }

  private static Outcome cancelled() {
    return new Outcome(RunState.CANCELLED, REASON, NOW, Counts.ZERO, 0);
  }

  private Acceptance supersede(Run by) {
    return displace(
        by, List.of(Displaced.superseded(stored(), store().progress(id), REASON, by, NOW)));
  }

  private Acceptance withdraw(Instant at) {
    return displace(next, List.of(Displaced.withdrawn(stored(), store().progress(id), REASON, at)));
  }

  /** Accepts another run of the resource, as the resource is now. */
  private Acceptance displace(Run by, List<Displaced> displaced) {
    Resource seen = store().resource(run.resource());
    return store().accept(by, Progress.planning(1), seen, seen.begun(by, "next"), displaced);
  }

  private interface Attempt {
    Acceptance make();
  }

  private void assertNothingIsDisplaced(Attempt attempt) {
    Run before = stored();
    Progress progress = store().progress(id);
    Resource resource = store().resource(run.resource());

    assertThat(attempt.make()).isEqualTo(Acceptance.CHANGED);

    assertThat(stored()).isEqualTo(before);
    assertThat(store().progress(id)).isEqualTo(progress);
    assertThat(store().resource(run.resource())).isEqualTo(resource);
    assertThat(store().run(nextId)).isEmpty();
    assertThatThrownBy(() -> store().progress(nextId)).isInstanceOf(IllegalStateException.class);
  }

  /** This test's open runs, in the order of all of them. */
  private List<String> open() {
    return store().openRuns().stream().filter(runId -> runId.endsWith(id)).toList();
  }

  private void assertStaysOpen() {
    store().close(id);
    assertThat(open()).containsExactly(id);
  }
}
