package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.request.Notification;
import io.stackseed.request.UnreadableMessageException;
import io.stackseed.response.Delivery;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose function failed for good, or was never invoked. */
class RescueTest {
  private static final String CONDITION = "RetriesExhausted";

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private final RequestText create = RequestText.create("request-1");

  // A request that was not stored

  @Test
  void aCreateThatWasNotTakenFailsFromItsOwnUrl() {
    rescue(scene.notification(create));

    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.told())
        .isEqualTo(
            "FAILED: The ingest stack could not take this request (RetriesExhausted). See the log of"
                + " its Requests function, and try again.");
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("request-1");
    assertThat(scene.answer().path("PhysicalResourceId").asText())
        .startsWith("stackseed:51af3dc0-da77-11e4-872e-1234567db123:Seed:");
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRequestThatFailedThreeTimesIsAnsweredWithinMinutes() {
    Notification notification = scene.notification(create);
    Instant published = fakes.time.now();
    for (Duration wait :
        new Duration[] {Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2)}) {
      fakes.time.advance(wait);
      fakes.objects.failOpen(fakes.objects.opened().size() + 1);
      assertThatThrownBy(() -> scene.deliver(notification))
          .isInstanceOf(UncheckedIOException.class);
    }

    rescue(notification);

    assertThat(scene.told()).startsWith("FAILED: The ingest stack could not take this request");
    assertThat(fakes.time.now()).isBefore(published.plus(Duration.ofMinutes(5)));
  }

  @Test
  void anUpdateThatWasNotTakenKeepsItsIdAndChangesNothing() {
    String id = scene.created();
    Run good = scene.run();

    rescue(scene.notification(RequestText.update("request-2", id).property("DataVersion", "2")));

    assertThat(scene.told()).startsWith("FAILED: The ingest stack could not take this request");
    assertThat(scene.answer().path("PhysicalResourceId").asText()).isEqualTo(id);
    Resource resource = fakes.runs.resource(good.resource());
    assertThat(resource.currentRun()).isEqualTo(good.id());
    assertThat(resource.lastGood())
        .extracting(Resource.LastGood::runId)
        .isEqualTo(resource.currentRun());
  }

  @Test
  void theRollbackOfAnUpdateThatWasNotTakenLoadsTheLastGoodVersion() {
    String id = scene.created();
    rescue(scene.notification(RequestText.update("request-2", id).property("DataVersion", "2")));

    scene.publish(RequestText.update("request-3", id).oldProperty("DataVersion", "2"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.run().load()).isNotNull();
    assertThat(scene.answer().path("Data").path("ItemsWritten").asText()).isEqualTo("10");
  }

  @Test
  void anUpdateThatWasNotTakenLeavesTheLiveRunAlone() {
    scene.publish(create);
    Run live = scene.run();

    rescue(
        scene.notification(
            RequestText.update("request-2", idOf(live)).property("DataVersion", "2")));

    assertThat(fakes.runs.progress(live.id()).state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @CsvSource({"Upsert", "Cancel"})
  void aRequestOfAStackOfAnyOtherTypeFails(String requestType) {
    rescue(scene.notification(create.with("RequestType", requestType)));

    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.told()).startsWith("FAILED: The ingest stack could not take this request");
  }

  @Test
  void aRequestThatCannotBeReadInFullIsAnsweredAllTheSame() {
    rescue(scene.notification(create.with("ResourceProperties", (String) null)));

    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.answer().path("PhysicalResourceId").asText()).endsWith(":none");
  }

  @Test
  void aMessageByHandThatWasNotTakenIsRememberedAndChangesNothing() {
    scene.publish(RequestText.byHand());
    Run live = scene.run();
    Resource before = fakes.runs.resource(live.resource());

    rescue(scene.notification(RequestText.byHand()));
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    rescue(scene.notification(RequestText.cancel(live.id())));

    assertThat(scene.outcome().reason())
        .isEqualTo(
            "The ingest stack could not take this request (RetriesExhausted). See the log of its"
                + " Requests function, and try again.");
    assertThat(fakes.runs.resource(live.resource())).isEqualTo(before);
    assertThat(fakes.runs.progress(live.id()).state()).isEqualTo(RunState.LOADING);
    assertThat(scene.bodies()).isEmpty();
  }

  // A Delete

  @Test
  void aDeleteIsCarriedOut() {
    scene.publish(create);
    Run live = scene.run();
    RequestText delete = RequestText.delete("request-2", idOf(live));

    rescue(scene.notification(delete));

    assertThat(fakes.runs.progress(live.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.sentTo(create.responseUrl()).get(0)).contains("Superseded: a newer Delete");
    assertThat(fakes.runs.resource(live.resource()).physicalResourceId()).isNull();
  }

  @Test
  void aDeleteIsAnsweredByTheWatchdogOnceThereIsSilence() {
    scene.publish(create);
    Run live = scene.run();
    scene.lease(new ChunkId(live.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    RequestText delete = RequestText.delete("request-2", idOf(live));

    rescue(scene.notification(delete));
    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    scene.watch();
    scene.watch();

    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
  }

  @Test
  void aDeleteWithAUrlThatIsNotItsOwnDeletesNothing() {
    scene.publish(create);
    Run live = scene.run();

    rescue(
        scene.notification(
            RequestText.delete("request-2", idOf(live))
                .with("ResponseURL", RequestText.create("request-3").responseUrl())));

    assertThat(fakes.runs.progress(live.id()).state()).isEqualTo(RunState.LOADING);
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.bodies()).isEmpty();
  }

  // A request that was stored

  @Test
  void aRunThatIsKnownIsOnlySettled() {
    Notification notification = scene.notification(create);
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> scene.deliver(notification))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    Run stored = scene.run();

    rescue(notification);

    assertThat(fakes.runs.runs()).containsExactly(stored);
    assertThat(scene.bodies()).isEmpty();
    scene.watch();
    scene.watch();
    scene.pass();
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void anAnswerThatIsOwedIsSent() {
    Notification notification = scene.notification(create.property("Unknown", "x"));
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> scene.deliver(notification))
        .isInstanceOf(InMemoryRunStore.Killed.class);

    rescue(notification);

    assertThat(scene.told()).isEqualTo("FAILED: Unknown property 'Unknown'. Remove it.");
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRunThatSucceededInTheMeantimeIsNotToldToHaveFailed() {
    Notification notification = scene.notification(create);
    scene.deliver(notification);
    scene.loadAll();

    rescue(notification);

    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRunThatIsStoredWhileItIsRescuedIsLeftToItself() {
    Notification notification = scene.notification(create);
    fakes.runs.meanwhile("accept", () -> scene.deliver(scene.requests(), notification));

    rescue(notification);
    scene.loadAll();

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  // Copies and retries

  @Test
  void aLaterCopyOfTheRequestChangesNothing() {
    Notification notification = scene.notification(create);
    rescue(notification);

    scene.deliver(notification);
    rescue(notification);
    scene.loadAll();

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRetryWithANewUrlRunsAfterARescue() {
    RequestText retry = RequestText.create("request-1").signed("signed-anew");
    rescue(scene.notification(create));

    scene.publish(retry);
    scene.loadAll();

    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRetryThatWasNotTakenEndsTheFirstTryAndIsAnsweredAlone() {
    RequestText retry = RequestText.create("request-1").signed("signed-anew");
    scene.publish(create);
    Run first = scene.run();

    rescue(scene.notification(retry));
    scene.loadAll();
    scene.watch();

    assertThat(fakes.runs.progress(first.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.sentTo(create.responseUrl())).isEmpty();
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
    assertThat(scene.told()).startsWith("FAILED: The ingest stack could not take this request");
  }

  @Test
  void aFirstTryThatIsRescuedAfterItsRetryIsNotAnswered() {
    Notification late = scene.notification(create);
    scene.publish(RequestText.create("request-1").signed("signed-anew"));
    Run running = scene.run();

    rescue(late);

    assertThat(scene.bodies()).isEmpty();
    assertThat(fakes.runs.progress(running.id()).state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRequestThatIsRescuedWhileThePutOfItsFirstTryMayBeUnderWayIsHeldBack() {
    fakes.runs.killAfter("claim");
    assertThatThrownBy(() -> scene.publish(create.property("Unknown", "x")))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    Instant claimedUntil = fakes.time.now().plusSeconds(20);
    RequestText retry = RequestText.create("request-1").signed("signed-anew");

    rescue(scene.notification(retry));

    assertThat(fakes.time.now()).isAfter(claimedUntil);
    assertThat(scene.sentTo(create.responseUrl())).isEmpty();
    assertThat(scene.sentTo(retry.responseUrl())).hasSize(1);
  }

  // Delivery

  @Test
  void anAnswerThatCouldNotBeDeliveredIsLeftToTheWatchdog() {
    fakes.sender.deliver(Delivery.UNREACHABLE);
    rescue(scene.notification(create));
    assertThat(fakes.runs.openRuns()).hasSize(1);

    scene.watch();

    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.bodies().get(1)).isEqualTo(scene.bodies().get(0));
  }

  @Test
  void aRequestThatIsRescuedTooLateIsNotAnsweredAnyMore() {
    Notification notification = scene.notification(create);
    fakes.time.advance(Duration.ofHours(1));

    rescue(notification);

    assertThat(scene.bodies()).isEmpty();
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aUrlThatIsNotTheRequestsOwnIsNotOpened() {
    rescue(
        scene.notification(
            create.with("ResponseURL", RequestText.create("request-2").responseUrl())));

    assertThat(scene.bodies()).isEmpty();
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.run().requester()).isNull();
    assertThat(fakes.runs.resource(scene.run().resource())).isEqualTo(Resource.NEW);
  }

  // Several, and unreadable ones

  @Test
  void severalInARowAreAnsweredEachByItself() {
    for (String name : new String[] {"First", "Second", "Third"}) {
      rescue(
          scene.notification(
              RequestText.create("request-" + name).with("LogicalResourceId", name)));
    }

    assertThat(scene.bodies()).hasSize(3);
    for (int answer = 0; answer < 3; answer++) {
      assertThat(scene.told(answer)).startsWith("FAILED: The ingest stack could not take");
    }
    assertThat(scene.answer(1).path("LogicalResourceId").asText()).isEqualTo("Second");
  }

  @Test
  void severalOfOneResourceAreAnsweredInAnyOrder() {
    String id = scene.created();
    Notification update =
        scene.notification(RequestText.update("request-2", id).property("DataVersion", "2"));
    Notification rollback =
        scene.notification(RequestText.update("request-3", id).oldProperty("DataVersion", "2"));

    rescue(rollback);
    rescue(update);

    assertThat(scene.answer(1).path("RequestId").asText()).isEqualTo("request-3");
    assertThat(scene.answer(2).path("RequestId").asText()).isEqualTo("request-2");
    assertThat(scene.told(2)).startsWith("FAILED: The ingest stack could not take");
  }

  @Test
  void aMessageThatCannotBeReadIsNotQuoted() {
    Notification broken = scene.notification(create.text().replace("}", ""));
    try (CapturedLog log = new CapturedLog()) {
      assertThatThrownBy(() -> rescue(broken))
          .isInstanceOf(UnreadableMessageException.class)
          .hasMessageMatching(
              "Message message-1 cannot be read: it is not valid JSON at character [0-9]+")
          .hasNoCause();

      assertThat(log.text()).doesNotContain(RequestText.SIGNATURE, "X-Amz");
    }
    assertThat(fakes.runs.runs()).isEmpty();
  }

  @Test
  void theUrlIsInNoLog() {
    try (CapturedLog log = new CapturedLog()) {
      rescue(scene.notification(create));

      assertThat(log.text())
          .contains("was not taken: RetriesExhausted")
          .doesNotContain(RequestText.SIGNATURE, "X-Amz");
    }
  }

  private void rescue(Notification notification) {
    try {
      scene
          .rescue()
          .handle(notification, CONDITION, fakes.time.now().plus(RequestsScene.INVOCATION));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
