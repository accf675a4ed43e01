package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.Await;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.Templates;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** What CloudFormation asks in a stack's life, and what becomes of the tables. */
@ExtendWith(EmbeddedAccount.class)
class SeededStackIT {

  private static final String LINES =
      """
      {"PartitionKey":"a","SortKey":"1","n":1}
      {"PartitionKey":"a","SortKey":"2","n":2}
      {"PartitionKey":"b","SortKey":"1","n":3}
      """;

  private final String name = "seeded-" + UUID.randomUUID();
  private final String file = name + ".jsonl";
  private IngestStack ingest;

  @BeforeEach
  void upload(IngestStack deployed) {
    ingest = deployed;
    ingest.upload(file, LINES.getBytes(UTF_8));
  }

  @AfterEach
  void deleteStack() {
    if (ingest.cloudFormation().stack(name).isPresent()) {
      assertThat(ingest.cloudFormation().delete(name).reason()).isEmpty();
    }
  }

  @Test
  void anotherDataVersionLoadsTheSameFileAgain() {
    Stack created = create(Map.of("DataVersion", "1"));
    deleteOneItem(created, "TableA");

    Stack updated = update(Map.of("DataVersion", "2"));

    assertThat(updated.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(count(updated, "TableA")).isEqualTo(3);
    assertThat(updated.physicalId("Seed")).isEqualTo(created.physicalId("Seed"));
    assertThat(text(updated, "RunId")).isNotEqualTo(text(created, "RunId"));
    assertThat(text(updated, "ItemsWritten")).isEqualTo("3");
  }

  @Test
  void anotherChunkBytesLoadsNothingAndIsAnsweredWithTheDataOfTheLastGoodRun() {
    Stack created = create(Map.of());
    deleteOneItem(created, "TableA");
    long chunks = ingest.usage("ChunksFunction").invocations();

    Stack updated = update(Map.of("ChunkBytes", "262144"));

    assertThat(updated.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(updated.physicalId("Seed")).isEqualTo(created.physicalId("Seed"));
    assertThat(answer(updated).data()).isEqualTo(answer(created).data());
    assertThat(answer(updated).body()).isNotEqualTo(answer(created).body());
    assertThat(count(updated, "TableA")).isEqualTo(2);
    assertThat(ingest.usage("ChunksFunction").invocations()).isEqualTo(chunks);
  }

  /** Not waited for, so that the clean-up's Delete comes while the new run may still go on. */
  @Test
  void anotherTableGivesAnotherIdAndTheCleanUpOfTheOldLeavesTheNewRunAlone() throws Exception {
    ingest.upload(file, manyLines(2_000).getBytes(UTF_8));
    Stack created = create(Map.of());

    Stack updated =
        update(Map.of("Fill", "B", "WaitForCompletion", "false", "ChunkBytes", "262144"));

    assertThat(updated.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(updated.reason()).isEmpty();
    assertThat(updated.physicalId("Seed")).isNotEqualTo(created.physicalId("Seed"));
    assertThat(ended(updated).outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(count(updated, "TableB")).isEqualTo(2_000);
    assertThat(count(updated, "TableA")).isEqualTo(2_000);
    assertThat(ingest.runs(run -> run.requestType().equals("Delete") && isOf(run, created)))
        .singleElement()
        .satisfies(
            delete ->
                assertThat(delete.requester().identity().physicalResourceId())
                    .isEqualTo(created.physicalId("Seed")));
  }

  @Test
  void aRunThatIsNotWaitedForIsAnsweredWithItsPlanAndGoesOn() throws Exception {
    Stack stack = create(Map.of("WaitForCompletion", "false"));

    assertThat(answer(stack).data()).containsOnlyKeys("RunId", "Chunks", "SourceVersion");
    assertThat(text(stack, "Chunks")).isEqualTo("1");
    Run run = ended(stack);
    assertThat(run.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.outcome().counts().itemsWritten()).isEqualTo(3);
    assertThat(count(stack, "TableA")).isEqualTo(3);
  }

  @Test
  void aFileThatIsMissingFailsTheStackAndIsNamed() {
    assertRolledBack(
        Map.of("File", "nothing/here.json"),
        "DataIngestFile: s3://%s/nothing/here.json does not exist. Upload it or correct the key."
            .formatted(ingest.bucket()));
  }

  @Test
  void aTableThatIsMissingFailsTheStackAndIsNamed() {
    assertRolledBack(
        Map.of("Fill", "NoSuchTable"),
        "TargetTable: 'NoSuchTable' does not exist. Create it before this resource, or correct the"
            + " name.");
  }

  @ParameterizedTest
  @CsvSource({
    "PartitionKey, customer, key 'customer' is missing",
    "PartitionKeyType, N, 'key ''PartitionKey'' is S, the table wants N'",
  })
  void recordsThatDoNotFitTheTablesKeyFailTheStackAndTheFirstIsNamed(
      String parameter, String value, String reason) {
    assertRolledBack(
        Map.of(parameter, value),
        "MaxRejected: 3 of 3 records rejected, 0 allowed. First: s3://%1$s/%2$s byte 0: %3$s. Report:"
                .formatted(ingest.bucket(), file, reason)
            + " s3://%s/rejects/<runId>/.".formatted(ingest.bucket()));
  }

  @Test
  void anUpdateThatFailsIsRolledBackToTheDataOfTheLastGoodRun() {
    Stack created = create(Map.of());
    deleteOneItem(created, "TableA");

    Stack updated = update(Map.of("File", "nothing.json"));

    assertThat(updated.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(updated.reason())
        .contains("DataIngestFile: s3://" + ingest.bucket() + "/nothing.json does not exist.");
    assertThat(updated.physicalId("Seed")).isEqualTo(created.physicalId("Seed"));
    assertThat(answer(updated).status()).isEqualTo(CustomResourceAnswer.Status.SUCCESS);
    assertThat(count(updated, "TableA")).isEqualTo(3);
  }

  private void assertRolledBack(Map<String, String> parameters, String sentence) {
    Stack stack = ingest.cloudFormation().create(name, template(), parameters(parameters));

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    Run created = ingest.runs(run -> run.requestType().equals("Create") && isOf(run, stack)).get(0);
    assertThat(stack.reason())
        .isEqualTo(
            "Received response status [FAILED] from custom resource. Message returned: "
                + sentence.replace("<runId>", created.id()));
    assertThat(stack.resources()).isEmpty();
    assertThat(ingest.runs(run -> isOf(run, stack)))
        .extracting(Run::requestType)
        .containsExactlyInAnyOrder("Create", "Delete");
  }

  private Stack create(Map<String, String> parameters) {
    return ingest.cloudFormation().create(name, template(), parameters(parameters)).orThrow();
  }

  private Stack update(Map<String, String> parameters) {
    return ingest.cloudFormation().update(name, template(), parameters(parameters));
  }

  private static Path template() {
    return Templates.template("seeded.yaml");
  }

  private Map<String, String> parameters(Map<String, String> changed) {
    Map<String, String> parameters = new HashMap<>(Map.of("File", file));
    parameters.putAll(changed);
    return parameters;
  }

  private void deleteOneItem(Stack stack, String table) {
    ingest
        .services()
        .dynamoDb()
        .deleteItem(
            delete ->
                delete
                    .tableName(stack.physicalId(table))
                    .key(
                        Map.of(
                            "PartitionKey", AttributeValue.fromS("a"),
                            "SortKey", AttributeValue.fromS("1"))));
    assertThat(count(stack, table)).isEqualTo(2);
  }

  private int count(Stack stack, String table) {
    return ingest
        .services()
        .dynamoDb()
        .scan(
            scan ->
                scan.tableName(stack.physicalId(table)).consistentRead(true).select(Select.COUNT))
        .count();
  }

  private Run ended(Stack stack) throws InterruptedException {
    String runId = text(stack, "RunId");
    return Await.value(
        "the end of run " + runId,
        () ->
            ingest
                .ports()
                .runStore(ingest.progressTable())
                .run(runId)
                .filter(run -> run.outcome() != null));
  }

  private static boolean isOf(Run run, Stack stack) {
    return run.requester() != null && run.requester().identity().stackId().equals(stack.id());
  }

  private static String manyLines(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(
            n ->
                "{\"PartitionKey\":\"%d\",\"SortKey\":\"s\",\"pad\":\"%s\"}\n"
                    .formatted(n, "x".repeat(300)))
        .collect(Collectors.joining());
  }

  private static String text(Stack stack, String name) {
    return answer(stack).data().get(name).textValue();
  }

  private static CustomResourceAnswer answer(Stack stack) {
    return stack.resource("Seed").answer().orElseThrow();
  }
}
