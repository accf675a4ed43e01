package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both templates as they are, with the sample. */
@ExtendWith(EmbeddedAccount.class)
class ExampleStackIT {

  private static final Path TEMPLATE = Path.of("../templates/example-table.yaml");
  private static final Path SAMPLE = Path.of("../sample-data/ingestData1.json");

  @Test
  void theTableIsFilledWhenTheStackIsComplete(IngestStack ingest) throws Exception {
    byte[] sample = Files.readAllBytes(SAMPLE);
    String version = ingest.upload("ingestData1.json", sample);
    CloudFormation cloudFormation = ingest.cloudFormation();

    Stack stack =
        cloudFormation.create(
            "example-table", TEMPLATE, Map.of("DataIngestStackName", IngestStack.NAME));

    assertThat(stack.reason()).isEmpty();
    assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    PlainItems.assertSame(
        PlainItems.ofTable(
            ingest.services().dynamoDb(), "RelationalExampleTable", "PartitionKey", "SortKey"),
        PlainItems.ofArray(sample, "PartitionKey", "SortKey"));
    CustomResourceAnswer answer = stack.resource("DataIngest").answer().orElseThrow();
    assertThat(text(answer, "RecordsRead")).isEqualTo("9");
    assertThat(text(answer, "ItemsWritten")).isEqualTo("9");
    assertThat(text(answer, "ItemsSkipped")).isEqualTo("0");
    assertThat(text(answer, "ItemsRejected")).isEqualTo("0");
    assertThat(text(answer, "ItemsSampledOut")).isEqualTo("0");
    assertThat(text(answer, "Chunks")).isEqualTo("1");
    assertThat(text(answer, "BytesRead")).isEqualTo(Integer.toString(sample.length));
    assertThat(text(answer, "SourceVersion")).isEqualTo(version);
    assertThat(stack.outputs())
        .containsOnly(
            Map.entry("TableName", "RelationalExampleTable"),
            Map.entry("RunId", text(answer, "RunId")),
            Map.entry("ItemsWritten", "9"));
    assertThat(stack.physicalId("DataIngest"))
        .matches("stackseed:" + stack.id().replaceFirst(".*/", "") + ":DataIngest:[A-Za-z0-9_-]+");

    assertThat(cloudFormation.delete("example-table").status())
        .isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(ingest.services().dynamoDb().listTables().tableNames())
        .doesNotContain("RelationalExampleTable");
  }

  private static String text(CustomResourceAnswer answer, String name) {
    JsonNode value = answer.data().get(name);
    assertThat(value).as(name).isNotNull();
    return value.textValue();
  }
}
