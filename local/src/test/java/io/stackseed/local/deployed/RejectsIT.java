package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.local.template.Template;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Run;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Records that cannot become items, from the file to the report. */
@ExtendWith(EmbeddedAccount.class)
class RejectsIT {
  private static final String LINES =
      """
      {"id":"a"}
      {"id":""}
      {"id":"b"}
      [1]
      {"id":"c"}
      """;

  private final String name = "rejects-" + UUID.randomUUID();
  private IngestStack ingest;
  private String version = "";

  @BeforeEach
  void makeTableAndFile(IngestStack deployed) {
    ingest = deployed;
    version = ingest.upload(name + ".jsonl", LINES.getBytes(UTF_8));
    HandMadeTable.create(ingest.services().dynamoDb(), name, "id");
  }

  @AfterEach
  void deleteTable() {
    ingest.services().dynamoDb().deleteTable(delete -> delete.tableName(name));
  }

  @Test
  void asManyAsAreAllowedSucceedAndAreReportedEachOnce() {
    Stack stack = create("2");

    assertThat(stack.status()).as(stack.reason()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(stack.output("Rejected")).isEqualTo("2");
    assertThat(stack.output("Written")).isEqualTo("3");
    Run run = runOf(stack);
    assertThat(stack.output("Report"))
        .isEqualTo("s3://%s/rejects/%s/".formatted(ingest.bucket(), run.id()));
    List<String> files = reported(run);
    assertThat(files).hasSize(1);
    assertThat(markers(run)).singleElement().extracting(ChunkMarker::reportFiles).isEqualTo(files);
    String object =
        "\"object\":\"s3://%s/%s.jsonl\",\"versionId\":\"%s\""
            .formatted(ingest.bucket(), name, version);
    assertThat(text(files.get(0)))
        .isEqualTo(
            """
            {%1$s,"offset":11,"record":2,"code":"KEY_EMPTY","reason":"key 'id' is empty",\
            "raw":"{\\"id\\":\\"\\"}"}
            {%1$s,"offset":32,"record":4,"code":"NOT_AN_OBJECT",\
            "reason":"not a JSON object but an array","raw":"[1]"}
            """
                .formatted(object));
    ingest.cloudFormation().delete(name).orThrow();
  }

  @Test
  void oneMoreFailsTheStackNamesTheFirstAndIsReportedToo() {
    Stack stack = create("1");

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    Run run = runOf(stack);
    assertThat(stack.reason())
        .isEqualTo(
            ("Received response status [FAILED] from custom resource. Message returned:"
                    + " MaxRejected: 2 of 5 records rejected, 1 allowed. First: s3://%1$s/%2$s.jsonl"
                    + " byte 11: key 'id' is empty. Report: s3://%1$s/rejects/%3$s/.")
                .formatted(ingest.bucket(), name, run.id()));
    assertThat(text(reported(run).get(0)).lines()).hasSize(2);
  }

  @Test
  void nothingIsReportedWhereNothingIsRejected() {
    ingest.upload(name + ".jsonl", "{\"id\":\"a\"}".getBytes(UTF_8));

    Stack stack = ingest.cloudFormation().create(name, template("0%", "ItemsRejected"), Map.of());

    assertThat(stack.output("Report")).isEqualTo("0");
    assertThat(reported(runOf(stack))).isEmpty();
    ingest.cloudFormation().delete(name).orThrow();
  }

  private Stack create(String maxRejected) {
    return ingest.cloudFormation().create(name, template(maxRejected, "RejectReport"), Map.of());
  }

  private Template template(String maxRejected, String report) {
    return Template.parse(
        """
        Resources:
          Seed:
            Type: Custom::DataIngest
            Properties:
              ServiceToken: %s
              TargetTable: %s
              DataIngestFile: %s.jsonl
              MaxRejected: "%s"
        Outputs:
          Rejected:
            Value: !GetAtt Seed.ItemsRejected
          Written:
            Value: !GetAtt Seed.ItemsWritten
          Report:
            Value: !GetAtt Seed.%s
        """
            .formatted(ingest.topicArn(), name, name, maxRejected, report));
  }

  private Run runOf(Stack stack) {
    return ingest
        .runs(
            run ->
                run.requestType().equals("Create")
                    && run.requester() != null
                    && run.requester().identity().stackId().equals(stack.id()))
        .get(0);
  }

  private List<ChunkMarker> markers(Run run) {
    return ingest.ports().runStore(ingest.progressTable()).chunks(run.id()).toList();
  }

  private List<String> reported(Run run) {
    return ingest
        .services()
        .s3()
        .listObjectsV2(
            list -> list.bucket(ingest.bucket()).prefix("rejects/%s/".formatted(run.id())))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private String text(String key) {
    return ingest
        .services()
        .s3()
        .getObjectAsBytes(get -> get.bucket(ingest.bucket()).key(key))
        .asString(UTF_8);
  }
}
