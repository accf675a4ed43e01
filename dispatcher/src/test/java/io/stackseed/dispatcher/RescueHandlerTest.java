package io.stackseed.dispatcher;

import static io.stackseed.dispatcher.FailureText.invocationRecord;
import static io.stackseed.dispatcher.FailureText.sns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.request.TopicArn;
import io.stackseed.testing.CapturedLog;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescueHandlerTest {
  private final RequestsScene scene = new RequestsScene();
  private final RescueHandler handler =
      new RescueHandler(
          new Rescue(
              scene.fakes.runs,
              scene.fakes.completion,
              new Callbacks(Set.of()),
              scene.fakes.metrics,
              scene.fakes.time),
          TopicArn.parse(RequestsScene.TOPIC));
  private final Context context = mock(Context.class);

  @BeforeEach
  void giveTime() {
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);
  }

  @Test
  void aRequestThatFailedForGoodIsAnsweredAndItsMessageDone() {
    SQSBatchResponse response =
        handler.handleRequest(
            event(
                invocationRecord("RetriesExhausted", sns(RequestText.create("request-1").text()))),
            context);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(scene.told()).startsWith("FAILED: ").contains("(RetriesExhausted)");
    assertThat(scene.run().requestedAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123Z"));
  }

  @Test
  void aRequestThatWasNeverDeliveredIsAnsweredAndItsMessageDone() {
    SQSBatchResponse response =
        handler.handleRequest(event(sns(RequestText.create("request-1").text())), context);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(scene.told()).startsWith("FAILED: ").contains("(Undelivered)");
  }

  @Test
  void aRequestThatCannotBeAnsweredForNowComesBack() {
    scene.fakes.runs.failBefore("accept", 1);

    SQSBatchResponse response =
        handler.handleRequest(event(sns(RequestText.create("request-1").text())), context);

    assertThat(response.getBatchItemFailures()).hasSize(1);
    assertThat(scene.bodies()).isEmpty();
  }

  @Test
  void aMessageThatIsNoRequestComesBackAndHindersNoOther() {
    SQSBatchResponse response =
        handler.handleRequest(
            event(
                invocationRecord(
                    "RetriesExhausted",
                    sns("no JSON"),
                    sns(RequestText.create("request-1").text()))),
            context);

    assertThat(response.getBatchItemFailures()).hasSize(1);
    assertThat(scene.told()).startsWith("FAILED: ");
  }

  @Test
  void aMessageThatCannotBeReadComesBackAndIsNotQuoted() {
    try (CapturedLog log = new CapturedLog()) {
      SQSBatchResponse response =
          handler.handleRequest(body(RequestText.create("request-1").text()), context);

      assertThat(response.getBatchItemFailures())
          .extracting(BatchItemFailure::getItemIdentifier)
          .containsExactly("message-1");
      assertThat(log.text())
          .contains("A message of the failure queue cannot be read")
          .doesNotContain(RequestText.SIGNATURE);
    }
  }

  private static SQSEvent event(ObjectNode body) {
    return body(body.toString());
  }

  private static SQSEvent body(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle("receipt-1");
    message.setBody(body);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }
}
