package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.Await;
import io.stackseed.local.BrokenTemplate;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.Templates;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

/** Requests that the Requests function cannot take, whatever it is that is broken. */
@ExtendWith(EmbeddedAccount.class)
class RescuedRequestsIT {

  private final String table = "rescued-" + UUID.randomUUID().toString().substring(0, 8);
  private final String seed = "seed-" + table;
  private EmbeddedServices services;
  private CloudFormation cloudFormation;

  @BeforeEach
  void makeTable(EmbeddedServices embedded, CloudFormation stackMaker) {
    services = embedded;
    cloudFormation = stackMaker;
    HandMadeTable.create(services.dynamoDb(), table, "id");
  }

  @AfterEach
  void deleteAll() {
    for (String name : new String[] {seed, table}) {
      if (cloudFormation.stack(name).isPresent()) {
        cloudFormation.delete(name);
      }
    }
    services.dynamoDb().deleteTable(delete -> delete.tableName(table));
  }

  @Test
  void aFunctionThatCannotEvenStartLeavesNoStackWaiting() throws Exception {
    IngestStack ingest =
        deploy(
            BrokenTemplate.intact()
                .with("RequestsFunction", "CHUNK_QUEUE_URL:", "CHUNK_QUEUE_URI:"));

    Stack stack = seed(ingest);

    assertRescued(ingest, stack, "RetriesExhausted");
    assertThat(ingest.usage("RequestsFunction").environments()).isZero();
    assertThat(ingest.usage("RequestsFunction").invocations()).isEqualTo(6);
  }

  @Test
  void aFunctionThatTheTopicMayNotInvokeLeavesNoStackWaiting() throws Exception {
    IngestStack ingest = deploy(BrokenTemplate.intact().without("RequestsPermission"));

    Stack stack = seed(ingest);

    assertRescued(ingest, stack, "Undelivered");
    assertThat(ingest.usage("RequestsFunction").invocations()).isZero();
  }

  @Test
  void aMessageThatIsNoRequestIsKeptForAPerson() throws Exception {
    IngestStack ingest =
        deploy(
            BrokenTemplate.intact()
                .with("RequestFailureQueue", "VisibilityTimeout: 360", "VisibilityTimeout: 1"));
    String message = "not JSON";

    ingest.publish(message);

    String kept =
        Await.value(
            "the message in its queue",
            () ->
                services
                    .sqs()
                    .receiveMessage(
                        receive ->
                            receive.queueUrl(ingest.stack().output("UnreadableRequestQueueUrl")))
                    .messages()
                    .stream()
                    .map(Message::body)
                    .findFirst());
    assertThat(kept)
        .contains(message, "\"condition\":\"RetriesExhausted\"", "it is not valid JSON");
    assertThat(ingest.usage("RescueFunction").invocations()).isEqualTo(5);
    assertThat(ingest.runs(run -> true)).isEmpty();
  }

  /** The Create is answered FAILED, and the Delete of the rollback is carried out. */
  private static void assertRescued(IngestStack ingest, Stack stack, String condition)
      throws InterruptedException {
    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo(
            "Received response status [FAILED] from custom resource. Message returned: The ingest"
                + " stack could not take this request (%s). See the log of its Requests function,"
                    .formatted(condition)
                + " and try again.");
    assertThat(ingest.runs(run -> run.requestType().equals("Create")))
        .singleElement()
        .satisfies(create -> assertThat(create.outcome().state()).isEqualTo(RunState.FAILED));
    assertThat(ingest.runs(run -> run.requestType().equals("Delete")))
        .singleElement()
        .satisfies(delete -> assertThat(delete.outcome().state()).isEqualTo(RunState.SUCCEEDED));
    Await.until(
        "both answers noted", () -> ingest.runs(run -> true).stream().allMatch(Run::isClosed));
  }

  private IngestStack deploy(BrokenTemplate broken) {
    IngestStack ingest = IngestStack.deploy(services, cloudFormation, table, broken);
    ingest.upload("one.jsonl", "{\"id\":\"a\"}\n".getBytes(UTF_8));
    return ingest;
  }

  private Stack seed(IngestStack ingest) {
    return cloudFormation.create(
        seed,
        Templates.template("seed.yaml"),
        Map.of("Topic", ingest.topicArn(), "Table", table, "File", "one.jsonl"));
  }
}
