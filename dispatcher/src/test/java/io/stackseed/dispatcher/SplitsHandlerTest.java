package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.Messages;
import io.stackseed.chunk.ObjectId;
import io.stackseed.testing.Fakes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SplitsHandlerTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private final SplitsHandler handler = new SplitsHandler(scene.splits(), fakes.splits);
  private final Context context = mock(Context.class);

  @BeforeEach
  void queueAnArray() {
    when(context.getRemainingTimeInMillis()).thenReturn(120_000);
    scene.put("orders.json", "[" + "{\"id\":\"a\"},".repeat(30_000) + "{\"id\":\"b\"}]");
    scene.publish(
        RequestText.create("request-1")
            .property("DataIngestFile", "orders.json")
            .property("ChunkBytes", "262144"));
  }

  @Test
  void anArrayThatIsCutIsAcknowledged() {
    SQSBatchResponse response = handler.handleRequest(event(receive()), context);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void anArrayThatIsNotCutComesBackWithinSeconds() {
    fakes.objects.failOpen(2);

    SQSBatchResponse response = handler.handleRequest(event(receive()), context);

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("message-1");
    assertThat(fakes.splits.nextVisible()).contains(fakes.time.now().plusSeconds(16));
  }

  @Test
  void aMessageThatCannotBeReadComesBack() {
    SQSMessage message = new SQSMessage();
    message.setMessageId("message-1");
    message.setBody("{\"v\":2}");

    SQSBatchResponse response = handler.handleRequest(event(message), context);

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("message-1");
  }

  private SQSMessage receive() {
    Delivery<ObjectId> delivery = fakes.splits.receive().orElseThrow();
    SQSMessage message = new SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle(delivery.receipt());
    message.setBody(Messages.write(delivery.message()));
    return message;
  }

  private static SQSEvent event(SQSMessage message) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }
}
