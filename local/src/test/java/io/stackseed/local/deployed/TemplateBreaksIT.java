package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.local.Await;
import io.stackseed.local.BrokenTemplate;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.local.template.Template;
import io.stackseed.local.template.TemplateException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A slip in the template shows when it is deployed: the stand-in does what was declared. */
@ExtendWith(EmbeddedAccount.class)
class TemplateBreaksIT {

  private final String name = "broken-" + UUID.randomUUID().toString().substring(0, 8);
  private EmbeddedServices services;
  private CloudFormation cloudFormation;

  @BeforeEach
  void take(EmbeddedServices embedded, CloudFormation stackMaker) {
    services = embedded;
    cloudFormation = stackMaker;
  }

  @AfterEach
  void deleteStack() {
    if (cloudFormation.stack(name).isPresent()) {
      cloudFormation.delete(name);
    }
  }

  @Test
  void withoutItsEventSourceMappingTheChunkStaysInTheQueue() throws Exception {
    Stack stack = deploy(BrokenTemplate.intact().without("ChunksEventSource")).orThrow();
    services
        .s3()
        .putObject(
            put -> put.bucket(stack.output("IngestBucketName")).key("one.jsonl"),
            RequestBody.fromString("{\"pk\":\"p\",\"sk\":\"s\"}\n"));

    publish(stack, stack.output("ProgressTableName"));

    Await.until(
        "a chunk in the queue",
        () ->
            services
                .sqs()
                .getQueueAttributes(
                    get ->
                        get.queueUrl(stack.output("ChunkQueueUrl"))
                            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .containsValue("1"));
    assertThat(cloudFormation.functions().usage(stack.physicalId("ChunksFunction")).invocations())
        .isZero();
  }

  @Test
  void withAVariableRenamedTheRequestGoesToTheFailureQueueAndTheVariableIsNamed() throws Exception {
    Stack stack =
        deploy(withoutRescue().with("RequestsFunction", "CHUNK_QUEUE_URL:", "CHUNK_QUEUE_URI:"))
            .orThrow();

    publish(stack, "any");

    assertThat(failed(stack).body())
        .contains("\"errorMessage\":\"environment variable CHUNK_QUEUE_URL is not set\"");
  }

  @Test
  void withoutItsPermissionTheRequestGoesToTheFailureQueueAndThePermissionIsNamed()
      throws Exception {
    Stack stack = deploy(withoutRescue().without("RequestsPermission")).orThrow();

    publish(stack, "any");

    Message failed = failed(stack);
    assertThat(failed.messageAttributes().get("ErrorCode").stringValue())
        .isEqualTo("AccessDeniedException");
    assertThat(failed.messageAttributes().get("ErrorMessage").stringValue())
        .startsWith("sns.amazonaws.com has no AWS::Lambda::Permission to invoke")
        .contains(stack.physicalId("RequestsFunction"), stack.output("IngestTopicArn"));
  }

  @Test
  void aHandlerThatDoesNotExistFailsTheStackAndIsNamed() {
    Stack stack =
        deploy(BrokenTemplate.intact().with("ChunksFunction", "ChunksHandler", "ChunkHandler"));

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo(
            "Handler io.stackseed.worker.ChunkHandler: the class io.stackseed.worker.ChunkHandler"
                + " is not on the class path");
  }

  @Test
  void aPropertyThatIsNotSupportedIsNamedBeforeAnythingIsMade() {
    BrokenTemplate broken =
        BrokenTemplate.intact()
            .with("ChunkQueue", "VisibilityTimeout: 540", "VisibilityTimeOut: 540");

    assertThatThrownBy(() -> deploy(broken))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Resource ChunkQueue: the property VisibilityTimeOut of AWS::SQS::Queue is not"
                + " supported");
    assertThat(cloudFormation.stack(name)).isEqualTo(Optional.empty());
  }

  @Test
  void anAttributeThatNoResourceHasFailsTheStackAndIsNamed() {
    BrokenTemplate broken =
        BrokenTemplate.intact()
            .with("ChunksEventSource", "!GetAtt ChunkQueue.Arn", "!GetAtt ChunkQueue.Nothing");

    Stack stack = deploy(broken);

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason()).contains("ChunkQueue", "Nothing");
  }

  /** What fails stays in the failure queue. */
  private static BrokenTemplate withoutRescue() {
    return BrokenTemplate.intact().without("RescueEventSource");
  }

  private Stack deploy(BrokenTemplate broken) {
    return cloudFormation.create(
        name, Template.parse(broken.text()), IngestStack.parameters(services));
  }

  private void publish(Stack stack, String table) {
    IngestStack.publish(
        services,
        stack.output("IngestTopicArn"),
        """
        {"RequestType":"Create",
         "ResourceProperties":{"TargetTable":"%s","DataIngestFile":"one.jsonl"}}
        """
            .formatted(table));
  }

  private Message failed(Stack stack) throws InterruptedException {
    return Await.value(
        "a request in the failure queue",
        () ->
            services
                .sqs()
                .receiveMessage(
                    receive ->
                        receive
                            .queueUrl(stack.output("RequestFailureQueueUrl"))
                            .messageAttributeNames("All"))
                .messages()
                .stream()
                .findFirst());
  }
}
