package io.stackseed.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message of the failure queue holds: requests that the Requests function was not given, or
 * could not take.
 *
 * <p>Two services write there. Lambda, for an event on which the function failed for good, an <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">invocation
 * record</a> around the event; and SNS, for a message that it could not hand over, the message as
 * its subscribers get it. A request without either around it is not taken: nothing would say when
 * it was published, and that instant is what orders requests.
 *
 * @param condition why: {@code RetriesExhausted}, {@code EventAgeExceeded} or another word of
 *     Lambda's, else {@link #UNDELIVERED}; letters alone, fit for a Reason
 */
record FailedRequests(List<Notification> notifications, String condition) {

  /** The condition of what never reached the function: it was gone, or forbidden to the topic. */
  static final String UNDELIVERED = "Undelivered";

  private static final String UNKNOWN = "Unknown";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  FailedRequests {
    notifications = List.copyOf(notifications);
  }

  /**
   * Reads a message's body.
   *
   * @param topic whose notifications are taken; others are refused as the Requests function does
   * @throws UnreadableFailureException if it has neither form; it quotes nothing of the body, which
   *     holds credentials
   */
  static FailedRequests read(String body, TopicArn topic) {
    JsonNode root = parse(body);
    JsonNode event = root.path("requestPayload");
    if (!event.isMissingNode()) {
      return new FailedRequests(
          notifications(event, topic), condition(root.path("requestContext").path("condition")));
    }
    if (root.has("TopicArn")) {
      return new FailedRequests(
          message(root).notificationOf(topic).map(List::of).orElse(List.of()), UNDELIVERED);
    }
    throw new UnreadableFailureException(
        "it is neither an invocation record of Lambda's nor a message of SNS's");
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (root != null && root.isObject()) {
        return root;
      }
      throw new UnreadableFailureException("it is not a JSON object");
    } catch (JsonProcessingException e) {
      // Not the exception's own text, nor the exception as cause: both may quote the body.
      throw new UnreadableFailureException("it is not valid JSON");
    }
  }

  private static List<Notification> notifications(JsonNode event, TopicArn topic) {
    JsonNode records = event.path("Records");
    if (!records.isArray() || records.isEmpty()) {
      throw new UnreadableFailureException("the event in it has no Records");
    }
    List<Notification> notifications = new ArrayList<>();
    for (JsonNode record : records) {
      message(record.path("Sns")).notificationOf(topic).ifPresent(notifications::add);
    }
    return notifications;
  }

  private static SnsMessage message(JsonNode sns) {
    return new SnsMessage(
        text(sns, "Type"),
        text(sns, "TopicArn"),
        text(sns, "MessageId"),
        timestamp(text(sns, "Timestamp")),
        text(sns, "Message"));
  }

  private static String text(JsonNode sns, String name) {
    return Optional.ofNullable(sns.path(name).textValue())
        .orElseThrow(() -> new UnreadableFailureException("a message in it has no " + name));
  }

  private static Instant timestamp(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UnreadableFailureException("the Timestamp of a message in it is no instant");
    }
  }

  private static String condition(JsonNode condition) {
    String word = condition.asText("");
    return word.matches("[A-Za-z]{1,64}") ? word : UNKNOWN;
  }
}
