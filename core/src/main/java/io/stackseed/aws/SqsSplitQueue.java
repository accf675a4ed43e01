package io.stackseed.aws;

import io.stackseed.chunk.Messages;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SplitQueue;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

final class SqsSplitQueue implements SplitQueue {
  private final SqsClient sqs;
  private final String url;

  SqsSplitQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  @Override
  public List<ObjectId> send(List<ObjectId> batch) {
    return SqsBatches.send(sqs, url, batch, Duration.ZERO, Messages::write, ObjectId::runId);
  }

  @Override
  public void retryIn(String receipt, Duration delay) {
    SqsVisibility.change(sqs, url, receipt, delay);
  }
}
