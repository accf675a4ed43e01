package io.stackseed.local.services;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message published to a topic.
 *
 * @param subject null when none was given; SNS delivers JSON {@code null} then
 */
record Notification(
    String messageId,
    String topicArn,
    @Nullable String subject,
    String message,
    Instant timestamp,
    Map<String, Attribute> attributes) {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A message attribute as a subscriber sees it. */
  record Attribute(String type, String value) {}

  Notification {
    attributes = Map.copyOf(attributes);
  }

  /**
   * The event a subscribed function gets (<a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Lambda with SNS</a>).
   */
  String lambdaEvent(String subscriptionArn, String region) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode entry = event.putArray("Records").addObject();
    entry.put("EventSource", "aws:sns");
    entry.put("EventVersion", "1.0");
    entry.put("EventSubscriptionArn", subscriptionArn);
    ObjectNode sns = entry.putObject("Sns");
    fill(sns);
    sns.put("SignatureVersion", "1");
    sns.put("Signature", "not-signed-by-the-embedded-topics");
    String host = "https://sns." + region + ".amazonaws.com/";
    sns.put("SigningCertUrl", host + "SimpleNotificationService-local.pem");
    sns.put("UnsubscribeUrl", host + "?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn);
    ObjectNode delivered = sns.putObject("MessageAttributes");
    new TreeMap<>(attributes)
        .forEach(
            (name, attribute) ->
                delivered
                    .putObject(name)
                    .put("Type", attribute.type())
                    .put("Value", attribute.value()));
    return event.toString();
  }

  /** What a subscription's dead-letter queue holds. */
  String deadLetter() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    fill(body);
    return body.toString();
  }

  private void fill(ObjectNode sns) {
    sns.put("Type", "Notification");
    sns.put("MessageId", messageId);
    sns.put("TopicArn", topicArn);
    sns.put("Subject", subject);
    sns.put("Message", message);
    sns.put("Timestamp", MILLISECONDS.format(timestamp));
  }
}
