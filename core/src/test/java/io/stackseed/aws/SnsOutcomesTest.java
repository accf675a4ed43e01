package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.run.Announcement;
import io.stackseed.run.Outcomes;
import io.stackseed.run.RunState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

class SnsOutcomesTest {
  private static final String STACK =
      "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/51af3dc0";
  private static final Instant AT = Instant.parse("2026-11-22T12:01:00Z");

  private final SnsClient sns = mock(SnsClient.class);
  private final SnsOutcomes outcomes = new SnsOutcomes(() -> sns, "arn:topic");

  @Test
  void programsGetJsonPeopleTextAndSubscriptionsCanFilter() throws IOException {
    PublishRequest request = published(failed("orders"));

    assertThat(request.topicArn()).isEqualTo("arn:topic");
    assertThat(request.subject()).isEqualTo("Stackseed: FAILED orders, run run-1");
    assertThat(request.messageStructure()).isEqualTo("json");
    assertThat(request.messageAttributes())
        .extractingByKeys("state", "table")
        .extracting(MessageAttributeValue::stringValue)
        .containsExactly("FAILED", "orders");
    JsonNode message = new JsonMapper().readTree(request.message());
    assertThat(message.path("default").asText())
        .isEqualTo(
            "{\"run\":\"run-1\",\"state\":\"FAILED\",\"requestType\":\"Create\","
                + "\"reason\":\"Why, and what to do.\",\"stack\":\""
                + STACK
                + "\",\"resource\":\"Seed\",\"table\":\"orders\","
                + "\"endedAt\":\"2026-11-22T12:01:00Z\","
                + "\"data\":{\"ItemsWritten\":\"7\",\"RunId\":\"run-1\"}}");
    assertThat(message.path("email").asText())
        .isEqualTo(
            """
            The Create of run run-1 has failed.

            Why, and what to do.

            Table: orders
            Stack: %s
            Resource: Seed
            Ended: 2026-11-22T12:01:00Z
            ItemsWritten: 7
            """
                .formatted(STACK));
  }

  @Test
  void whatIsNotKnownIsAbsent() throws IOException {
    PublishRequest request =
        published(
            new Announcement(
                "run-1", "Create", RunState.CANCELLED, null, null, null, null, AT, Map.of()));

    assertThat(request.subject()).isEqualTo("Stackseed: CANCELLED run run-1");
    assertThat(request.messageAttributes()).containsOnlyKeys("state");
    JsonNode message = new JsonMapper().readTree(request.message());
    assertThat(message.path("default").asText())
        .isEqualTo(
            "{\"run\":\"run-1\",\"state\":\"CANCELLED\",\"requestType\":\"Create\","
                + "\"endedAt\":\"2026-11-22T12:01:00Z\",\"data\":{}}");
    assertThat(message.path("email").asText())
        .isEqualTo("The Create of run run-1 was cancelled.\n\nEnded: 2026-11-22T12:01:00Z\n");
  }

  @Test
  void aSubjectIsCutToWhatSnsTakes() {
    String subject = published(failed("t".repeat(255))).subject();

    assertThat(subject)
        .hasSize(100)
        .startsWith("Stackseed: FAILED ttt")
        .endsWith("t..., run run-1");
  }

  @Test
  void aTopicThatTakesNothingIsNoFailure() {
    when(sns.publish(any(PublishRequest.class))).thenThrow(SdkClientException.create("no route"));

    assertThat(outcomes.publish(failed("orders"))).isFalse();
  }

  /** With the product's own client: an invocation's time is not the topic's. */
  @Test
  @Timeout(30)
  void aTopicThatDoesNotAnswerIsGivenUp() throws IOException {
    // It accepts connections, and nobody reads them.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Outcomes real =
          new AwsServices(
                  new Environment(
                      Map.of(
                          "AWS_REGION", "eu-west-1",
                          "AWS_ACCESS_KEY_ID", "id",
                          "AWS_SECRET_ACCESS_KEY", "secret",
                          "AWS_SESSION_TOKEN", "token",
                          "AWS_ENDPOINT_URL_SNS", "http://localhost:" + silent.getLocalPort())))
              .outcomes("arn:aws:sns:eu-west-1:123456789012:outcomes");

      assertThat(real.publish(failed("orders"))).isFalse();
    }
  }

  private static Announcement failed(String table) {
    return new Announcement(
        "run-1",
        "Create",
        RunState.FAILED,
        "Why, and what to do.",
        STACK,
        "Seed",
        table,
        AT,
        Map.of("ItemsWritten", "7", "RunId", "run-1"));
  }

  private PublishRequest published(Announcement announcement) {
    List<PublishRequest> requests = new ArrayList<>();
    when(sns.publish(any(PublishRequest.class)))
        .thenAnswer(
            call -> {
              requests.add(call.getArgument(0));
              return PublishResponse.builder().build();
            });
    assertThat(outcomes.publish(announcement)).isTrue();
    return requests.get(0);
  }
}
