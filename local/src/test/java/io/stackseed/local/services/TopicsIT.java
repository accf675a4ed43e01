package io.stackseed.local.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.local.EmbeddedAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sns.model.Topic;

@ExtendWith(EmbeddedAccount.class)
class TopicsIT {

  private final EmbeddedServices services;
  private final SnsClient sns;
  private String topicArn = "";

  TopicsIT(EmbeddedServices services) {
    this.services = services;
    this.sns =
        SnsClient.builder()
            .endpointOverride(services.endpoints().sns())
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("ANYONE", "any")))
            .httpClient(Apache5HttpClient.create())
            .build();
  }

  @BeforeEach
  void createTopic() {
    topicArn = services.topics().create("spoken-to");
  }

  @AfterEach
  void deleteTopic() {
    services.topics().delete(topicArn);
    sns.close();
  }

  @Test
  void anSdkClientPublishesListsAndAsks() {
    assertThat(sns.publish(p -> p.topicArn(topicArn).message("<&>é")).messageId()).hasSize(36);
    assertThat(sns.listTopics().topics().stream().map(Topic::topicArn).toList()).contains(topicArn);
    assertThat(sns.getTopicAttributes(get -> get.topicArn(topicArn)).attributes())
        .containsEntry("TopicArn", topicArn)
        .containsEntry("Owner", "000000000000");
  }

  @Test
  void aBatchAnswersEachEntry() {
    PublishBatchResponse response =
        sns.publishBatch(
            batch ->
                batch
                    .topicArn(topicArn)
                    .publishBatchRequestEntries(entry("good", "m"), entry("empty", "")));
    assertThat(response.successful())
        .singleElement()
        .satisfies(e -> assertThat(e.id()).isEqualTo("good"));
    assertThat(response.failed())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.id()).isEqualTo("empty");
              assertThat(failed.code()).isEqualTo("InvalidParameter");
              assertThat(failed.senderFault()).isTrue();
            });
    assertThatThrownBy(
            () ->
                sns.publishBatch(
                    batch ->
                        batch
                            .topicArn(topicArn)
                            .publishBatchRequestEntries(
                                IntStream.range(0, 11)
                                    .mapToObj(n -> entry("e" + n, "m"))
                                    .toList())))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  private static PublishBatchRequestEntry entry(String id, String message) {
    return PublishBatchRequestEntry.builder().id(id).message(message).build();
  }

  @Test
  void anUnknownTopicIsNotFound() {
    assertThatThrownBy(() -> sns.publish(p -> p.topicArn(topicArn + "x").message("m")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("Topic does not exist");
    assertThatThrownBy(() -> sns.publish(p -> p.topicArn("nonsense").message("m")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageStartingWith("Invalid parameter: TopicArn");
  }

  @Test
  void aMessageHas256KibibytesAtMost() {
    String longest = "m".repeat(256 * 1024);
    assertThat(sns.publish(p -> p.topicArn(topicArn).message(longest)).messageId()).isNotEmpty();
    assertThatThrownBy(() -> sns.publish(p -> p.topicArn(topicArn).message(longest + "m")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageStartingWith("Invalid parameter: Message too long");
  }

  @Test
  void anActionItDoesNotServeIsNamed() {
    assertThatThrownBy(() -> sns.createTopic(create -> create.name("new")))
        .isInstanceOf(SnsException.class)
        .hasMessageStartingWith(
            "The action CreateTopic is not supported by the embedded topics. They serve Publish,"
                + " PublishBatch, ListTopics and GetTopicAttributes.");
  }

  @Test
  void theXmlIsSnss() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(services.endpoints().sns() + "/"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "Action=Publish&Message=m&TopicArn=" + topicArn))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .matches(
            "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                + "<MessageId>[0-9a-f-]{36}</MessageId></PublishResult><ResponseMetadata>"
                + "<RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></PublishResponse>");
  }
}
