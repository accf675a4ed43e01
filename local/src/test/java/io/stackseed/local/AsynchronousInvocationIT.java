package io.stackseed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.toys.Probe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(EmbeddedAccount.class)
class AsynchronousInvocationIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFunctionThatFailsTwiceIsTriedAThirdTime(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Probe probe = Probe.named("fails-twice");
    probe.failNext(2);
    Stack stack = create(cloudFormation, "fails-twice", Map.of());
    publish(services, stack, "again");
    Await.until("three tries", () -> probe.events().size() == 3);
    assertThat(probe.events()).allMatch(event -> event.equals(probe.events().get(0)));
    assertThat(services.sqs().receiveMessage(r -> r.queueUrl(stack.output("FailedUrl"))).messages())
        .isEmpty();
    cloudFormation.delete("fails-twice").orThrow();
  }

  @Test
  void afterThreeFailuresTheDestinationGetsTheRecord(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Probe.named("always-fails").failNext(Integer.MAX_VALUE);
    Stack stack = create(cloudFormation, "always-fails", Map.of());
    publish(services, stack, "in vain");
    JsonNode destination = JSON.readTree(received(services, stack.output("FailedUrl")));
    assertThat(destination.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(destination.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(destination.at("/requestPayload/Records/0/Sns/Message").asText())
        .isEqualTo("in vain");
    assertThat(destination.at("/responsePayload/errorMessage").asText()).isEqualTo("told to fail");
    assertThat(destination.at("/responsePayload/errorType").asText())
        .isEqualTo("java.lang.IllegalStateException");
    cloudFormation.delete("always-fails").orThrow();
  }

  @Test
  void withoutPermissionTheSubscriptionsQueueGetsTheMessageAndNothingIsTried(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Stack stack = create(cloudFormation, "forbidden", Map.of("Permitted", "false"));
    publish(services, stack, "may not");
    JsonNode notification = JSON.readTree(received(services, stack.output("UndeliveredUrl")));
    assertThat(notification.path("Message").asText()).isEqualTo("may not");
    assertThat(notification.path("TopicArn").asText()).isEqualTo(stack.output("TopicArn"));
    assertThat(Probe.named("forbidden").events()).isEmpty();
    cloudFormation.delete("forbidden").orThrow();
  }

  @Test
  void anInvocationThatTakesTooLongIsStoppedAndCountsAsFailed(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Probe.named("slow").holdUntil(new CountDownLatch(1));
    Stack stack = create(cloudFormation, "slow", Map.of("Timeout", "1"));
    assertThat(cloudFormation.functions().invoke(stack.output("FunctionName"), "{}"))
        .satisfies(
            result -> {
              assertThat(result.succeeded()).isFalse();
              assertThat(result.payload()).contains("Task timed out after 1 seconds");
            });
    cloudFormation.delete("slow").orThrow();
  }

  @Test
  void noMoreInvocationsRunAtOnceThanAreReserved(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    Probe probe = Probe.named("reserved");
    CountDownLatch gate = new CountDownLatch(1);
    probe.holdUntil(gate);
    Stack stack = create(cloudFormation, "reserved", Map.of("Reserved", "2"));
    for (int n = 0; n < 5; n++) {
      publish(services, stack, "message " + n);
    }
    Await.until("two invocations", () -> probe.events().size() == 2);
    gate.countDown();
    Await.until("five invocations", () -> probe.events().size() == 5);
    assertThat(cloudFormation.functions().usage(stack.output("FunctionName")).mostAtOnce())
        .isEqualTo(2);
    cloudFormation.delete("reserved").orThrow();
  }

  @Test
  void anEnvironmentIsReusedWhenFree(EmbeddedServices services, CloudFormation cloudFormation)
      throws Exception {
    Stack stack = create(cloudFormation, "reused", Map.of());
    String function = stack.output("FunctionName");
    for (int n = 0; n < 3; n++) {
      assertThat(cloudFormation.functions().invoke(function, "{}").succeeded()).isTrue();
    }
    assertThat(cloudFormation.functions().usage(function).environments()).isEqualTo(1);
    cloudFormation.delete("reused").orThrow();
  }

  @Test
  void aScheduleInvokesWithEventBridgesEvent(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    create(cloudFormation, "scheduled", Map.of("Scheduled", "true"));
    List<Map<String, Object>> events = Probe.named("scheduled").events();
    Await.until("two ticks", () -> events.size() >= 2);
    assertThat(events.get(0))
        .containsEntry("detail-type", "Scheduled Event")
        .containsEntry("source", "aws.events")
        .containsEntry("region", services.settings().region());
    cloudFormation.delete("scheduled").orThrow();
  }

  @Test
  void theSchedulerInvokesByItsRoleWithItsOwnEvent(
      EmbeddedServices services, CloudFormation cloudFormation) throws Exception {
    create(cloudFormation, "by-scheduler", Map.of("ByScheduler", "true"));
    List<Map<String, Object>> events = Probe.named("by-scheduler").events();
    Await.until("two ticks", () -> events.size() >= 2);
    assertThat(events.get(0))
        .containsEntry("detail-type", "Scheduled Event")
        .containsEntry("source", "aws.scheduler");
    cloudFormation.delete("by-scheduler").orThrow();
  }

  private static Stack create(
      CloudFormation cloudFormation, String name, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("Probe", name);
    return cloudFormation.create(name, Templates.template("probe.yaml"), all).orThrow();
  }

  private static void publish(EmbeddedServices services, Stack stack, String message) {
    try (SnsClient sns = PipelineIT.sns(services)) {
      sns.publish(p -> p.topicArn(stack.output("TopicArn")).message(message));
    }
  }

  private static String received(EmbeddedServices services, String queueUrl)
      throws InterruptedException {
    return Await.value(
        "a message in " + queueUrl,
        () ->
            services.sqs().receiveMessage(r -> r.queueUrl(queueUrl)).messages().stream()
                .map(Message::body)
                .findAny());
  }
}
