package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.request.Notification;
import io.stackseed.response.Delivery;
import io.stackseed.run.Counts;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * An operation that a user retries: the same RequestId again, with another ResponseURL. Both URLs
 * lead to the same object, so an answer at the old one would be taken for the new one's.
 */
class RetriedRequestsTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private final RequestText first = RequestText.create("request-1");
  private final RequestText retry = RequestText.create("request-1").signed("signed-anew");

  @Test
  void aRetryEndsTheFirstTryThatStillRunsAndItsUrlIsForgotten() {
    scene.publish(first);
    Run earlier = scene.run();
    scene.publish(retry);
    scene.loadAll();
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");

    assertThatNothingIsSentAnyMore(earlier);
    assertThat(Objects.requireNonNull(fakes.runs.run(earlier.id()).orElseThrow().outcome()))
        .extracting(outcome -> outcome.state() + ": " + outcome.reason())
        .isEqualTo(
            "CANCELLED: Superseded: a retry of the same request of the same resource took its"
                + " place. Nothing needs to be done.");
  }

  @Test
  void aWorkerOfTheFirstTryIsNeitherCountedNorHeard() {
    scene.publish(first);
    ChunkId chunk = new ChunkId(scene.run().id(), 0, 0);
    scene.lease(chunk, "worker", Duration.ofSeconds(60));
    Instant leaseUntil = fakes.time.now().plusSeconds(60);

    scene.publish(retry);
    scene.loadAll();
    assertThat(fakes.runs.commit(chunk, "worker", Counts.ZERO, null)).isEqualTo(Commit.RUN_ENDED);
    fakes.completion.settle(chunk.runId());
    assertThat(scene.bodies()).isEmpty();
    scene.loadToTheEnd();

    assertThat(scene.sentTo(first.responseUrl())).isEmpty();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
  }

  @Test
  void aRetryWithdrawsTheAnswerThatCouldNotBeDelivered() {
    fakes.sender.deliver(Delivery.UNREACHABLE);
    scene.publish(first.property("DataIngestFile", "no-such.jsonl"));
    Run earlier = scene.run();
    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
    assertThat(earlier.owesAnswer()).isTrue();
    fakes.time.advance(Duration.ofSeconds(30));
    scene.put("no-such.jsonl", "{\"id\":\"a\"}\n");

    scene.publish(retry.property("DataIngestFile", "no-such.jsonl"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(first.responseUrl())).as("before the retry").hasSize(1);
    assertThatNothingIsSentAnyMore(earlier);
  }

  @Test
  void aRetryWithdrawsTheSuccessThatNobodyHeardOfAndLoadsAgain() {
    String id = scene.created();
    RequestText update = RequestText.update("request-2", id).property("DataVersion", "2");
    fakes.sender.deliver(Delivery.UNREACHABLE);
    scene.publish(update);
    scene.loadAll();
    Run earlier = scene.run();
    assertThat(earlier.owesAnswer()).isTrue();
    fakes.time.advance(Duration.ofSeconds(30));
    RequestText again =
        RequestText.update("request-2", id).property("DataVersion", "2").signed("signed-anew");

    scene.publish(again);
    scene.loadAll();

    assertThat(scene.sentTo(again.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("Data").path("RunId").asText()).isEqualTo(scene.run().id());
    assertThatNothingIsSentAnyMore(earlier);
  }

  @Test
  void aRetryThatIsRefusedEndsTheFirstTryAllTheSame() {
    scene.publish(first);
    Run earlier = scene.run();
    fakes.tables.drop("orders");

    scene.publish(retry);

    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.told()).startsWith("FAILED: TargetTable: 'orders' does not exist.");
    assertThat(fakes.runs.progress(earlier.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThatNothingIsSentAnyMore(earlier);
  }

  @Test
  void aRetryOfARunThatWentOnAfterItsAnswerTakesItsPlace() {
    scene.publish(first.property("WaitForCompletion", "false"));
    Run earlier = scene.run();
    assertThat(scene.told()).isEqualTo("SUCCESS");

    scene.publish(retry.property("WaitForCompletion", "false"));

    assertThat(fakes.runs.progress(earlier.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
  }

  @Test
  void aRetryOfADeleteThatIsPendingIsAnsweredAlone() {
    scene.publish(first);
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    RequestText delete = RequestText.delete("request-2", idOf(create));
    RequestText again = RequestText.delete("request-2", idOf(create)).signed("signed-anew");
    scene.deliverWithin(Duration.ofSeconds(35), scene.notification(delete));
    Run earlier = scene.run();
    assertThat(earlier.outcome()).isNull();

    scene.deliverWithin(Duration.ofSeconds(35), scene.notification(again));
    assertThat(fakes.time.now()).isBefore(leaseUntil);
    assertThat(scene.sentTo(again.responseUrl())).as("silence is still to come").isEmpty();
    scene.watch();
    scene.watch();

    assertThat(scene.sentTo(again.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    assertThatNothingIsSentAnyMore(earlier);
  }

  // A PUT that is under way

  @Test
  void aRetryIsHeldBackWhileThePutOfTheFirstAnswerMayBeUnderWay() {
    Instant claimedUntil = claimAndDie();

    scene.publish(retry);
    scene.loadAll();

    assertThat(scene.run().acceptedAt()).isBefore(claimedUntil);
    assertThat(fakes.time.now()).isAfter(claimedUntil);
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(first.responseUrl())).isEmpty();
    assertThatNothingIsSentAnyMore(fakes.runs.runs().get(0));
  }

  @Test
  void aRetryThatIsHeldBackForTooLongComesBack() {
    Instant claimedUntil = claimAndDie();
    Notification again = scene.notification(retry);

    assertThatThrownBy(() -> scene.deliverWithin(Duration.ofSeconds(10), again))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("Run [0-9a-f]{32} could not be accepted: its resource is not at rest");
    assertThat(fakes.time.now()).isBefore(claimedUntil);
    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(scene.bodies()).isEmpty();

    scene.deliver(again);
    scene.loadAll();
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(first.responseUrl())).isEmpty();
  }

  @Test
  void aFirstAnswerThatIsTakenMeanwhileIsNotSentAgain() {
    fakes.runs.meanwhile("delivered", () -> publishMeanwhile(retry));

    scene.publish(first.property("Unknown", "x"));
    scene.loadAll();

    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    scene.watch();
    assertThat(scene.bodies()).hasSize(2);
  }

  /** A try whose connection was lost may reach the URL after the one that was taken. */
  @Test
  void aRetryWaitsUntilNoTryOfAnAnswerThatWasTakenCanArriveAnyMore() {
    scene.publish(first.property("Unknown", "x"));
    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
    Instant claimedUntil = fakes.time.now().plusSeconds(20);

    scene.publish(retry);

    assertThat(scene.run().requestedAt()).isBefore(claimedUntil);
    assertThat(fakes.time.now()).isAfter(claimedUntil);
    scene.loadAll();
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(first.responseUrl())).hasSize(1);
  }

  /**
   * The first try was refused, and its dispatcher died before its PUT; returns when that is past.
   */
  private Instant claimAndDie() {
    fakes.runs.killAfter("claim");
    assertThatThrownBy(() -> scene.publish(first.property("Unknown", "x")))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    return fakes.time.now().plusSeconds(20);
  }

  private void publishMeanwhile(RequestText request) {
    scene.deliver(scene.requests(), scene.notification(request));
  }

  // The first try arrives after the retry

  @Test
  void aCreateThatArrivesAfterItsRetryIsNeverAnsweredAndNeverRuns() {
    Notification late = scene.notification(first);
    scene.publish(retry);
    Run running = scene.run();

    scene.deliver(late);

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.runs.progress(running.id()).state()).isEqualTo(RunState.LOADING);
    assertThatNothingIsSentAnyMore(scene.run());
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.sentTo(first.responseUrl())).isEmpty();
  }

  @Test
  void aRequestThatWouldBeRefusedIsNotAnsweredAfterItsRetryEither() {
    Notification late = scene.notification(first.property("Unknown", "x"));
    scene.publish(retry);

    scene.deliver(late);

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThatNothingIsSentAnyMore(scene.run());
    assertThat(scene.bodies()).isEmpty();
  }

  @Test
  void aDeleteThatArrivesAfterItsRetryIsNeverAnswered() {
    String id = scene.created();
    RequestText delete = RequestText.delete("request-2", id);
    Notification late = scene.notification(delete);
    scene.publish(RequestText.delete("request-2", id).signed("signed-anew"));
    assertThat(scene.bodies()).hasSize(2);

    scene.deliver(late);

    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    assertThatNothingIsSentAnyMore(scene.run());
  }

  @Test
  void aCopyOfTheFirstTryAfterTheRetryChangesNothing() {
    Notification original = scene.notification(first);
    scene.deliver(original);
    Run earlier = scene.run();
    scene.publish(retry);
    Run running = scene.run();

    scene.deliver(original);

    assertThat(fakes.runs.runs()).hasSize(2);
    assertThat(fakes.runs.progress(running.id()).state()).isEqualTo(RunState.LOADING);
    assertThatNothingIsSentAnyMore(earlier);
    assertThat(scene.bodies()).isEmpty();
  }

  @Test
  void aRequestThatAMessageByHandOvertookIsWithdrawnByItsRetry() {
    String id = scene.created();
    RequestText update = RequestText.update("request-2", id).property("DataVersion", "2");
    Notification overtaken = scene.notification(update);
    scene.publish(
        RequestText.create("request-1")
            .property("DataVersion", "by hand")
            .with("RequestId", (String) null)
            .with("ResponseURL", (String) null));
    Run byHand = scene.run();
    fakes.sender.deliver(Delivery.UNREACHABLE);
    scene.deliver(overtaken);
    Run earlier = scene.run();
    assertThat(earlier.owesAnswer()).isTrue();
    assertThat(fakes.runs.progress(byHand.id()).state()).isEqualTo(RunState.LOADING);
    fakes.time.advance(Duration.ofSeconds(30));

    RequestText again =
        RequestText.update("request-2", id).property("DataVersion", "2").signed("signed-anew");
    scene.publish(again);
    scene.loadAll();

    assertThat(scene.sentTo(again.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThatNothingIsSentAnyMore(earlier);
  }

  // The wait condition

  @Test
  void aRetryAloneSignalsTheHandleThatBothName() {
    String handle = RequestText.handle("Loaded");
    scene.publish(first.property("CompletionHandle", handle));
    scene.publish(retry.property("CompletionHandle", handle));
    assertThat(scene.sentTo(handle)).isEmpty();

    scene.loadAll();
    scene.watch();

    assertThat(scene.sentTo(handle)).hasSize(1);
    assertThat(scene.sentTo(handle).get(0)).contains("\"Status\":\"SUCCESS\"");
  }

  /** Neither by the watchdog, nor by whoever settles the run. */
  private void assertThatNothingIsSentAnyMore(Run withdrawn) {
    int sent = scene.bodies().size();
    Run stored = fakes.runs.run(withdrawn.id()).orElseThrow();
    assertThat(Objects.requireNonNull(stored.requester()).responseUrl()).isNull();
    assertThat(stored.completionHandle()).isNull();
    fakes.completion.settle(withdrawn.id());
    scene.watch();
    assertThat(scene.bodies()).hasSize(sent);
    assertThat(fakes.runs.openRuns()).doesNotContain(withdrawn.id());
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
