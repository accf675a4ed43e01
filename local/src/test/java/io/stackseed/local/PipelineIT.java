package io.stackseed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(EmbeddedAccount.class)
class PipelineIT {

  @Test
  void aMessageGoesFromTopicThroughQueueToTable(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Stack stack =
        cloudFormation
            .create("pipeline", Templates.template("pipeline.yaml"), Map.of("WithAlarm", "true"))
            .orThrow();
    try (SnsClient sns = sns(services)) {
      IntStream.range(0, 8)
          .forEach(n -> sns.publish(p -> p.topicArn(stack.output("TopicArn")).message("m" + n)));
      Await.until("eight items", () -> scan(services, stack).size() == 8);
      assertThat(scan(services, stack))
          .allSatisfy(item -> assertThat(item.get("receives").n()).isEqualTo("1"));

      sns.publish(p -> p.topicArn(stack.output("TopicArn")).message("bad one"));
      Message dead =
          Await.value(
              "a dead letter",
              () ->
                  services
                      .sqs()
                      .receiveMessage(r -> r.queueUrl(stack.output("DeadLetterUrl")))
                      .messages()
                      .stream()
                      .findAny());
      assertThat(dead.body()).isEqualTo("bad one");
    }
    assertThat(cloudFormation.delete("pipeline").status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(services.dynamoDb().listTables().tableNames()).doesNotContain(stack.output("Table"));
  }

  @Test
  void severalEnvironmentsShareAQueue(EmbeddedServices services, CloudFormation cloudFormation)
      throws Exception {
    Stack stack =
        cloudFormation
            .create("shared", Templates.template("pipeline.yaml"), Map.of("Concurrency", "3"))
            .orThrow();
    String queueUrl = stack.physicalId("Queue");
    IntStream.range(0, 60)
        .forEach(n -> services.sqs().sendMessage(s -> s.queueUrl(queueUrl).messageBody("s" + n)));
    Await.until("sixty items", () -> scan(services, stack).size() == 60);
    assertThat(cloudFormation.functions().usage(stack.physicalId("WriterFunction")))
        .satisfies(
            usage -> {
              assertThat(usage.environments()).isBetween(2, 3);
              assertThat(usage.mostAtOnce()).isBetween(2, 3);
              assertThat(usage.invocations()).isGreaterThanOrEqualTo(60);
            });
    cloudFormation.delete("shared").orThrow();
  }

  @Test
  void aParameterOutOfRangeIsRefusedBeforeAnythingIsMade(CloudFormation cloudFormation) {
    assertThat(
            catchThrowable(
                () ->
                    cloudFormation.create(
                        "refused",
                        Templates.template("pipeline.yaml"),
                        Map.of("Concurrency", "1"))))
        .hasMessage("Parameter Concurrency: '1' is below 2");
    assertThat(cloudFormation.stack("refused")).isEqualTo(Optional.empty());
  }

  private static List<Map<String, AttributeValue>> scan(EmbeddedServices services, Stack stack) {
    return services.dynamoDb().scan(s -> s.tableName(stack.output("Table"))).items();
  }

  static SnsClient sns(EmbeddedServices services) {
    return SnsClient.builder()
        .endpointOverride(services.endpoints().sns())
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("ANYONE", "anything")))
        .httpClient(Apache5HttpClient.create())
        .build();
  }
}
