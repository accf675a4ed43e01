package io.stackseed.aws;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.Messages;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

final class SqsChunkQueue implements ChunkQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SqsChunkQueue.class);

  private static final List<QueueAttributeName> HELD =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final SqsClient sqs;
  private final String url;

  SqsChunkQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** SendMessageBatch fails in part under HTTP 200: what it lists as failed is returned. */
  @Override
  public List<ChunkMessage> send(List<ChunkMessage> batch) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, batch.size()).mapToObj(index -> entry(index, batch.get(index))).toList();
    List<BatchResultErrorEntry> failed =
        sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed();
    if (!failed.isEmpty()) {
      LOG.warn(
          "{} of {} messages not queued: {}", failed.size(), batch.size(), failed.get(0).code());
    }
    return failed.stream().map(entry -> batch.get(Integer.parseInt(entry.id()))).toList();
  }

  /** The run is the message group, so that no run waits behind all of another's chunks. */
  private static SendMessageBatchRequestEntry entry(int index, ChunkMessage message) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(index))
        .messageBody(Messages.write(message))
        .messageGroupId(message.chunk().runId())
        .build();
  }

  @Override
  public void retryIn(String receipt, Duration delay) {
    SqsVisibility.change(sqs, url, receipt, delay);
  }

  @Override
  public boolean isEmpty() {
    return sqs
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(HELD))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }
}
