package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.local.template.Template;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** A run that tries everything and writes nothing. */
@ExtendWith(EmbeddedAccount.class)
class DryRunIT {
  private final String name = "dry-" + UUID.randomUUID();
  private IngestStack ingest;

  @BeforeEach
  void makeTableAndFile(IngestStack deployed) {
    ingest = deployed;
    ingest.upload(
        name + ".jsonl", "{\"id\":\"a\"}\n{\"id\":\"\"}\n{\"id\":\"b\"}\n".getBytes(UTF_8));
    HandMadeTable.create(ingest.services().dynamoDb(), name, "id");
  }

  @AfterEach
  void deleteAll() {
    if (ingest.cloudFormation().stack(name).isPresent()) {
      assertThat(ingest.cloudFormation().delete(name).reason()).isEmpty();
    }
    ingest.services().dynamoDb().deleteTable(delete -> delete.tableName(name));
  }

  @Test
  void saysWhatItWouldWriteAndWritesItOnceItIsNoDryRunAnyMore() {
    Stack tried = ingest.cloudFormation().create(name, template("true"), Map.of());

    assertThat(tried.status()).as(tried.reason()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(tried.output("Written")).isEqualTo("2");
    assertThat(tried.output("Rejected")).isEqualTo("1");
    assertThat(tried.output("WriteUnits")).isEqualTo("0");
    assertThat(report(tried)).contains("\"code\":\"KEY_EMPTY\"");
    assertThat(items()).isZero();

    Stack written = ingest.cloudFormation().update(name, template("false"), Map.of());

    assertThat(written.status()).as(written.reason()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(written.output("Written")).isEqualTo("2");
    assertThat(written.output("WriteUnits")).isNotEqualTo("0");
    assertThat(items()).isEqualTo(2);
  }

  private int items() {
    return ingest
        .services()
        .dynamoDb()
        .scan(scan -> scan.tableName(name).select(Select.COUNT).consistentRead(true))
        .count();
  }

  private String report(Stack stack) {
    String prefix = stack.output("Report").replace("s3://" + ingest.bucket() + "/", "");
    String key =
        ingest
            .services()
            .s3()
            .listObjectsV2(list -> list.bucket(ingest.bucket()).prefix(prefix))
            .contents()
            .get(0)
            .key();
    return ingest
        .services()
        .s3()
        .getObjectAsBytes(get -> get.bucket(ingest.bucket()).key(key))
        .asString(UTF_8);
  }

  private Template template(String dryRun) {
    return Template.parse(
        """
        Resources:
          Seed:
            Type: Custom::DataIngest
            Properties:
              ServiceToken: %1$s
              TargetTable: %2$s
              DataIngestFile: %2$s.jsonl
              MaxRejected: 1
              DryRun: %3$s
        Outputs:
          Written:
            Value: !GetAtt Seed.ItemsWritten
          Rejected:
            Value: !GetAtt Seed.ItemsRejected
          WriteUnits:
            Value: !GetAtt Seed.WriteUnits
          Report:
            Value: !GetAtt Seed.RejectReport
        """
            .formatted(ingest.topicArn(), name, dryRun));
  }
}
