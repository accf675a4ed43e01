package io.stackseed.aws;

import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** ChangeMessageVisibility: whole seconds, up to twelve hours. */
final class SqsVisibility {
  private static final long MAX_SECONDS = Duration.ofHours(12).toSeconds();

  private SqsVisibility() {}

  static void change(SqsClient sqs, String url, String receipt, Duration delay) {
    long seconds = Math.min(MAX_SECONDS, delay.plusMillis(999).toSeconds());
    sqs.changeMessageVisibility(
        request -> request.queueUrl(url).receiptHandle(receipt).visibilityTimeout((int) seconds));
  }
}
