package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ObjectId;
import io.stackseed.source.ByteRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsQueuesTest {
  private static final String URL = "https://sqs/queue";

  private final SqsClient sqs = mock(SqsClient.class, CALLS_REAL_METHODS);

  @Test
  void batchIsSentWithIdsOfItsOwnInTheGroupOfItsRun() {
    batchAnswers();

    assertThat(new SqsChunkQueue(sqs, URL).send(messages(3), Duration.ZERO)).isEmpty();

    ArgumentCaptor<SendMessageBatchRequest> sent =
        ArgumentCaptor.forClass(SendMessageBatchRequest.class);
    verify(sqs).sendMessageBatch(sent.capture());
    assertThat(sent.getValue().queueUrl()).isEqualTo(URL);
    assertThat(sent.getValue().entries())
        .extracting(SendMessageBatchRequestEntry::id)
        .containsExactly("0", "1", "2");
    assertThat(sent.getValue().entries())
        .extracting(SendMessageBatchRequestEntry::messageGroupId)
        .containsOnly("run-1");
    assertThat(sent.getValue().entries().get(2).messageBody())
        .isEqualTo("{\"v\":1,\"run\":\"run-1\",\"object\":0,\"chunk\":2,\"start\":20,\"end\":30}");
  }

  @Test
  void whatFailedUnderASuccessfulCallComesBack() {
    List<ChunkMessage> messages = messages(10);
    batchAnswers("7", "2");

    assertThat(new SqsChunkQueue(sqs, URL).send(messages, Duration.ZERO))
        .containsExactly(messages.get(7), messages.get(2));
  }

  @Test
  void callThatFailsAsAWholeIsAnException() {
    doThrow(SqsException.builder().message("no such queue").build())
        .when(sqs)
        .sendMessageBatch(any(SendMessageBatchRequest.class));

    assertThatThrownBy(() -> new SqsChunkQueue(sqs, URL).send(messages(1), Duration.ZERO))
        .isInstanceOf(SqsException.class)
        .hasMessage("no such queue");
  }

  @Test
  void objectsAreSentInTheGroupOfTheirRunAndThoseRefusedReturned() {
    doReturn(
            SendMessageBatchResponse.builder()
                .failed(BatchResultErrorEntry.builder().id("1").code("Throttled").build())
                .build())
        .when(sqs)
        .sendMessageBatch(any(SendMessageBatchRequest.class));

    assertThat(
            new SqsSplitQueue(sqs, URL)
                .send(List.of(new ObjectId("run-1", 4), new ObjectId("run-1", 5))))
        .containsExactly(new ObjectId("run-1", 5));

    verify(sqs)
        .sendMessageBatch(
            SendMessageBatchRequest.builder()
                .queueUrl(URL)
                .entries(
                    entry("0", "{\"v\":1,\"run\":\"run-1\",\"object\":4}"),
                    entry("1", "{\"v\":1,\"run\":\"run-1\",\"object\":5}"))
                .build());
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageBody(body)
        .messageGroupId("run-1")
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999, 1",
    "1000, 1",
    "1001, 2",
    "41000, 41",
    "43200000, 43200",
    "43200001, 43200",
    "360000000, 43200"
  })
  void delayIsWholeSecondsRoundedUpToTwelveHoursAtMost(long delayMillis, int seconds) {
    doReturn(ChangeMessageVisibilityResponse.builder().build())
        .when(sqs)
        .changeMessageVisibility(any(ChangeMessageVisibilityRequest.class));

    new SqsChunkQueue(sqs, URL).retryIn("receipt", Duration.ofMillis(delayMillis));
    new SqsSplitQueue(sqs, URL + "2").retryIn("receipt", Duration.ofMillis(delayMillis));

    for (String url : List.of(URL, URL + "2")) {
      verify(sqs)
          .changeMessageVisibility(
              ChangeMessageVisibilityRequest.builder()
                  .queueUrl(url)
                  .receiptHandle("receipt")
                  .visibilityTimeout(seconds)
                  .build());
    }
  }

  @Test
  void queueThatHoldsNothingIsEmpty() {
    holds("0", "0", "0");

    assertThat(new SqsChunkQueue(sqs, URL).isEmpty()).isTrue();

    ArgumentCaptor<GetQueueAttributesRequest> asked =
        ArgumentCaptor.forClass(GetQueueAttributesRequest.class);
    verify(sqs).getQueueAttributes(asked.capture());
    assertThat(asked.getValue().queueUrl()).isEqualTo(URL);
    assertThat(asked.getValue().attributeNamesAsStrings())
        .containsExactlyInAnyOrder(
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1", "12, 0, 0", "10, 10, 10"})
  void queueThatHoldsAnyMessageIsNotEmpty(String visible, String inFlight, String delayed) {
    holds(visible, inFlight, delayed);

    assertThat(new SqsChunkQueue(sqs, URL).isEmpty()).isFalse();
  }

  private void holds(String visible, String inFlight, String delayed) {
    doReturn(
            GetQueueAttributesResponse.builder()
                .attributes(
                    Map.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, visible,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, inFlight,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, delayed))
                .build())
        .when(sqs)
        .getQueueAttributes(any(GetQueueAttributesRequest.class));
  }

  private void batchAnswers(String... failedIds) {
    doReturn(
            SendMessageBatchResponse.builder()
                .failed(
                    List.of(failedIds).stream()
                        .map(id -> BatchResultErrorEntry.builder().id(id).code("Throttled").build())
                        .toList())
                .build())
        .when(sqs)
        .sendMessageBatch(any(SendMessageBatchRequest.class));
  }

  private static List<ChunkMessage> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> new ChunkMessage(new ChunkId("run-1", 0, n), new ByteRange(n * 10L, n * 10L + 10)))
        .toList();
  }
}
