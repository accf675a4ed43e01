package io.stackseed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.services.Threads;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Carries a queue's messages to a function: as many pollers as batches may be in work at once, each
 * of which waits for a batch, invokes, and deletes what succeeded. What failed comes back when its
 * visibility ends.
 */
final class QueuePollers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueuePollers.class);

  /** Short, because ElasticMQ goes on waiting for a poll that nobody listens to any more. */
  private static final int LONG_POLL_SECONDS = 1;

  private static final int SECONDS_AFTER_FAILURE = 1;

  private final EventSourceMapping mapping;
  private final Supplier<LocalFunction> function;
  private final SqsClient sqs;
  private final String queueUrl;
  private final String region;
  private final ExecutorService threads;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private QueuePollers(
      EventSourceMapping mapping,
      Supplier<LocalFunction> function,
      SqsClient sqs,
      String queueUrl,
      String region) {
    this.mapping = mapping;
    this.function = function;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.region = region;
    this.threads = Executors.newCachedThreadPool(Threads.named(mapping.functionName() + "-poll"));
  }

  static QueuePollers start(
      EventSourceMapping mapping, Supplier<LocalFunction> function, SqsClient sqs, String region) {
    String queueName = mapping.queueArn().substring(mapping.queueArn().lastIndexOf(':') + 1);
    String queueUrl = sqs.getQueueUrl(request -> request.queueName(queueName)).queueUrl();
    QueuePollers pollers = new QueuePollers(mapping, function, sqs, queueUrl, region);
    for (int n = 0; n < mapping.concurrency(); n++) {
      pollers.threads.execute(pollers::poll);
    }
    return pollers;
  }

  private void poll() {
    while (stopped.getCount() > 0) {
      try {
        List<Message> messages = receive();
        if (!messages.isEmpty()) {
          carry(messages);
        }
      } catch (InterruptedException | AbortedException e) {
        return;
      } catch (SdkException e) {
        if (stopped.getCount() == 0) {
          return;
        }
        LOG.warn("Polling {} failed: {}", queueUrl, e.getMessage());
        if (stoppedWithin(SECONDS_AFTER_FAILURE)) {
          return;
        }
      } catch (RuntimeException e) {
        LOG.error("Polling {} failed", queueUrl, e);
        if (stoppedWithin(SECONDS_AFTER_FAILURE)) {
          return;
        }
      }
    }
  }

  private boolean stoppedWithin(int seconds) {
    try {
      return stopped.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(mapping.batchSize())
                    .waitTimeSeconds(LONG_POLL_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private void carry(List<Message> messages) throws InterruptedException {
    Map<String, Message> batch = new LinkedHashMap<>();
    messages.forEach(message -> batch.put(message.messageId(), message));
    InvocationResult result = function.get().invoke(event(messages));
    if (!result.succeeded()) {
      return;
    }
    Set<String> done = new LinkedHashSet<>(batch.keySet());
    if (mapping.partialFailures()) {
      Set<String> failed = BatchItemFailures.failed(result.payload(), batch.keySet());
      if (!failed.isEmpty()) {
        LOG.info("Function {} reports failed: {}", mapping.functionName(), failed);
      }
      done.removeAll(failed);
    }
    if (!done.isEmpty()) {
      List<DeleteMessageBatchRequestEntry> entries =
          done.stream()
              .map(
                  id ->
                      DeleteMessageBatchRequestEntry.builder()
                          .id(id)
                          .receiptHandle(Objects.requireNonNull(batch.get(id)).receiptHandle())
                          .build())
              .toList();
      sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
    }
  }

  private String event(List<Message> messages) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    var records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode entry = records.addObject();
      entry.put("messageId", message.messageId());
      entry.put("receiptHandle", message.receiptHandle());
      entry.put("body", message.body());
      ObjectNode attributes = entry.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      ObjectNode messageAttributes = entry.putObject("messageAttributes");
      message
          .messageAttributes()
          .forEach(
              (name, value) -> {
                ObjectNode attribute = messageAttributes.putObject(name);
                attribute.put("dataType", value.dataType());
                if (value.stringValue() != null) {
                  attribute.put("stringValue", value.stringValue());
                }
                if (value.binaryValue() != null) {
                  attribute.put("binaryValue", value.binaryValue().asByteArray());
                }
                attribute.putArray("stringListValues");
                attribute.putArray("binaryListValues");
              });
      entry.put("md5OfBody", message.md5OfBody());
      entry.put("eventSource", "aws:sqs");
      entry.put("eventSourceARN", mapping.queueArn());
      entry.put("awsRegion", region);
    }
    return event.toString();
  }

  /** No poll begins any more; a batch in work goes on. */
  void stop() {
    stopped.countDown();
    threads.shutdown();
  }

  /** Returns when the last poll has ended, or nearly so; a batch in work is not waited for. */
  void awaitPolls() throws InterruptedException {
    if (!threads.awaitTermination(LONG_POLL_SECONDS * 1000L + 500, TimeUnit.MILLISECONDS)) {
      LOG.debug("A batch of {} is still in work", queueUrl);
    }
  }

  /** Interrupts what is still in work; its messages come back when their visibility ends. */
  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
