package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.local.template.Template;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The template of a stack that waits for its large table, as it is. */
@ExtendWith(EmbeddedAccount.class)
class LargeSeedIT {

  private static final Path TEMPLATE = Path.of("../templates/large-seed.yaml");
  private static final Path ORDERS = Path.of("../sample-data/orders.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "large-seed";

  private IngestStack ingest;
  private CloudFormation cloudFormation;

  @BeforeEach
  void take(IngestStack deployed) {
    ingest = deployed;
    cloudFormation = deployed.cloudFormation();
  }

  @AfterEach
  void deleteStack() {
    if (cloudFormation.stack(NAME).isPresent()) {
      cloudFormation.delete(NAME).orThrow();
    }
  }

  @Test
  void theStackIsCompleteWhenTheRunHasEndedThatWasAnsweredWithItsPlan() throws Exception {
    byte[] orders = Files.readAllBytes(ORDERS);
    ingest.upload("orders.json", orders);

    Stack stack = cloudFormation.create(NAME, TEMPLATE, parameters(Map.of())).orThrow();

    PlainItems.assertSame(
        PlainItems.ofTable(
            ingest.services().dynamoDb(), stack.output("TableName"), "customerId", "orderId"),
        PlainItems.ofArray(orders, "customerId", "orderId"));
    CustomResourceAnswer answer = stack.resource("OrdersIngest").answer().orElseThrow();
    assertThat(answer.data()).containsOnlyKeys("RunId", "Chunks", "SourceVersion");
    String runId = stack.output("RunId");
    JsonNode loaded = loaded(stack, "OrdersLoaded1", runId);
    assertThat(loaded.path("RecordsRead").asText()).isEqualTo("20019");
    assertThat(loaded.path("ItemsWritten").asText()).isEqualTo("20019");
    Run run = run(runId);
    assertThat(run.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.answeredAt()).isBefore(run.outcome().at());
    assertThat(run.completionHandle()).isNull();
    assertThat(run.requester().responseUrl()).isNull();
  }

  @Test
  void aRunThatFailsAfterItsAnswerFailsTheStackWithItsReason() {
    ingest.upload("broken.jsonl", "{\"customerId\":\"c\",\"orderId\":1}\n".getBytes(UTF_8));

    Stack stack =
        cloudFormation.create(NAME, TEMPLATE, parameters(Map.of("IngestDataFile", "broken.jsonl")));

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .startsWith(
            "WaitCondition received failed message: 'MaxRejected: 1 of 1 records rejected, 0"
                + " allowed. First: s3://%s/broken.jsonl byte 0: ".formatted(ingest.bucket()));
  }

  @Test
  void newNamesWaitForAnotherLoad() throws Exception {
    ingest.upload("few.jsonl", order("a"));
    Map<String, String> parameters = parameters(Map.of("IngestDataFile", "few.jsonl"));
    Stack created = cloudFormation.create(NAME, TEMPLATE, parameters).orThrow();
    ingest.upload("few.jsonl", order("b"));
    String renamed =
        Files.readString(TEMPLATE)
            .replace("OrdersHandle1", "OrdersHandle2")
            .replace("OrdersLoaded1", "OrdersLoaded2");

    Stack updated =
        cloudFormation
            .update(
                NAME,
                Template.parse(renamed),
                parameters(Map.of("IngestDataFile", "few.jsonl", "DataVersion", "2")))
            .orThrow();

    assertThat(count(updated)).isEqualTo(2);
    assertThat(updated.output("RunId")).isNotEqualTo(created.output("RunId"));
    assertThat(
            loaded(updated, "OrdersLoaded2", updated.output("RunId")).path("ItemsWritten").asText())
        .isEqualTo("1");
    assertThat(updated.resources())
        .containsOnlyKeys("OrdersTable", "OrdersIngest", "OrdersHandle2", "OrdersLoaded2");
  }

  private static Map<String, String> parameters(Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("DataIngestStackName", IngestStack.NAME);
    return parameters;
  }

  private static byte[] order(String id) {
    return "{\"customerId\":\"c\",\"orderId\":\"%s\"}\n".formatted(id).getBytes(UTF_8);
  }

  /** The data of the signal, which is text in the condition's own. */
  private static JsonNode loaded(Stack stack, String condition, String runId) throws Exception {
    JsonNode data = JSON.readTree(stack.resource(condition).attributes().get("Data").textValue());
    assertThat(data.properties()).hasSize(1);
    return JSON.readTree(data.path(runId).textValue());
  }

  private Run run(String runId) {
    return ingest.ports().runStore(ingest.progressTable()).run(runId).orElseThrow();
  }

  private int count(Stack stack) {
    return ingest
        .services()
        .dynamoDb()
        .scan(
            scan ->
                scan.tableName(stack.output("TableName")).consistentRead(true).select(Select.COUNT))
        .count();
  }
}
