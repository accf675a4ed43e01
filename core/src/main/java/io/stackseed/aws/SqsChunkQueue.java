package io.stackseed.aws;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.Messages;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class SqsChunkQueue implements ChunkQueue {
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

  @Override
  public List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay) {
    return SqsBatches.send(
        sqs, url, batch, delay, Messages::write, message -> message.chunk().runId());
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
