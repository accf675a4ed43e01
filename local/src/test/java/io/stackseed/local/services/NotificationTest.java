package io.stackseed.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationTest {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:000000000000:topic";

  @Test
  void theEventIsWhatLambdaGets() throws Exception {
    Notification notification =
        new Notification(
            "id-1",
            TOPIC,
            null,
            "text \"quoted\"",
            Instant.parse("2026-11-22T10:11:12.120Z"),
            Map.of("kind", new Notification.Attribute("String", "v")));
    assertThat(new ObjectMapper().readTree(notification.lambdaEvent(TOPIC + ":sub", "eu-west-1")))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Records":[{"EventSource":"aws:sns","EventVersion":"1.0",
                    "EventSubscriptionArn":"arn:aws:sns:eu-west-1:000000000000:topic:sub",
                    "Sns":{"Type":"Notification","MessageId":"id-1",
                    "TopicArn":"arn:aws:sns:eu-west-1:000000000000:topic","Subject":null,
                    "Message":"text \\"quoted\\"","Timestamp":"2026-11-22T10:11:12.120Z",
                    "SignatureVersion":"1","Signature":"not-signed-by-the-embedded-topics",
                    "SigningCertUrl":"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-local.pem",
                    "UnsubscribeUrl":"https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-1:000000000000:topic:sub",
                    "MessageAttributes":{"kind":{"Type":"String","Value":"v"}}}}]}
                    """));
    SNSEvent event =
        LambdaEventSerializers.serializerFor(SNSEvent.class, getClass().getClassLoader())
            .fromJson(notification.lambdaEvent(TOPIC + ":sub", "eu-west-1"));
    assertThat(event.getRecords().get(0).getSNS().getTimestamp().getMillis())
        .isEqualTo(notification.timestamp().toEpochMilli());
  }
}
