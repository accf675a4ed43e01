package io.stackseed.local.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The stand-in for SNS. Topics and subscriptions are made by method calls, because only stacks make
 * them; publishing goes over HTTP too, so that any SNS client can.
 *
 * <p>A subscribed function gets each message as an asynchronous invocation. A client error (no such
 * function, no permission) is not retried: the message goes to the subscription's dead-letter
 * queue, else to the log, as with SNS (<a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">delivery
 * retries</a>).
 */
public final class Topics implements AutoCloseable {

  /** SNS's own limit on a message, in bytes of UTF-8, attributes included. */
  static final int MAXIMUM_MESSAGE_BYTES = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  private final LocalSettings settings;
  private final SqsClient sqs;
  private final SortedMap<String, String> topics = new ConcurrentSkipListMap<>();
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final QueryServer server;
  private volatile @Nullable FunctionTarget functions;

  private record Subscription(
      String arn, String topicArn, String functionArn, @Nullable String deadLetterQueueArn) {}

  private Topics(LocalSettings settings, SqsClient sqs) throws IOException {
    this.settings = settings;
    this.sqs = sqs;
    this.server = QueryServer.start("topics", new TopicsApi(this)::answer);
  }

  static Topics start(LocalSettings settings, SqsClient sqs) {
    try {
      return new Topics(settings, sqs);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded topics did not start", e);
    }
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** From now on subscriptions deliver here; before, they deliver nowhere and say so. */
  public void deliverTo(FunctionTarget target) {
    functions = target;
  }

  /** Makes the topic, or finds it; returns its ARN. */
  public String create(String name) {
    String arn = settings.arn("sns", name);
    topics.put(arn, name);
    return arn;
  }

  /** Removes the topic and its subscriptions, if it is there. */
  public void delete(String topicArn) {
    topics.remove(topicArn);
    subscriptions.values().removeIf(subscription -> subscription.topicArn().equals(topicArn));
  }

  /**
   * Subscribes a function; returns the subscription's ARN.
   *
   * @param deadLetterQueueArn gets what could not be handed over; null for none
   * @throws IllegalArgumentException if there is no such topic
   */
  public String subscribe(
      String topicArn, String functionArn, @Nullable String deadLetterQueueArn) {
    if (!topics.containsKey(topicArn)) {
      throw new IllegalArgumentException("The topic " + topicArn + " does not exist");
    }
    String arn = topicArn + ":" + UUID.randomUUID();
    subscriptions.put(arn, new Subscription(arn, topicArn, functionArn, deadLetterQueueArn));
    return arn;
  }

  public void unsubscribe(String subscriptionArn) {
    subscriptions.remove(subscriptionArn);
  }

  List<String> arns() {
    return List.copyOf(topics.keySet());
  }

  long subscriptionCount(String topicArn) {
    return subscriptions.values().stream()
        .filter(subscription -> subscription.topicArn().equals(topicArn))
        .count();
  }

  String owner() {
    return settings.accountId();
  }

  /** Publishes; returns the message's id. */
  String publish(
      String topicArn,
      @Nullable String subject,
      String message,
      Map<String, Notification.Attribute> attributes) {
    requireTopic(topicArn);
    if (message.isEmpty()) {
      throw TopicException.invalidParameter("Empty message");
    }
    if (subject != null && (subject.isEmpty() || subject.length() > 100)) {
      throw TopicException.invalidParameter("Subject");
    }
    if (sizeBytes(message, attributes) > MAXIMUM_MESSAGE_BYTES) {
      throw TopicException.invalidParameter("Message too long");
    }
    Notification notification =
        new Notification(
            UUID.randomUUID().toString(), topicArn, subject, message, Instant.now(), attributes);
    subscriptions.values().stream()
        .filter(subscription -> subscription.topicArn().equals(topicArn))
        .forEach(subscription -> deliver(notification, subscription));
    return notification.messageId();
  }

  void requireTopic(String topicArn) {
    if (!topicArn.startsWith("arn:") || topicArn.split(":", -1).length != 6) {
      throw TopicException.invalidParameter("TopicArn");
    }
    if (!topics.containsKey(topicArn)) {
      throw TopicException.notFound();
    }
  }

  static long sizeBytes(String message, Map<String, Notification.Attribute> attributes) {
    long size = utf8Length(message);
    for (Map.Entry<String, Notification.Attribute> entry : attributes.entrySet()) {
      size +=
          utf8Length(entry.getKey())
              + utf8Length(entry.getValue().type())
              + utf8Length(entry.getValue().value());
    }
    return size;
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void deliver(Notification notification, Subscription subscription) {
    try {
      FunctionTarget target = functions;
      if (target == null) {
        throw new RefusedInvocationException(
            "ResourceNotFoundException", "Function not found: " + subscription.functionArn());
      }
      target.invokeAsynchronously(
          subscription.functionArn(),
          subscription.topicArn(),
          notification.lambdaEvent(subscription.arn(), settings.region()));
    } catch (RefusedInvocationException e) {
      giveUp(notification, subscription, e);
    }
  }

  private void giveUp(
      Notification notification, Subscription subscription, RefusedInvocationException why) {
    String queueArn = subscription.deadLetterQueueArn();
    if (queueArn == null) {
      LOG.error(
          "Message {} of {} is lost: {} refused it, {}",
          notification.messageId(),
          notification.topicArn(),
          subscription.functionArn(),
          why.getMessage());
      return;
    }
    LOG.warn(
        "Message {} of {} goes to {}: {}",
        notification.messageId(),
        notification.topicArn(),
        queueArn,
        why.getMessage());
    String queueName = queueArn.substring(queueArn.lastIndexOf(':') + 1);
    try {
      String queueUrl = sqs.getQueueUrl(request -> request.queueName(queueName)).queueUrl();
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(queueUrl)
                  .messageBody(notification.deadLetter())
                  .messageAttributes(
                      Map.of(
                          "ErrorCode", text(why.errorCode()),
                          "ErrorMessage", text(String.valueOf(why.getMessage())))));
    } catch (SdkException e) {
      LOG.error("Message {} is lost: {} did not take it", notification.messageId(), queueArn, e);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
