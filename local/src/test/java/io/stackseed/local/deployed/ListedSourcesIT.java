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
import io.stackseed.local.stack.StackStatus;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Sources of many objects, from the request to the table. */
@ExtendWith(EmbeddedAccount.class)
class ListedSourcesIT {
  private static final String EXPORT = "exports/AWSDynamoDB/01693685827463-2d8752fd/";

  @Test
  void everyObjectOfAPrefixIsLoadedWhateverItsFormat(IngestStack ingest) throws IOException {
    ingest.upload("many/", new byte[0]);
    ingest.upload("many/a.json", "[{\"id\":\"a\",\"at\":\"1\"}]".getBytes(UTF_8));
    ingest.upload(
        "many/b.jsonl.gz", gzip("{\"id\":\"b\",\"at\":\"1\"}\n{\"id\":\"b\",\"at\":\"2\"}\n"));
    ingest.upload("many/c/c.csv", "id,at\nc,1\nc,2\nc,3\n".getBytes(UTF_8));
    ingest.upload("many/c/empty.csv", new byte[0]);
    for (int file = 0; file < 20; file++) {
      ingest.upload("many/lines/%02d.jsonl".formatted(file), lines(file, 1_000));
    }
    // An array of more than one chunk.
    ingest.upload("many/z.json", array(6_000));

    Stack stack = create(ingest, "many", "many/").orThrow();

    assertThat(data(stack, "ItemsWritten")).isEqualTo(Integer.toString(1 + 2 + 3 + 20_000 + 6_000));
    assertThat(Integer.parseInt(data(stack, "Chunks"))).isGreaterThan(24);
    assertThat(count(ingest, stack)).isEqualTo(26_006);
    ingest.cloudFormation().delete("many").orThrow();
  }

  @Test
  void anExportOfDynamoDbIsLoadedByItsManifest(IngestStack ingest) throws IOException {
    ingest.upload(
        EXPORT + "manifest-summary.json",
        """
        {"version":"2023-08-01","s3Bucket":"elsewhere","manifestFilesS3Key":"AWSDynamoDB/01693685827463-2d8752fd/manifest-files.json","itemCount":3,"outputFormat":"DYNAMODB_JSON","exportType":"FULL_EXPORT"}"""
            .getBytes(UTF_8));
    ingest.upload(
        EXPORT + "manifest-files.json",
        """
        {"itemCount":2,"dataFileS3Key":"AWSDynamoDB/01693685827463-2d8752fd/data/aaa.json.gz"}
        {"itemCount":0,"dataFileS3Key":"AWSDynamoDB/01693685827463-2d8752fd/data/bbb.json.gz"}
        {"itemCount":1,"dataFileS3Key":"AWSDynamoDB/01693685827463-2d8752fd/data/ccc.json.gz"}
        """
            .getBytes(UTF_8));
    ingest.upload(EXPORT + "data/aaa.json.gz", gzip(item("a") + item("b")));
    ingest.upload(EXPORT + "data/bbb.json.gz", gzip(""));
    ingest.upload(EXPORT + "data/ccc.json.gz", gzip(item("c")));

    Stack stack = create(ingest, "export", EXPORT + "manifest-summary.json").orThrow();

    assertThat(data(stack, "ItemsWritten")).isEqualTo("3");
    assertThat(count(ingest, stack)).isEqualTo(3);
    ingest.cloudFormation().delete("export").orThrow();
  }

  @Test
  void anObjectThatCannotBeReadFailsTheStackByItsName(IngestStack ingest) {
    ingest.upload("bad/a.jsonl", "{\"id\":\"a\",\"at\":\"1\"}\n".getBytes(UTF_8));
    ingest.upload("bad/b.bin", new byte[] {1, 0, 2, 0});

    Stack stack = create(ingest, "bad", "bad/");

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .contains("DataIngestFile: s3://%s/bad/b.bin is in UTF-16".formatted(ingest.bucket()));
    ingest.cloudFormation().delete("bad").orThrow();
  }

  private static Stack create(IngestStack ingest, String name, String source) {
    return ingest
        .cloudFormation()
        .create(
            name,
            Templates.template("seeded.yaml"),
            Map.of(
                "File", source,
                "PartitionKey", "id",
                "PartitionKeyType", "S",
                "SortKey", "at",
                "ChunkBytes", "262144"));
  }

  private static byte[] lines(int file, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{\"id\":\"lines %d\",\"at\":\"%d\"}\n".formatted(file, n))
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static byte[] array(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{\"id\":\"z\",\"at\":\"%d\",\"x\":\"%s\"}".formatted(n, "x".repeat(60)))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(UTF_8);
  }

  private static String item(String id) {
    return "{\"Item\":{\"id\":{\"S\":\"%s\"},\"at\":{\"S\":\"1\"}}}\n".formatted(id);
  }

  private static String data(Stack stack, String name) {
    CustomResourceAnswer answer = stack.resource("Seed").answer().orElseThrow();
    return answer.data().get(name).textValue();
  }

  private static int count(IngestStack ingest, Stack stack) {
    return ingest
        .services()
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(stack.physicalId("TableA")).select(Select.COUNT))
        .stream()
        .mapToInt(page -> page.count())
        .sum();
  }

  private static byte[] gzip(String text) throws IOException {
    return Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
  }
}
