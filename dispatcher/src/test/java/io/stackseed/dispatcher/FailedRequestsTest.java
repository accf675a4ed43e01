package io.stackseed.dispatcher;

import static io.stackseed.dispatcher.FailureText.invocationRecord;
import static io.stackseed.dispatcher.FailureText.sns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.testing.CapturedLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedRequestsTest {
  private static final TopicArn TOPIC = TopicArn.parse(RequestsScene.TOPIC);
  private static final String REQUEST = RequestText.create("request-1").text();

  @Test
  void anInvocationRecordOfLambdasHoldsTheEventsNotificationAndItsCondition() {
    FailedRequests failed = read(invocationRecord("RetriesExhausted", sns(REQUEST)));

    assertThat(failed.condition()).isEqualTo("RetriesExhausted");
    assertThat(failed.notifications()).containsExactly(notification(REQUEST));
  }

  @Test
  void everyRecordOfTheEventIsANotification() {
    FailedRequests failed =
        read(invocationRecord("EventAgeExceeded", sns("the first"), sns("the second")));

    assertThat(failed.condition()).isEqualTo("EventAgeExceeded");
    assertThat(failed.notifications())
        .containsExactly(notification("the first"), notification("the second"));
  }

  @Test
  void aDeadLetterOfTheTopicsIsANotificationThatWasNeverDelivered() {
    FailedRequests failed =
        read(
            sns(REQUEST)
                .put("SignatureVersion", "1")
                .put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/"));

    assertThat(failed.condition()).isEqualTo("Undelivered");
    assertThat(failed.notifications()).containsExactly(notification(REQUEST));
  }

  @Test
  void theMessageOfANotificationMayBeAnything() {
    assertThat(read(sns("no JSON at all")).notifications())
        .containsExactly(notification("no JSON at all"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Retries Exhausted", "<b>", "https://evil.example/?X-Amz-Signature="})
  void aConditionThatIsNoWordIsNotRepeated(String condition) {
    assertThat(read(invocationRecord(condition, sns(REQUEST))).condition()).isEqualTo("Unknown");
  }

  @Test
  void anInvocationRecordWithoutAConditionIsReadAllTheSame() {
    ObjectNode record = invocationRecord("RetriesExhausted", sns(REQUEST));
    record.remove("requestContext");

    FailedRequests failed = read(record);

    assertThat(failed.condition()).isEqualTo("Unknown");
    assertThat(failed.notifications()).hasSize(1);
  }

  @Test
  void aMessageThatIsNoNotificationIsRefusedAloudAndHindersNoOther() {
    ObjectNode confirmation = sns(REQUEST).put("Type", "SubscriptionConfirmation");

    try (CapturedLog log = new CapturedLog()) {
      assertThat(read(confirmation).notifications()).isEmpty();
      assertThat(
              read(invocationRecord("RetriesExhausted", confirmation, sns(REQUEST)))
                  .notifications())
          .hasSize(1);

      assertThat(log.text())
          .contains(
              "Message message-1 is refused: a SubscriptionConfirmation of %s, not a Notification"
                  .formatted(TOPIC))
          .doesNotContain(RequestText.SIGNATURE);
    }
  }

  @Test
  void aMessageOfAnotherTopicIsRefusedAloud() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(read(sns(REQUEST).put("TopicArn", TOPIC + "-of-somebody-else")).notifications())
          .isEmpty();

      assertThat(log.text())
          .contains(
              "a Notification of %1$s-of-somebody-else, not a Notification of %1$s"
                  .formatted(TOPIC))
          .doesNotContain(RequestText.SIGNATURE);
    }
  }

  static Stream<Arguments> unreadable() {
    String cut = sns(REQUEST).toString();
    return Stream.of(
        Arguments.of("", "it is not a JSON object"),
        Arguments.of("[]", "it is not a JSON object"),
        Arguments.of(cut.substring(0, cut.length() - 1), "it is not valid JSON"),
        Arguments.of(cut + cut, "it is not valid JSON"),
        Arguments.of(
            REQUEST, "it is neither an invocation record of Lambda's nor a message of SNS's"),
        Arguments.of("{\"requestPayload\":{}}", "the event in it has no Records"),
        Arguments.of("{\"requestPayload\":{\"Records\":[]}}", "the event in it has no Records"),
        Arguments.of(
            "{\"requestPayload\":{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}}",
            "a message in it has no Type"),
        Arguments.of(without("Type"), "a message in it has no Type"),
        Arguments.of(without("MessageId"), "a message in it has no MessageId"),
        Arguments.of(without("Message"), "a message in it has no Message"),
        Arguments.of(without("Timestamp"), "a message in it has no Timestamp"),
        Arguments.of(
            sns(REQUEST).put("Timestamp", "yesterday").toString(),
            "the Timestamp of a message in it is no instant"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatHasNeitherFormCannotBeReadAndIsNotQuoted(String body, String why) {
    assertThatThrownBy(() -> FailedRequests.read(body, TOPIC))
        .isInstanceOf(UnreadableFailureException.class)
        .hasMessage("A message of the failure queue cannot be read: " + why)
        .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain(RequestText.SIGNATURE));
  }

  @Test
  void nothingOfACredentialIsInItsText() {
    assertThat(read(sns(REQUEST)).toString()).doesNotContain(RequestText.SIGNATURE);
    assertThat(
            new SnsMessage("Notification", TOPIC.toString(), "message-1", Instant.EPOCH, REQUEST)
                .toString())
        .doesNotContain(RequestText.SIGNATURE);
  }

  private static FailedRequests read(ObjectNode body) {
    return FailedRequests.read(body.toString(), TOPIC);
  }

  private static String without(String field) {
    ObjectNode sns = sns(REQUEST);
    sns.remove(field);
    return sns.toString();
  }

  private static Notification notification(String message) {
    return new Notification(TOPIC, "message-1", Instant.parse("2026-11-22T12:00:00.123Z"), message);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
