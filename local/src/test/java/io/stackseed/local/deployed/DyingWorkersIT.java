package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.BrokenTemplate;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.Templates;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Workers, and rounds of the watchdog, that are killed where the seed says. */
@ExtendWith(EmbeddedAccount.class)
class DyingWorkersIT {

  /** More of them by {@code -Ddying.lines=300000}. */
  private static final int LINES = Integer.getInteger("dying.lines", 6_000);

  private final String name = "dying-" + UUID.randomUUID().toString().substring(0, 8);
  private final EmbeddedServices services;
  private final CloudFormation cloudFormation;

  DyingWorkersIT(EmbeddedServices services, CloudFormation cloudFormation) {
    this.services = services;
    this.cloudFormation = cloudFormation;
  }

  @AfterEach
  void deleteAll() {
    for (String stack : List.of("seed-" + name, name)) {
      if (cloudFormation.stack(stack).isPresent()) {
        cloudFormation.delete(stack);
      }
    }
    services.dynamoDb().deleteTable(delete -> delete.tableName(name));
  }

  @Test
  void aRunWhoseWorkersAreKilledAtRandomEndsAndIsExact() throws Exception {
    long seed = Long.getLong("dying.seed", 20_261_122);
    IngestStack ingest = IngestStack.deploy(services, cloudFormation, name, BrokenTemplate.hasty());
    ingest.crash("ChunksFunction", new MortalWorkers(seed, 0.6, 25));
    Random rounds = new Random(seed);
    ingest.crash(
        "WatchdogFunction",
        event -> rounds.nextInt(4) == 0 ? OptionalInt.of(rounds.nextInt(6)) : OptionalInt.empty());
    HandMadeTable.create(services.dynamoDb(), name, "id");
    ManyLines lines = ManyLines.of(LINES);
    ingest.upload("lines.jsonl", lines.bytes());

    Stack stack =
        cloudFormation
            .create(
                "seed-" + name,
                Templates.template("seed.yaml"),
                Map.of("Topic", ingest.topicArn(), "Table", name, "File", "lines.jsonl"))
            .orThrow();

    assertThat(ingest.usage("ChunksFunction").crashes()).as("seed %d", seed).isGreaterThan(5);
    assertThat(ingest.usage("WatchdogFunction").crashes()).as("seed %d", seed).isPositive();
    PlainItems.assertSame(PlainItems.ofTable(services.dynamoDb(), name, "id"), lines.items());
    CustomResourceAnswer answer = stack.resource("Seed").answer().orElseThrow();
    assertThat(number(answer, "RecordsRead")).isEqualTo(LINES);
    assertThat(number(answer, "ItemsWritten")).isEqualTo(LINES);
    assertThat(number(answer, "BytesRead")).isEqualTo(lines.bytes().length);
    List<Map<String, AttributeValue>> markers = markers(ingest);
    assertThat(markers).hasSize((int) number(answer, "Chunks"));
    assertThat(markers).allMatch(marker -> marker.get("status").s().equals("DONE"));
    assertThat(markers.stream().mapToLong(marker -> number(marker, "recordsRead")).sum())
        .isEqualTo(LINES);
    assertThat(markers).anyMatch(marker -> number(marker, "attempts") > 1);
  }

  /** As they are stored. */
  private List<Map<String, AttributeValue>> markers(IngestStack ingest) {
    return services
        .dynamoDb()
        .scanPaginator(
            scan ->
                scan.tableName(ingest.progressTable())
                    .consistentRead(true)
                    .filterExpression("begins_with(sk, :chunk)")
                    .expressionAttributeValues(Map.of(":chunk", AttributeValue.fromS("CHUNK#"))))
        .items()
        .stream()
        .toList();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }

  private static long number(CustomResourceAnswer answer, String name) {
    return Long.parseLong(answer.data().get(name).textValue());
  }
}
