package io.stackseed.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.run.Announcement;
import io.stackseed.run.Outcomes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * The topic of outcomes. Who subscribes by e-mail gets text, everybody else JSON; {@code state} and
 * {@code table} are attributes that a subscription can <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html">filter</a> by.
 */
final class SnsOutcomes implements Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(SnsOutcomes.class);

  /** SNS's own limit on a subject, in characters of ASCII ("Publish"). */
  private static final int MAX_SUBJECT = 100;

  /** All tries of a call together. */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration TRY = Duration.ofSeconds(2);

  private final Supplier<SnsClient> sns;
  private final String topicArn;

  SnsOutcomes(Supplier<SnsClient> sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /** A topic that does not answer must not take an invocation's time. */
  static void limit(ClientOverrideConfiguration.Builder override) {
    override.apiCallTimeout(CALL).apiCallAttemptTimeout(TRY);
  }

  @Override
  public boolean publish(Announcement announcement) {
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(subject(announcement))
            .messageStructure("json")
            .message(message(announcement))
            .messageAttributes(attributes(announcement))
            .build();
    try {
      PublishResponse unused = sns.get().publish(request);
      return true;
    } catch (SdkException e) {
      LOG.warn("The topic of outcomes takes nothing: {}", e.getMessage());
      return false;
    }
  }

  /** State, table and run, as far as there is room: the run comes before the table's end. */
  static String subject(Announcement announcement) {
    String begin = "Stackseed: " + announcement.state() + " ";
    String end = "run " + announcement.runId();
    String table = announcement.table() == null ? "" : announcement.table() + ", ";
    int room = MAX_SUBJECT - begin.length() - end.length();
    if (table.length() > room) {
      table = table.substring(0, Math.max(0, room - 5)) + "..., ";
    }
    return begin + table + end;
  }

  private static String message(Announcement announcement) {
    ObjectNode structure = JsonNodeFactory.instance.objectNode();
    structure.put("default", json(announcement));
    structure.put("email", text(announcement));
    return structure.toString();
  }

  /** What programs get; absent is what is not known. */
  static String json(Announcement announcement) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", announcement.runId());
    json.put("state", announcement.state().name());
    json.put("requestType", announcement.requestType());
    put(json, "reason", announcement.reason());
    put(json, "stack", announcement.stackId());
    put(json, "resource", announcement.logicalResourceId());
    put(json, "table", announcement.table());
    json.put("endedAt", announcement.endedAt().toString());
    ObjectNode data = json.putObject("data");
    new TreeMap<>(announcement.data()).forEach(data::put);
    return json.toString();
  }

  /** What people get. */
  static String text(Announcement announcement) {
    StringBuilder text = new StringBuilder(500);
    text.append(
        "The %s of run %s %s.%n"
            .formatted(announcement.requestType(), announcement.runId(), ended(announcement)));
    if (announcement.reason() != null) {
      text.append("\n").append(announcement.reason()).append("\n");
    }
    text.append("\n");
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Table", announcement.table());
    lines.put("Stack", announcement.stackId());
    lines.put("Resource", announcement.logicalResourceId());
    lines.put("Ended", announcement.endedAt().toString());
    lines.putAll(new TreeMap<>(announcement.data()));
    lines.remove("RunId");
    lines.forEach(
        (name, value) -> {
          if (value != null) {
            text.append(name).append(": ").append(value).append("\n");
          }
        });
    return text.toString();
  }

  private static String ended(Announcement announcement) {
    return switch (announcement.state()) {
      case SUCCEEDED -> "has succeeded";
      case FAILED -> "has failed";
      case CANCELLED -> "was cancelled";
      case PLANNING, LOADING ->
          throw new IllegalArgumentException(announcement.state() + " is no end");
    };
  }

  private static Map<String, MessageAttributeValue> attributes(Announcement announcement) {
    Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("state", attribute(announcement.state().name()));
    if (announcement.table() != null) {
      attributes.put("table", attribute(announcement.table()));
    }
    return attributes;
  }

  private static MessageAttributeValue attribute(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
