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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Workers, and rounds of the watchdog, that are killed where the seed says. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(EmbeddedAccount.class)
class DyingWorkersIT {

  /** Of a kilobyte. More and smaller ones by {@code -Ddying.lines=300000 -Ddying.padding=100}. */
  private static final int LINES = Integer.getInteger("dying.lines", 6_000);

  private static final int PADDING = Integer.getInteger("dying.padding", 900);
  private static final String WRITE_MODE = System.getProperty("dying.writeMode", "Overwrite");

  /** Every so many lines are no JSON. */
  private static final int BROKEN = 500;

  /** Of the ids of every so many lines the table has an item already. */
  private static final int EXISTING = 100;

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
    Map<List<Object>, Map<String, Object>> existing = putExisting();
    ManyLines good = ManyLines.of(LINES, PADDING);
    byte[] file = withBroken(good).bytes();
    ingest.upload("lines.jsonl", file);

    Stack stack =
        cloudFormation
            .create(
                "seed-" + name,
                Templates.template("seed.yaml"),
                Map.of(
                    "Topic",
                    ingest.topicArn(),
                    "Table",
                    name,
                    "File",
                    "lines.jsonl",
                    "WriteMode",
                    WRITE_MODE,
                    "MaxRejected",
                    "1%",
                    "ServiceTimeout",
                    LINES > 100_000 ? "3600" : "900"))
            .orThrow();

    assertThat(ingest.usage("ChunksFunction").crashes()).as("seed %d", seed).isGreaterThan(5);
    assertThat(ingest.usage("WatchdogFunction").crashes()).as("seed %d", seed).isPositive();
    Map<List<Object>, Map<String, Object>> expected = good.items();
    int skipped = 0;
    if (WRITE_MODE.equals("SkipExisting")) {
      expected.putAll(existing);
      skipped = existing.size();
    }
    PlainItems.assertSame(PlainItems.ofTable(services.dynamoDb(), name, "id"), expected);
    CustomResourceAnswer answer = stack.resource("Seed").answer().orElseThrow();
    assertThat(number(answer, "RecordsRead")).isEqualTo(LINES + LINES / BROKEN);
    assertThat(number(answer, "ItemsWritten")).isEqualTo(LINES - skipped);
    assertThat(number(answer, "ItemsSkipped")).isEqualTo(skipped);
    assertThat(number(answer, "ItemsRejected")).isEqualTo(LINES / BROKEN);
    assertThat(number(answer, "BytesRead")).isEqualTo(file.length);
    List<Map<String, AttributeValue>> markers = markers(ingest);
    assertThat(markers).hasSize((int) number(answer, "Chunks"));
    assertThat(markers).allMatch(marker -> marker.get("status").s().equals("DONE"));
    assertThat(markers.stream().mapToLong(marker -> number(marker, "recordsRead")).sum())
        .isEqualTo(LINES + LINES / BROKEN);
    assertThat(markers).anyMatch(marker -> number(marker, "attempts") > 1);
  }

  private Map<List<Object>, Map<String, Object>> putExisting() {
    List<Map<String, AttributeValue>> items =
        IntStream.iterate(0, n -> n < LINES, n -> n + EXISTING)
            .mapToObj(Integer::toString)
            .map(n -> Map.of("id", AttributeValue.fromS(n), "old", AttributeValue.fromBool(true)))
            .toList();
    items.forEach(item -> services.dynamoDb().putItem(put -> put.tableName(name).item(item)));
    return PlainItems.ofTable(services.dynamoDb(), name, "id");
  }

  private static ManyLines withBroken(ManyLines good) {
    List<String> lines = new ArrayList<>(good.lines());
    for (int at = LINES - BROKEN / 2; at > 0; at -= BROKEN) {
      lines.add(at, "{\"id\":");
    }
    return new ManyLines(lines);
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
