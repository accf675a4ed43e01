package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.Templates;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A compressed file that holds more than a chunk, from the request to the table. */
@ExtendWith(EmbeddedAccount.class)
class StagedSourcesIT {

  @Test
  void whatALargeGzipHoldsIsStagedAndCut(IngestStack ingest) throws IOException {
    StringBuilder array = new StringBuilder("[");
    for (int i = 0; i < 6000; i++) {
      array.append(i == 0 ? "" : ",\n").append("{\"id\":\"").append(i).append("\",\"at\":\"a\"");
      array.append(",\"text\":\"").append("y".repeat(100)).append("\"}");
    }

    Stack stack =
        create(ingest, "staged", "array.json.gz", gzip(array.append(']').toString()), "S");

    assertThat(data(stack, "ItemsWritten")).isEqualTo("6000");
    assertThat(Long.parseLong(data(stack, "Chunks"))).isGreaterThan(1);
    assertThat(item(ingest, stack, AttributeValue.fromS("4711"), "a"))
        .containsEntry("text", AttributeValue.fromS("y".repeat(100)));
    String prefix = "staging/%s/0/".formatted(data(stack, "RunId"));
    assertThat(
            ingest
                .services()
                .s3()
                .listObjectsV2(list -> list.bucket(ingest.bucket()).prefix(prefix))
                .contents())
        .hasSize(1)
        .allSatisfy(part -> assertThat(part.size()).isEqualTo((long) array.length()));
    ingest.cloudFormation().delete("staged").orThrow();
  }

  private static Stack create(
      IngestStack ingest, String name, String key, byte[] bytes, String keyType) {
    ingest.upload(key, bytes);
    return ingest
        .cloudFormation()
        .create(
            name,
            Templates.template("seeded.yaml"),
            Map.of(
                "File", key,
                "PartitionKey", "id",
                "PartitionKeyType", keyType,
                "SortKey", "at",
                "ChunkBytes", "262144"))
        .orThrow();
  }

  private static String data(Stack stack, String name) {
    CustomResourceAnswer answer = stack.resource("Seed").answer().orElseThrow();
    return answer.data().get(name).textValue();
  }

  private static Map<String, AttributeValue> item(
      IngestStack ingest, Stack stack, AttributeValue id, String at) {
    return ingest
        .services()
        .dynamoDb()
        .getItem(
            get ->
                get.tableName(stack.physicalId("TableA"))
                    .key(Map.of("id", id, "at", AttributeValue.fromS(at))))
        .item();
  }

  private static byte[] gzip(String text) throws IOException {
    return Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
  }
}
