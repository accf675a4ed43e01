package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.Messages;
import io.stackseed.run.RunState;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import io.stackseed.time.LongestPauses;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunksHandlerTest {
  private final Fakes fakes = new Fakes(Instant.now());
  private final ChunksHandler handler =
      new ChunksHandler(
          new Chunks(
              fakes.runs,
              new ChunkLoader(
                  fakes.objects,
                  fakes.tables,
                  fakes.report,
                  fakes.shapers(),
                  LongestPauses.backoff(fakes.time),
                  fakes.time),
              fakes.leasedWork(),
              fakes.time),
          fakes.chunks);
  private final Context context = mock(Context.class);

  @BeforeEach
  void queueAChunk() {
    when(context.getRemainingTimeInMillis()).thenReturn(90_000);
    fakes.tables.create(Fakes.ORDERS);
    fakes.objects.put("ingest", "orders.jsonl", "{\"id\":\"a\"}\n".getBytes(UTF_8));
    SourceObject source =
        fakes.objects.describe(new SourceLocation("ingest", "orders.jsonl"), null);
    PlannedRuns.begin(fakes, PlannedRuns.load(source, 4 << 20), null, List.of(source.wholeRange()));
    fakes.chunks.send(List.of(new ChunkMessage(new ChunkId("run-1", 0, 0), source.wholeRange())));
  }

  @Test
  void aChunkThatIsLoadedIsAcknowledged() {
    SQSBatchResponse response = handler.handleRequest(event(receive()), context);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(fakes.tables.items("orders")).hasSize(1);
    assertThat(fakes.runs.progress("run-1").state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aChunkThatIsNotLoadedComesBackWithinSeconds() {
    fakes.objects.failOpen(1);

    SQSBatchResponse response = handler.handleRequest(event(receive()), context);

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("message-1");
    assertThat(fakes.chunks.nextVisible()).contains(fakes.time.now().plusSeconds(16));
  }

  @Test
  void aMessageThatCannotBeReadComesBackAndHindersNoOther() {
    SQSMessage unreadable = new SQSMessage();
    unreadable.setMessageId("message-0");
    unreadable.setBody("not JSON");

    SQSBatchResponse response = handler.handleRequest(event(unreadable, receive()), context);

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("message-0");
    assertThat(fakes.runs.progress("run-1").state()).isEqualTo(RunState.SUCCEEDED);
  }

  private SQSMessage receive() {
    Delivery<ChunkMessage> delivery = fakes.chunks.receive().orElseThrow();
    SQSMessage message = new SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle(delivery.receipt());
    message.setBody(Messages.write(delivery.message()));
    return message;
  }

  private static SQSEvent event(SQSMessage... messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(messages));
    return event;
  }
}
