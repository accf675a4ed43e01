package io.stackseed.aws;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages of runs. The run is the message group, so that no run waits behind another's. */
final class SqsBatches {
  private static final Logger LOG = LoggerFactory.getLogger(SqsBatches.class);

  private SqsBatches() {}

  /**
   * SendMessageBatch fails in part under HTTP 200: what it lists as failed is returned.
   *
   * @param delay rounded up to seconds
   * @param body a message's text
   * @param run the run it belongs to
   */
  static <T> List<T> send(
      SqsClient sqs,
      String url,
      List<T> batch,
      Duration delay,
      Function<T, String> body,
      Function<T, String> run) {
    @Nullable Integer delaySeconds =
        delay.isZero() ? null : (int) delay.plusMillis(999).toSeconds();
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, batch.size())
            .mapToObj(
                index ->
                    SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .messageBody(body.apply(batch.get(index)))
                        .delaySeconds(delaySeconds)
                        .messageGroupId(run.apply(batch.get(index)))
                        .build())
            .toList();
    List<BatchResultErrorEntry> failed =
        sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed();
    if (!failed.isEmpty()) {
      LOG.warn(
          "{} of {} messages not queued: {}", failed.size(), batch.size(), failed.get(0).code());
    }
    return failed.stream().map(entry -> batch.get(Integer.parseInt(entry.id()))).toList();
  }
}
