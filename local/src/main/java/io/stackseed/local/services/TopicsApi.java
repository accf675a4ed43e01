package io.stackseed.local.services;

import static io.stackseed.local.services.QueryAnswer.element;
import static io.stackseed.local.services.QueryAnswer.escaped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SNS's actions, from parameters to XML, after its API reference of 2010-03-31. */
final class TopicsApi {

  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final int MAXIMUM_BATCH = 10;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Topics topics;

  TopicsApi(Topics topics) {
    this.topics = topics;
  }

  QueryAnswer answer(Map<String, String> parameters) {
    String action = parameters.getOrDefault("Action", "");
    try {
      String result =
          switch (action) {
            case "Publish" -> publish(parameters);
            case "PublishBatch" -> publishBatch(parameters);
            case "ListTopics" -> listTopics();
            case "GetTopicAttributes" -> topicAttributes(parameters);
            default -> throw TopicException.invalidAction(action);
          };
      return QueryAnswer.result(NAMESPACE, action, result);
    } catch (TopicException e) {
      return QueryAnswer.refusal(
          NAMESPACE, e.httpStatus(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  private String publish(Map<String, String> parameters) {
    return element("MessageId", publish(topicArn(parameters), parameters, ""));
  }

  private String publish(String topicArn, Map<String, String> parameters, String prefix) {
    String message = parameters.getOrDefault(prefix + "Message", "");
    return topics.publish(
        topicArn,
        parameters.get(prefix + "Subject"),
        "json".equals(parameters.get(prefix + "MessageStructure")) ? byDefault(message) : message,
        attributes(parameters, prefix));
  }

  /** What a subscriber gets for whose protocol a structured message has no text of its own. */
  private static String byDefault(String structured) {
    try {
      JsonNode text = MAPPER.readTree(structured).path("default");
      if (!text.isTextual()) {
        throw TopicException.invalidParameter(
            "Message Structure - No default entry in JSON message body");
      }
      return text.asText();
    } catch (JsonProcessingException e) {
      throw TopicException.invalidParameter(
          "Message Structure - JSON message body failed to parse");
    }
  }

  private String publishBatch(Map<String, String> parameters) {
    String topicArn = topicArn(parameters);
    topics.requireTopic(topicArn);
    Map<String, String> entries = batchEntries(parameters);
    StringBuilder successful = new StringBuilder();
    StringBuilder failed = new StringBuilder();
    entries.forEach(
        (id, prefix) -> {
          try {
            String messageId = publish(topicArn, parameters, prefix);
            successful.append(
                element("member", element("Id", escaped(id)) + element("MessageId", messageId)));
          } catch (TopicException e) {
            failed.append(
                element(
                    "member",
                    element("Id", escaped(id))
                        + element("Code", e.code())
                        + element("Message", escaped(String.valueOf(e.getMessage())))
                        + element("SenderFault", "true")));
          }
        });
    return element("Successful", successful) + element("Failed", failed);
  }

  /** Entry ids, each with the prefix of its parameters. */
  private static Map<String, String> batchEntries(Map<String, String> parameters) {
    Map<String, String> entries = new LinkedHashMap<>();
    long sizeBytes = 0;
    for (int n = 1; ; n++) {
      String prefix = "PublishBatchRequestEntries.member." + n + ".";
      String id = parameters.get(prefix + "Id");
      if (id == null) {
        break;
      }
      if (entries.put(id, prefix) != null) {
        throw TopicException.batch(
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id: " + id);
      }
      sizeBytes +=
          Topics.sizeBytes(
              parameters.getOrDefault(prefix + "Message", ""), attributes(parameters, prefix));
    }
    if (entries.isEmpty()) {
      throw TopicException.batch(
          "EmptyBatchRequest", "The batch request doesn't contain any entries.");
    }
    if (entries.size() > MAXIMUM_BATCH) {
      throw TopicException.batch(
          "TooManyEntriesInBatchRequest",
          "The batch request contains more entries than permissible.");
    }
    if (sizeBytes > Topics.MAXIMUM_MESSAGE_BYTES) {
      throw TopicException.batch(
          "BatchRequestTooLong",
          "The length of all the batch messages put together is more than the limit.");
    }
    return entries;
  }

  private String listTopics() {
    StringBuilder members = new StringBuilder();
    for (String arn : topics.arns()) {
      members.append(element("member", element("TopicArn", escaped(arn))));
    }
    return element("Topics", members);
  }

  private String topicAttributes(Map<String, String> parameters) {
    String topicArn = topicArn(parameters);
    topics.requireTopic(topicArn);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("TopicArn", topicArn);
    attributes.put("Owner", topics.owner());
    attributes.put("DisplayName", "");
    attributes.put("SubscriptionsConfirmed", Long.toString(topics.subscriptionCount(topicArn)));
    attributes.put("SubscriptionsPending", "0");
    attributes.put("SubscriptionsDeleted", "0");
    StringBuilder entries = new StringBuilder();
    attributes.forEach(
        (key, value) ->
            entries.append(
                element("entry", element("key", key) + element("value", escaped(value)))));
    return element("Attributes", entries);
  }

  private static String topicArn(Map<String, String> parameters) {
    String arn = parameters.getOrDefault("TopicArn", parameters.get("TargetArn"));
    if (arn == null) {
      throw TopicException.invalidParameter(
          "TopicArn or TargetArn Reason: no value for required parameter");
    }
    return arn;
  }

  private static Map<String, Notification.Attribute> attributes(
      Map<String, String> parameters, String prefix) {
    Map<String, Notification.Attribute> attributes = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (int n = 1; ; n++) {
      String entry = prefix + "MessageAttributes.entry." + n + ".";
      String name = parameters.get(entry + "Name");
      if (name == null) {
        return attributes;
      }
      String type = parameters.get(entry + "Value.DataType");
      @Nullable String value =
          parameters.getOrDefault(
              entry + "Value.StringValue", parameters.get(entry + "Value.BinaryValue"));
      if (type == null || value == null || !names.add(name)) {
        throw TopicException.invalidParameter("MessageAttributes '" + name + "'");
      }
      attributes.put(name, new Notification.Attribute(type, value));
    }
  }
}
