package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.stackseed.request.TopicArn;
import io.stackseed.testing.CapturedLog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescueHandlerTest {
  private final RequestsScene scene = new RequestsScene();
  private final RescueHandler handler =
      new RescueHandler(
          new Rescue(
              scene.fakes.runs, scene.fakes.completion, new Callbacks(Set.of()), scene.fakes.time),
          TopicArn.parse(RequestsScene.TOPIC));
  private final Context context = mock(Context.class);

  @BeforeEach
  void giveTime() {
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);
  }

  @Test
  void aMessageThatCannotBeReadComesBackAndIsNotQuoted() {
    try (CapturedLog log = new CapturedLog()) {
      SQSBatchResponse response =
          handler.handleRequest(event(RequestText.create("request-1").text()), context);

      assertThat(response.getBatchItemFailures())
          .extracting(BatchItemFailure::getItemIdentifier)
          .containsExactly("message-1");
      assertThat(log.text())
          .contains("A message of the failure queue cannot be read")
          .doesNotContain(RequestText.SIGNATURE);
    }
  }

  private static SQSEvent event(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle("receipt-1");
    message.setBody(body);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }
}
