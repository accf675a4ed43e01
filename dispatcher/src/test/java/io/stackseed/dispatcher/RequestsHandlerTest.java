package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import io.stackseed.request.TopicArn;
import io.stackseed.request.UnreadableMessageException;
import io.stackseed.run.Run;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.util.Arrays;
import org.joda.time.DateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsHandlerTest {
  private final RequestsScene scene = new RequestsScene();
  private final RequestsHandler handler =
      new RequestsHandler(scene.requests, TopicArn.parse(RequestsScene.TOPIC));
  private final Context context = mock(Context.class);

  @BeforeEach
  void giveTime() {
    when(context.getRemainingTimeInMillis()).thenReturn(120_000);
  }

  @Test
  void aRecordBecomesARun() {
    handler.handleRequest(event(create("request-1", "First")), context);

    assertThat(scene.fakes.runs.runs()).hasSize(1);
    assertThat(scene.run().requestedAt()).isEqualTo(Fakes.START);
    assertThat(scene.run().requestType()).isEqualTo("Create");
  }

  @Test
  void everyRecordOfAnEventIsHandled() {
    handler.handleRequest(
        event(create("request-1", "First"), create("request-2", "Second")), context);

    assertThat(scene.fakes.runs.runs()).hasSize(2);
  }

  @Test
  void aRecordThatFailsBringsTheEventBackAndHindersNoOther() {
    SNSEvent event =
        event(
            create("request-1", "First"),
            notification("{\"RequestType\":"),
            create("request-2", "Second"));

    assertThatThrownBy(() -> handler.handleRequest(event, context))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageEndingWith("cannot be read: it is not valid JSON at character 15");
    assertThat(scene.fakes.runs.runs()).hasSize(2);

    assertThatThrownBy(() -> handler.handleRequest(event, context))
        .isInstanceOf(UnreadableMessageException.class);
    assertThat(scene.fakes.runs.runs()).hasSize(2);
    assertThat(scene.fakes.chunks.sent()).hasSize(2);
  }

  @Test
  void aMessageThatIsNoNotificationIsRefusedAloud() {
    SNSRecord confirmation = create("request-1", "First");
    confirmation.getSNS().setType("SubscriptionConfirmation");

    try (CapturedLog log = new CapturedLog()) {
      handler.handleRequest(event(confirmation, create("request-2", "Second")), context);

      assertThat(log.text())
          .contains(
              "Message message of First is refused: a SubscriptionConfirmation of "
                  + RequestsScene.TOPIC
                  + ", not a Notification of "
                  + RequestsScene.TOPIC);
    }
    assertThat(scene.fakes.runs.runs()).extracting(Run::requestType).containsExactly("Create");
  }

  @Test
  void aMessageOfAnotherTopicIsRefusedAloud() {
    SNSRecord foreign = create("request-1", "First");
    foreign.getSNS().setTopicArn(RequestsScene.TOPIC + "-of-somebody-else");

    try (CapturedLog log = new CapturedLog()) {
      handler.handleRequest(event(foreign), context);

      assertThat(log.text())
          .contains(
              "Message message of First is refused: a Notification of "
                  + RequestsScene.TOPIC
                  + "-of-somebody-else, not a Notification of "
                  + RequestsScene.TOPIC)
          .doesNotContain("X-Amz");
    }
    assertThat(scene.fakes.runs.runs()).isEmpty();
  }

  private static SNSEvent event(SNSRecord... records) {
    SNSEvent event = new SNSEvent();
    event.setRecords(Arrays.asList(records));
    return event;
  }

  private static SNSRecord create(String requestId, String logicalResourceId) {
    SNSRecord record =
        notification(
            RequestText.create(requestId).with("LogicalResourceId", logicalResourceId).text());
    record.getSNS().setMessageId("message of " + logicalResourceId);
    return record;
  }

  private static SNSRecord notification(String message) {
    SNS sns = new SNS();
    sns.setType("Notification");
    sns.setTopicArn(RequestsScene.TOPIC);
    sns.setMessageId("message");
    sns.setTimestamp(new DateTime(Fakes.START.toEpochMilli()));
    sns.setMessage(message);
    SNSRecord record = new SNSRecord();
    record.setSns(sns);
    return record;
  }
}
