package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.CorpusFile;
import io.stackseed.format.CsvOptions;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.template.Template;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The golden corpus through the deployed functions: every file, in every compression, fills a table
 * of its own with the same items. Files of orders are larger than the least chunk, so they take a
 * pass or arithmetic, and two chunks.
 */
@ExtendWith(EmbeddedAccount.class)
class CorpusIT {

  private static final int CHUNK_BYTES = 256 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final String name = "corpus-" + UUID.randomUUID();

  @ParameterizedTest
  @EnumSource
  void aFileFillsItsTableWithTheGoldenItems(CorpusFile file, IngestStack ingest) {
    assertCut(file, filled(ingest, file, file.fileName(), file.bytes()));
  }

  /** Of several members, as concatenating them makes. */
  @ParameterizedTest
  @EnumSource
  void itDoesInGzip(CorpusFile file, IngestStack ingest) throws IOException {
    byte[] bytes = Compressing.inParts(Compression.GZIP, file.bytes(), new Random(1));

    assertCut(file, filled(ingest, file, file.fileName() + ".gz", bytes));
  }

  @ParameterizedTest
  @EnumSource
  void itDoesInZstd(CorpusFile file, IngestStack ingest) throws IOException {
    byte[] bytes = Compressing.whole(Compression.ZSTD, file.bytes());

    assertCut(file, filled(ingest, file, file.fileName() + ".zst", bytes));
  }

  /** What a compressed file holds is cut as the file is. */
  private static void assertCut(CorpusFile file, Map<String, JsonNode> answered) {
    int chunks = 1 + file.bytes().length / CHUNK_BYTES;
    assertThat(answered.get("Chunks").textValue()).isEqualTo(Integer.toString(chunks));
  }

  /** Fills a table and compares it; returns the answer's data. */
  private Map<String, JsonNode> filled(
      IngestStack ingest, CorpusFile file, String fileName, byte[] bytes) {
    DynamoDbClient dynamoDb = ingest.services().dynamoDb();
    HandMadeTable.create(dynamoDb, name, file.key());
    ingest.upload(name + "/" + fileName, bytes);
    Template template = Template.parse(template(ingest, file, fileName));

    Stack stack = ingest.cloudFormation().create(name, template, Map.of()).orThrow();

    PlainItems.assertSame(
        PlainItems.ofTable(dynamoDb, name, keys(file)),
        PlainItems.byKey(file.golden(), keys(file)));
    ingest.cloudFormation().delete(name).orThrow();
    dynamoDb.deleteTable(delete -> delete.tableName(name));
    return stack.resource("Seed").answer().orElseThrow().data();
  }

  private String template(IngestStack ingest, CorpusFile file, String fileName) {
    ObjectNode template = JSON.createObjectNode();
    ObjectNode properties =
        template
            .putObject("Resources")
            .putObject("Seed")
            .put("Type", "Custom::DataIngest")
            .putObject("Properties")
            .put("ServiceToken", ingest.topicArn())
            .put("TargetTable", name)
            .put("DataIngestFile", name + "/" + fileName)
            .put("ChunkBytes", Integer.toString(CHUNK_BYTES));
    CsvOptions csv = file.csv();
    if (!csv.types().isEmpty()) {
      ObjectNode types = properties.put("CsvEmpty", csv.empty().name()).putObject("CsvTypes");
      csv.types().forEach((column, type) -> types.put(column, type.name()));
    }
    return template.toString();
  }

  private static String[] keys(CorpusFile file) {
    KeySchema key = file.key();
    return Stream.of(Optional.of(key.partition()), Optional.ofNullable(key.sort()))
        .flatMap(Optional::stream)
        .map(KeyAttribute::name)
        .toArray(String[]::new);
  }
}
