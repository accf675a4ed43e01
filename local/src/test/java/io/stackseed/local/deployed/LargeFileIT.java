package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.Templates;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file of several chunks: maps in lists, every script, numbers that no double can carry. */
@ExtendWith(EmbeddedAccount.class)
class LargeFileIT {

  private static final Path ORDERS = Path.of("../sample-data/orders.json");

  /** Writes numbers as they were read, digit by digit. */
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @Test
  void anArrayIsCutByAPassAndLoadedByManyToTheLastDigit(IngestStack ingest) throws Exception {
    long passes = ingest.usage("SplitsFunction").invocations();

    assertLoaded(ingest, "large-array", "orders.json", Files.readAllBytes(ORDERS));

    assertThat(ingest.usage("SplitsFunction").invocations()).isEqualTo(passes + 1);
  }

  @Test
  void linesAreCutByArithmeticAndLoadedByManyToTheLastDigit(IngestStack ingest) throws Exception {
    long passes = ingest.usage("SplitsFunction").invocations();

    assertLoaded(ingest, "large-lines", "orders.jsonl", lines());

    assertThat(ingest.usage("SplitsFunction").invocations()).isEqualTo(passes);
  }

  private static void assertLoaded(IngestStack ingest, String name, String key, byte[] bytes)
      throws IOException {
    ingest.upload(key, bytes);
    long before = ingest.usage("ChunksFunction").invocations();

    Stack stack =
        ingest
            .cloudFormation()
            .create(
                name,
                Templates.template("seeded.yaml"),
                Map.of(
                    "File", key,
                    "PartitionKey", "customerId",
                    "SortKey", "orderId",
                    "ChunkBytes", "262144"))
            .orThrow();

    CustomResourceAnswer answer = stack.resource("Seed").answer().orElseThrow();
    long chunks = number(answer, "Chunks");
    assertThat(chunks).isBetween(bytes.length / 262_144L / 2, bytes.length / 262_144L + 1);
    assertThat(number(answer, "RecordsRead")).isEqualTo(20_019);
    assertThat(number(answer, "ItemsWritten")).isEqualTo(20_019);
    assertThat(ingest.usage("ChunksFunction").invocations())
        .isGreaterThanOrEqualTo(before + chunks);
    assertThat(ingest.usage("ChunksFunction").environments()).isGreaterThan(1);
    assertThat(ingest.usage("ChunksFunction").mostAtOnce()).isGreaterThan(1);
    PlainItems.assertSame(
        PlainItems.ofTable(
            ingest.services().dynamoDb(), stack.physicalId("TableA"), "customerId", "orderId"),
        PlainItems.ofArray(Files.readAllBytes(ORDERS), "customerId", "orderId"));
    ingest.cloudFormation().delete(name).orThrow();
  }

  private static byte[] lines() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (JsonNode order : EXACT.readTree(ORDERS.toFile())) {
      lines.append(EXACT.writeValueAsString(order)).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  private static long number(CustomResourceAnswer answer, String name) {
    return Long.parseLong(answer.data().get(name).textValue());
  }
}
