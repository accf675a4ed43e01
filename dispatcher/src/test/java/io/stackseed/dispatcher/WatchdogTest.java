package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.metric.Metric;
import io.stackseed.metric.RecordingMetrics.Emitted;
import io.stackseed.request.Notification;
import io.stackseed.response.Delivery;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.ResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided and delivered every minute; what is queued again is RecoveryTest's. */
class WatchdogTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // Nothing to do

  @Test
  void withNoOpenRunItCostsOneCall() {
    scene.created();
    for (String method : InMemoryRunStore.methods()) {
      if (!method.equals("openRuns")) {
        fakes.runs.killBefore(method);
      }
    }

    assertThatCode(scene::watch).doesNotThrowAnyException();
  }

  @Test
  void aRunThatGetsOnIsLeftAlone() {
    scene.publish(RequestText.create("request-1"));

    for (int minute = 0; minute < 5; minute++) {
      scene.watch();
    }

    assertThat(scene.run().outcome()).isNull();
    assertThat(fakes.chunks.sent()).hasSize(1);
    assertThat(scene.bodies()).isEmpty();
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  // Decided, and not delivered

  @Test
  void anAnswerWhoseSenderDiedIsSentWithinTwoMinutes() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killAfter("end");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    Instant died = fakes.time.now();
    assertThat(scene.bodies()).isEmpty();

    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.time.now()).isBeforeOrEqualTo(died.plusSeconds(120));
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void anAnswerThatMayHaveBeenTakenIsSentAgainByteByByte() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killBefore("delivered");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch();

    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.bodies().get(1)).isEqualTo(scene.bodies().get(0));
  }

  @Test
  void anAnswerIsTriedEveryMinuteUntilItIsTaken() {
    fakes.sender.deliver(Delivery.UNREACHABLE, Delivery.UNREACHABLE, Delivery.UNREACHABLE);
    scene.publish(RequestText.create("request-1").property("Unknown", "x"));

    for (int minute = 0; minute < 5; minute++) {
      scene.watch();
    }

    assertThat(scene.bodies()).hasSize(4);
    assertThat(scene.bodies().stream().distinct()).hasSize(1);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void anAnswerThatAnotherMayBeSendingIsLeftToThem() {
    fakes.runs.killAfter("claim");
    assertThatThrownBy(
            () -> scene.publish(RequestText.create("request-1").property("Unknown", "x")))
        .isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch(scene.watchdog());
    assertThat(scene.bodies()).isEmpty();
    scene.watch();

    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void anAnswerThatComesTooLateIsForgotten() {
    fakes.sender.deliver(Delivery.UNREACHABLE);
    scene.publish(RequestText.create("request-1").property("Unknown", "x"));
    fakes.time.advance(Duration.ofHours(1));

    scene.watch();

    assertThat(scene.bodies()).hasSize(1);
    assertThat(Objects.requireNonNull(scene.run().requester()).responseUrl()).isNull();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRunThatWasAnsweredAndNotClosedIsClosed() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killBefore("close");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(fakes.runs.openRuns()).hasSize(1);

    scene.watch();

    assertThat(fakes.runs.openRuns()).isEmpty();
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void whatAReplacedRunOwesIsDelivered() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    fakes.runs.killAfter("accept");
    Notification update =
        scene.notification(
            RequestText.update("request-2", idOf(create)).property("DataVersion", "2"));
    assertThatThrownBy(() -> scene.deliver(update)).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(scene.bodies()).isEmpty();

    scene.watch();

    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.told()).startsWith("FAILED: Superseded: a newer Update");
  }

  @Test
  void aRunThatIsLoadedAndUndecidedIsDecided() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killAfter("commit");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(scene.run().outcome()).isNull();

    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRunThatIsPlannedAndNotAnsweredIsAnswered() {
    fakes.runs.killAfter("objectSplit");
    RequestText create = RequestText.create("request-1").property("WaitForCompletion", "false");
    assertThatThrownBy(() -> scene.publish(create)).isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
  }

  // Deletes that wait for silence

  @Test
  void aDeleteIsAnsweredOnceItsSilenceHasComeAndNotBefore() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    Instant leaseUntil = fakes.time.now().plusSeconds(105);
    fakes.runs.killAfter("accept");
    RequestText delete = RequestText.delete("request-2", idOf(create));
    assertThatThrownBy(() -> scene.publish(delete)).isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch();
    assertThat(scene.sentTo(delete.responseUrl())).isEmpty();
    scene.watch();

    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aDeleteWhoseSilenceNobodyLookedForIsAnsweredAllTheSame() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killBefore("foundSilence");
    RequestText delete = RequestText.delete("request-2", idOf(scene.run()));
    assertThatThrownBy(() -> scene.publish(delete)).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(scene.run().silence().at()).isNull();

    scene.watch();

    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
  }

  @Test
  void aDeleteHasNoDeadline() {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    scene.lease(new ChunkId(create.id(), 0, 0), "worker", Duration.ofSeconds(105));
    fakes.runs.killAfter("accept");
    RequestText delete =
        RequestText.delete("request-2", idOf(create)).property("ServiceTimeout", "120");
    assertThatThrownBy(() -> scene.publish(delete)).isInstanceOf(InMemoryRunStore.Killed.class);

    scene.watch();
    assertThat(scene.run().outcome()).isNull();
    fakes.time.advance(Duration.ofSeconds(46));
    scene.watch(scene.watchdog());

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.sentTo(delete.responseUrl())).hasSize(1);
  }

  // The time is up

  @Test
  void aRunWhoseTimeIsUpFailsAndSaysHowFarItCame() {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n      \n".repeat(3 * 262_144 / 18));
    scene.publish(RequestText.create("request-1").property("ChunkBytes", "262144"));
    scene.loadNext();
    fakes.time.advance(Duration.ofMinutes(56));
    scene.watch();

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: ServiceTimeout: 1 of 3 chunks were loaded when the time was up. Raise it, or"
                + " set CompletionHandle or WaitForCompletion: false.");
    assertThat(scene.outcome().at())
        .isEqualTo(scene.run().deadlines().deadline())
        .isBefore(scene.run().deadlines().answerBy());
    scene.loadAll();
    assertThat(scene.progress().doneChunks()).isEqualTo(1);
  }

  @Test
  void aRunIsNotFailedAMomentBeforeItsTimeIsUp() {
    scene.publish(RequestText.create("request-1"));
    fakes.time.advance(Duration.ofMinutes(56).minusMillis(1));
    scene.watch();

    assertThat(scene.run().outcome()).isNull();
  }

  @Test
  void aRunThatIsLoadedWhenItsTimeIsUpSucceeds() {
    scene.publish(RequestText.create("request-1"));
    fakes.runs.killAfter("commit");
    assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    fakes.time.advance(Duration.ofMinutes(57));

    scene.watch();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRunThatCouldNotBePlannedInTimeFailsAndSaysSo() {
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> scene.publish(RequestText.create("request-1")))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    fakes.time.advance(Duration.ofMinutes(56));
    scene.watch();

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: ServiceTimeout: the source was not planned when the time was up. Raise it, or"
                + " set CompletionHandle or WaitForCompletion: false.");
  }

  // One run, and the others

  @ParameterizedTest
  @ValueSource(strings = {"run", "progress", "end", "claim", "delivered", "close"})
  void aRunThatCannotBeSeenToHindersNoOther(String method) {
    publishLoadedAndUndecided(3);
    fakes.runs.failBefore(method, 1);

    try (CapturedLog log = new CapturedLog()) {
      scene.watch();
      assertThat(log.text()).containsOnlyOnce("is left to the next round");
    }

    assertThat(fakes.runs.openRuns()).hasSize(1);
    scene.watch();
    assertThat(fakes.runs.openRuns()).isEmpty();
    assertThat(scene.bodies().stream().distinct()).hasSize(3);
  }

  @Test
  void aUrlThatDoesNotAnswerHardlyDelaysTheOthers() {
    publishLoadedAndUndecided(5);
    Instant before = fakes.time.now();
    Sender sender = new Sender("request-2");

    scene.watch(scene.watchdog(completion(sender)));

    assertThat(sender.taken).hasSize(4);
    assertThat(fakes.time.now()).isEqualTo(before.plusSeconds(10));
    assertThat(fakes.runs.openRuns()).hasSize(1);
  }

  @Test
  void theNewestIsToldFirstSoThatOldOnesThatNobodyTakesDoNotDelayIt() {
    fakes.sender.deliver(
        IntStream.range(0, 20).mapToObj(i -> Delivery.UNREACHABLE).toArray(Delivery[]::new));
    for (int old = 0; old < 20; old++) {
      scene.publish(
          RequestText.create("request-old-" + old)
              .with("LogicalResourceId", "Old" + old)
              .property("Unknown", "x"));
    }
    fakes.time.advance(Duration.ofMinutes(1));
    publishLoadedAndUndecided(1);
    Sender sender = new Sender("request-old");

    scene.watch(scene.watchdog(completion(sender)));

    assertThat(sender.taken).hasSize(1);
    assertThat(sender.taken.get(0)).contains("\"RequestId\":\"request-0\"");
  }

  @Test
  void aRoundEndsInTimeAndTheNextGoesOn() {
    publishLoadedAndUndecided(20);
    Sender sender = new Sender("request");
    Instant until = fakes.time.now().plus(RequestsScene.INVOCATION);

    scene.watch(scene.watchdog(completion(sender)));

    assertThat(fakes.time.now()).isBeforeOrEqualTo(until);
    assertThat(sender.tried).isEqualTo(11);
    assertThat(fakes.runs.runs()).as("all are decided").allMatch(run -> run.outcome() != null);
    fakes.time.advance(Duration.ofSeconds(30));
    scene.watch();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void twoRoundsAtOnceTellOnce() {
    publishLoadedAndUndecided(2);
    fakes.runs.meanwhile("end", () -> scene.watch(scene.watchdog()));

    scene.watch();

    assertThat(scene.bodies()).hasSize(2);
    assertThat(fakes.runs.openRuns()).isEmpty();
    assertThat(fakes.runs.runs()).allMatch(run -> run.outcome() != null);
  }

  @Test
  void aRunThatEndsDuringTheRoundIsLeftAsItEnded() {
    scene.publish(RequestText.create("request-1"));
    fakes.time.advance(Duration.ofMinutes(57));
    fakes.runs.meanwhile(
        "end", () -> fakes.completion.cancel(scene.run().id(), new Superseded("a test")));

    scene.watch();

    assertThat(scene.outcome().state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.bodies()).hasSize(1);
  }

  /** Runs of their own resources: everything is loaded, and whoever loaded it died. */
  private void publishLoadedAndUndecided(int count) {
    for (int i = 0; i < count; i++) {
      scene.publish(RequestText.create("request-" + i).with("LogicalResourceId", "Seed" + i));
      fakes.runs.killAfter("commit");
      assertThatThrownBy(scene::loadAll).isInstanceOf(InMemoryRunStore.Killed.class);
    }
    fakes.time.advance(Duration.ofSeconds(1));
  }

  // Announced and measured

  @Test
  void anEndWhoseAnnouncerDiedIsAnnouncedAlike() {
    scene.publish(RequestText.create("request-1"));
    scene.loadAll();
    assertThat(fakes.outcomes.published()).hasSize(1);
    scene.publish(RequestText.create("request-2").with("LogicalResourceId", "Other"));
    fakes.outcomes.fail(1);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.runs.openRuns()).hasSize(1);

    scene.watch();

    assertThat(fakes.outcomes.published()).hasSize(2);
    assertThat(fakes.runs.openRuns()).isEmpty();
    assertThat(fakes.metrics.sums()).containsEntry(Metric.RUNS_SUCCEEDED, 2.0);
  }

  @Test
  void everyRoundSaysWhatIsOpenAndThatItWas() {
    scene.watch();
    scene.publish(RequestText.create("request-1"));
    scene.watch();

    List<Map<Metric, Double>> rounds =
        fakes.metrics.emitted().stream()
            .map(Emitted::measured)
            .filter(measured -> measured.containsKey(Metric.HEARTBEAT))
            .toList();
    assertThat(rounds.get(0))
        .containsOnlyKeys(
            Metric.OPEN_RUNS,
            Metric.OLDEST_OPEN_RUN_AGE,
            Metric.CHUNKS_OPEN,
            Metric.COUNTER_DRIFT,
            Metric.HEARTBEAT)
        .containsEntry(Metric.OPEN_RUNS, 0.0);
    assertThat(rounds.get(1))
        .containsEntry(Metric.OPEN_RUNS, 1.0)
        .containsEntry(Metric.CHUNKS_OPEN, 1.0)
        .containsEntry(Metric.COUNTER_DRIFT, 0.0)
        .hasEntrySatisfying(Metric.OLDEST_OPEN_RUN_AGE, age -> assertThat(age).isPositive());
  }

  private Completion completion(ResponseSender sender) {
    return new Completion(fakes.runs, sender, Set.of(), fakes.outcomes, fakes.metrics, fakes.time);
  }

  /** Takes everything but the bodies of some requests, for which it waits in vain. */
  private final class Sender implements ResponseSender {
    private final List<String> taken = new ArrayList<>();
    private final String hanging;
    private int tried;

    Sender(String hanging) {
      this.hanging = "\"RequestId\":\"" + hanging;
    }

    @Override
    public Delivery send(PresignedUrl url, byte[] body, Instant until) {
      String text = new String(body, UTF_8);
      tried++;
      if (text.contains(hanging)) {
        fakes.time.advance(Duration.between(fakes.time.now(), until));
        return Delivery.UNREACHABLE;
      }
      taken.add(text);
      return Delivery.ACCEPTED;
    }
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
