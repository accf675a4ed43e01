package io.stackseed.aws;

import io.stackseed.chunk.Messages;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SplitQueue;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

final class SqsSplitQueue implements SplitQueue {
  private final SqsClient sqs;
  private final String url;

  SqsSplitQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  @Override
  public void send(ObjectId object) {
    sqs.sendMessage(
        request ->
            request
                .queueUrl(url)
                .messageBody(Messages.write(object))
                .messageGroupId(object.runId()));
  }

  @Override
  public void retryIn(String receipt, Duration delay) {
    SqsVisibility.change(sqs, url, receipt, delay);
  }
}
