package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.Failure.Superseded;
import io.stackseed.response.Delivery;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Outcome;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are answered when they are planned, and go on: with a wait condition, or without. */
class RunsNobodyAwaitsTest {
  private static final String HANDLE = RequestText.handle("Loaded");
  private static final String OTHER_HANDLE = RequestText.handle("LoadedAgain");

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // Answered when planned

  @Test
  void aRunThatIsNotAwaitedIsAnsweredOnceAndFailsAfterwards() {
    scene.publish(unawaited());
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.runs.openRuns()).containsExactly(scene.run().id());

    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    scene.watch();

    assertThat(scene.bodies()).hasSize(1);
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRunThatIsNotAwaitedHas24Hours() {
    scene.publish(unawaited());
    Instant requestedAt = scene.run().requestedAt();
    fakes.time.advance(Duration.ofHours(24).minusMinutes(2));
    scene.watch();
    assertThat(scene.run().outcome()).isNull();

    scene.watch();

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.outcome().at()).isEqualTo(requestedAt.plus(Duration.ofHours(24)));
    assertThat(scene.outcome().reason())
        .isEqualTo(
            "Time: 0 of 1 chunks were loaded when the run's time was up. Publish a Resume of run %s"
                    .formatted(scene.run().id())
                + " to load the rest.");
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aRunByHandHas24HoursToo() {
    scene.publish(RequestText.byHand());
    fakes.time.advance(Duration.ofHours(24).minusMinutes(2));
    scene.watch();
    assertThat(scene.run().outcome()).isNull();

    scene.watch();

    assertThat(scene.outcome().reason()).startsWith("Time: 0 of 1 chunks were loaded");
  }

  // Signalled at the end

  @Test
  void aRunIsAnsweredWhenItIsPlannedAndSignalsItsSuccess() {
    RequestText create = signalling();
    scene.publish(create);
    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.sentTo(HANDLE)).isEmpty();

    scene.loadAll();

    assertThat(scene.sentTo(HANDLE))
        .containsExactly(
            "{\"Status\":\"SUCCESS\",\"Reason\":\"The ingest is complete.\",\"UniqueId\":\"%1$s\",\"Data\":\"{"
                    .formatted(scene.run().id())
                + "\\\"BytesRead\\\":\\\"22\\\",\\\"Chunks\\\":\\\"1\\\","
                + "\\\"DurationSeconds\\\":\\\"0\\\",\\\"ItemsRejected\\\":\\\"0\\\","
                + "\\\"ItemsSampledOut\\\":\\\"0\\\",\\\"ItemsSkipped\\\":\\\"0\\\","
                + "\\\"ItemsWritten\\\":\\\"10\\\",\\\"RecordsRead\\\":\\\"10\\\","
                + "\\\"RunId\\\":\\\"%s\\\",".formatted(scene.run().id())
                + "\\\"SourceVersion\\\":\\\"version-1\\\",\\\"WriteUnits\\\":\\\"10\\\"}\"}");
    assertThat(scene.bodies()).hasSize(2);
    assertThat(scene.run().completionHandle()).isNull();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRunSignalsItsFailure() {
    scene.publish(signalling());

    fakes.completion.fail(scene.run().id(), new Superseded("a test"));

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0))
        .startsWith("{\"Status\":\"FAILURE\",\"Reason\":\"Superseded: a test of the same resource");
    assertThat(scene.bodies()).hasSize(2);
  }

  @Test
  void aRunThatIsCancelledByHandSignalsIt() {
    scene.publish(signalling());

    scene.publish(RequestText.cancel(scene.run().id()));

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0))
        .startsWith("{\"Status\":\"FAILURE\",\"Reason\":\"Cancelled by a message to the topic.\"");
  }

  @Test
  void aRunThatItsDeleteEndsSignalsIt() {
    scene.publish(signalling());
    Run create = scene.run();

    scene.publish(RequestText.delete("request-2", idOf(create)));

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0))
        .startsWith("{\"Status\":\"FAILURE\",\"Reason\":\"Superseded: a newer Delete");
  }

  @Test
  void aSignalThatCouldNotBeDeliveredIsSentAgainByteByByte() {
    fakes.sender.deliver(Delivery.ACCEPTED, Delivery.UNREACHABLE);
    scene.publish(signalling());
    scene.loadAll();
    assertThat(fakes.runs.openRuns()).containsExactly(scene.run().id());

    scene.watch();
    scene.watch();

    assertThat(scene.sentTo(HANDLE)).hasSize(2);
    assertThat(scene.sentTo(HANDLE).get(1)).isEqualTo(scene.sentTo(HANDLE).get(0));
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRunWhoseAnswerCouldNotBeDeliveredSignalsAllTheSame() {
    fakes.sender.deliver(Delivery.UNREACHABLE, Delivery.UNREACHABLE);
    RequestText create = signalling();
    scene.publish(create);
    fakes.time.advance(Duration.ofSeconds(30));

    scene.loadAll();

    assertThat(scene.sentTo(create.responseUrl())).hasSize(2);
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    scene.watch();
    assertThat(scene.sentTo(create.responseUrl())).hasSize(3);
    assertThat(scene.sentTo(create.responseUrl()).stream().distinct()).hasSize(1);
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
  }

  @Test
  void aRunThatEndsBeforeItsAnswerIsOutIsAnsweredWithWhatWasTrueWhenItWasPlanned() {
    fakes.runs.killAfter("beginLoading");
    RequestText create = signalling();
    assertThatThrownBy(() -> scene.publish(create)).isInstanceOf(InMemoryRunStore.Killed.class);
    assertThat(scene.bodies()).isEmpty();

    scene.loadAll();

    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.answer(0).path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(scene.answer(0).path("Data").has("ItemsWritten")).isFalse();
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
  }

  // Until when

  @Test
  void aRunThatSignalsHas12HoursAndItsMargin() {
    scene.publish(signalling());
    Instant requestedAt = scene.run().requestedAt();
    fakes.time.advance(Duration.ofHours(12).minusMinutes(4));
    scene.watch();
    assertThat(fakes.time.now())
        .isEqualTo(requestedAt.plus(Duration.ofHours(12)).minusSeconds(180));

    assertThat(scene.outcome().reason())
        .isEqualTo(
            "Time: 0 of 1 chunks were loaded when the run's time was up. Publish a Resume of run %s"
                    .formatted(scene.run().id())
                + " to load the rest.");
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0)).startsWith("{\"Status\":\"FAILURE\"");
  }

  @Test
  void aRunThatSignalsIsNotEndedBefore() {
    scene.publish(signalling());
    fakes.time.advance(Duration.ofHours(12).minusMinutes(4).minusMillis(1));
    scene.watch();

    assertThat(scene.run().outcome()).isNull();
  }

  @Test
  void aHandleThatExpiresSoonerEndsTheRunSooner() {
    String soon = HANDLE.replace("X-Amz-Expires=86399", "X-Amz-Expires=7200");
    scene.publish(RequestText.create("request-1").property("CompletionHandle", soon));

    Instant expiry = Instant.parse("2026-11-22T14:00:00Z");
    assertThat(Objects.requireNonNull(scene.run().completionHandle()).signalBy()).isEqualTo(expiry);
    assertThat(scene.run().deadlines().endBy()).isEqualTo(expiry.minusSeconds(180));
  }

  @Test
  void nothingIsSignalledOnceTheConditionHasTimedOut() {
    fakes.sender.deliver(Delivery.ACCEPTED, Delivery.UNREACHABLE);
    scene.publish(signalling());
    scene.loadAll();
    fakes.time.advance(Duration.ofHours(12));

    scene.watch();

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.run().completionHandle()).isNull();
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void aRunThatCannotBePlannedInTimeFailsItsRequestAndSignalsIt() {
    fakes.runs.killAfter("accept");
    RequestText create = signalling();
    assertThatThrownBy(() -> scene.publish(create)).isInstanceOf(InMemoryRunStore.Killed.class);
    fakes.time.advance(Duration.ofMinutes(57));

    scene.watch();

    assertThat(scene.told(0))
        .isEqualTo(
            "FAILED: ServiceTimeout: the source was not planned when the time was up. Raise it, or"
                + " set CompletionHandle or WaitForCompletion: false.");
    assertThat(scene.sentTo(create.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
  }

  // What is refused

  @Test
  void aRunThatIsAwaitedHasNoHandle() {
    scene.publish(signalling().property("WaitForCompletion", "true"));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: WaitForCompletion: 'true' contradicts CompletionHandle. Remove one of them.");
    assertThat(scene.sentTo(HANDLE)).isEmpty();
  }

  @Test
  void whatAHandleMeansMayBeSaidToo() {
    scene.publish(signalling().property("WaitForCompletion", "false"));
    scene.loadAll();

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stack/demo/| stack/other/ | its path does not name a handle of this stack",
        ".amazonaws.com/ | .amazonaws.com.evil.example/ | its host is not CloudFormation's for"
            + " eu-west-1",
        "https:// | http:// | its scheme is not https",
        "cloudformation-waitcondition-eu-west-1 | cloudformation-custom-resource-response-euwest1"
            + " | its host is not CloudFormation's for eu-west-1"
      })
  void aHandleThatIsNotTheStacksOwnIsRefused(String part, String other, String why) {
    String handle = HANDLE.replace("%2F", "/").replace(part, other);
    assertThat(handle).isNotEqualTo(HANDLE);

    scene.publish(RequestText.create("request-1").property("CompletionHandle", handle));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: CompletionHandle: %s. Use !Ref of an AWS::CloudFormation::WaitConditionHandle."
                .formatted(why));
    assertThat(scene.bodies()).hasSize(1);
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void aHandleOfAMessageByHandIsNobodysWithoutAStack() {
    scene.publish(RequestText.byHand().property("CompletionHandle", HANDLE));

    assertThat(scene.outcome().reason())
        .isEqualTo(
            "CompletionHandle: the request names no StackId that it could belong to. Use !Ref of an"
                + " AWS::CloudFormation::WaitConditionHandle.");
    assertThat(scene.bodies()).isEmpty();
  }

  @Test
  void aMessageByHandInAStacksNameSignals() {
    scene.publish(signalling().with("ResponseURL", (String) null).with("RequestId", (String) null));
    scene.loadAll();

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.bodies()).hasSize(1);
  }

  // Updates

  @Test
  void anUpdateWithANewHandleAndNothingToIngestSignalsAtOnce() {
    String id = scene.created();
    RequestText update = RequestText.update("request-2", id).property("CompletionHandle", HANDLE);

    scene.publish(update);

    assertThat(scene.run().load()).isNull();
    assertThat(scene.sentTo(update.responseUrl())).hasSize(1);
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0)).startsWith("{\"Status\":\"SUCCESS\"");
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  @Test
  void anUpdateWithTheSameHandleAndNothingToIngestDoesNotSignalAgain() {
    scene.publish(signalling());
    scene.loadAll();
    String id = idOf(scene.run());

    scene.publish(
        RequestText.update("request-2", id)
            .property("CompletionHandle", HANDLE)
            .oldProperty("CompletionHandle", HANDLE)
            .property("ChunkBytes", "262144"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
  }

  @Test
  void anUpdateWithTheSameHandleLeavesTheRunAloneThatGoesOn() {
    scene.publish(signalling());
    Run create = scene.run();

    scene.publish(
        RequestText.update("request-2", idOf(create))
            .property("CompletionHandle", HANDLE)
            .oldProperty("CompletionHandle", HANDLE)
            .property("ChunkBytes", "262144"));
    assertThat(scene.sentTo(HANDLE)).isEmpty();
    scene.loadAll();

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(outcome(create).state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void anUpdateWithANewHandleTakesThePlaceOfTheRunThatGoesOn() {
    scene.publish(signalling());
    Run create = scene.run();

    scene.publish(
        RequestText.update("request-2", idOf(create))
            .property("CompletionHandle", OTHER_HANDLE)
            .oldProperty("CompletionHandle", HANDLE));
    assertThat(outcome(create).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0)).startsWith("{\"Status\":\"FAILURE\"");
    scene.loadAll();

    assertThat(scene.sentTo(OTHER_HANDLE)).hasSize(1);
    assertThat(scene.sentTo(OTHER_HANDLE).get(0)).startsWith("{\"Status\":\"SUCCESS\"");
  }

  @Test
  void aRunThatIsReplacedDoesNotSignalTheHandleThatItsSuccessorSignals() {
    scene.publish(signalling());
    Run create = scene.run();

    scene.publish(
        RequestText.update("request-2", idOf(create))
            .property("CompletionHandle", HANDLE)
            .oldProperty("CompletionHandle", HANDLE)
            .property("DataVersion", "2"));
    assertThat(outcome(create).state()).isEqualTo(RunState.CANCELLED);
    assertThat(scene.sentTo(HANDLE)).isEmpty();
    scene.loadAll();
    scene.watch();

    assertThat(scene.sentTo(HANDLE)).hasSize(1);
    assertThat(scene.sentTo(HANDLE).get(0)).startsWith("{\"Status\":\"SUCCESS\"");
  }

  @Test
  void aNewHandleThatIsNotTheStacksOwnIsRefusedThoughNothingIsToIngest() {
    String id = scene.created();

    scene.publish(
        RequestText.update("request-2", id)
            .property("CompletionHandle", HANDLE.replace("demo", "other")));

    assertThat(scene.told()).startsWith("FAILED: CompletionHandle: its path does not name");
  }

  @Test
  void theHandleIsInNoLog() {
    try (CapturedLog log = new CapturedLog()) {
      fakes.sender.deliver(Delivery.ACCEPTED, Delivery.UNREACHABLE);
      scene.publish(signalling());
      scene.loadAll();
      scene.watch();
      scene.publish(
          RequestText.create("request-2")
              .with("LogicalResourceId", "Other")
              .property("CompletionHandle", HANDLE.replace("demo", "other")));

      assertThat(log.text())
          .contains("SUCCEEDED", "CompletionHandle")
          .doesNotContain(RequestText.SIGNATURE, "X-Amz", "cloudformation-waitcondition");
    }
    assertThat(fakes.runs.runs().toString()).doesNotContain(RequestText.SIGNATURE, "X-Amz");
  }

  private static RequestText unawaited() {
    return RequestText.create("request-1").property("WaitForCompletion", "false");
  }

  private static RequestText signalling() {
    return RequestText.create("request-1").property("CompletionHandle", HANDLE);
  }

  private Outcome outcome(Run run) {
    return Objects.requireNonNull(fakes.runs.run(run.id()).orElseThrow().outcome());
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
