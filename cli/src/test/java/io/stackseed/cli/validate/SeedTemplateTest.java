package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.cli.template.UnreadableTemplateException;
import io.stackseed.cli.validate.TargetIndex.Scope;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTemplateTest {
  private static final String TEMPLATE =
      """
      Parameters:
        Separator: {Type: String, Default: ";"}
        Header: {Type: CommaDelimitedList, Default: "id, at"}
        Key: {Type: String}
        Name: {Type: String, Default: orders}
      Resources:
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: orders
            AttributeDefinitions:
              - {AttributeName: id, AttributeType: S}
              - {AttributeName: at, AttributeType: N}
              - {AttributeName: day, AttributeType: S}
            KeySchema:
              - {AttributeName: id, KeyType: HASH}
              - {AttributeName: at, KeyType: RANGE}
            GlobalSecondaryIndexes:
              - IndexName: by-day
                KeySchema: [{AttributeName: day, KeyType: HASH}]
                Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [total]}
            LocalSecondaryIndexes:
              - IndexName: local
                KeySchema:
                  - {AttributeName: id, KeyType: HASH}
                  - {AttributeName: day, KeyType: RANGE}
                Projection: {ProjectionType: ALL}
            TimeToLiveSpecification: {AttributeName: until, Enabled: true}
            Tags: !FindInMap [Tags, !GetAZs "", x]
        Handle: {Type: "AWS::CloudFormation::WaitConditionHandle"}
        Seed:
          Type: Custom::DataIngest
          Properties:
            ServiceToken: !ImportValue data-ingest-ingest-topic
            TargetTable: TABLE
            DataIngestFile: !Sub "s3://${Bucket}/orders.csv"
            CompletionHandle: !Ref Handle
            Format: csv
            CsvDelimiter: !Ref Separator
            CsvHeader: !Ref Header
            CsvTypes: {day: S}
      """;

  @TempDir private Path folder;

  @Test
  void propertiesAreLiteralsAndParametersByTheirDefaults() throws IOException {
    SeedTemplate template = template(TEMPLATE);

    assertThat(template.properties(Map.of("Format", "auto")))
        .isEqualTo(
            JsonMapper.builder()
                .build()
                .readTree(
                    """
                    {"DataIngestFile": "elsewhere", "CompletionHandle": "elsewhere",
                     "Format": "auto", "CsvDelimiter": ";", "CsvHeader": ["id", "at"],
                     "CsvTypes": {"day": "S"}}
                    """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!Ref Orders",
        "!GetAtt Orders.Arn",
        "{\"Fn::GetAtt\": [Orders, Arn]}",
        "{\"Fn::GetAtt\": Orders.Arn}",
        "!Sub \"${Orders}\"",
        "!Sub \"${Orders.Arn}\"",
        "orders",
        "!Ref Name",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
      })
  void theTableIsFoundByReferenceOrName(String reference) throws IOException {
    KeyAttribute id = new KeyAttribute("id", KeyType.S);
    KeyAttribute day = new KeyAttribute("day", KeyType.S);

    assertThat(template(TEMPLATE.replace("TABLE", reference)).target())
        .isEqualTo(
            new Target(
                new KeySchema(id, new KeyAttribute("at", KeyType.N)),
                List.of(
                    new TargetIndex(
                        new IndexSchema("by-day", new KeySchema(day, null)),
                        Scope.GLOBAL,
                        Set.of("id", "at", "day", "total")),
                    new TargetIndex(
                        new IndexSchema("local", new KeySchema(id, day)), Scope.LOCAL, null)),
                "until"));
  }

  @Test
  void aTemplateMayBeJson() throws IOException {
    SeedTemplate template =
        template(
            """
            {"Resources": {"Seed": {"Type": "Custom::Seed", "Properties": {
            \t"TargetTable": {"Ref": "T"}, "Format": "json"}}}}
            """);

    assertThat(template.properties(Map.of()).toString()).isEqualTo("{\"Format\":\"json\"}");
  }

  @Test
  void whatIsNotFollowedIsNamed() throws IOException {
    SeedTemplate elsewhere = template(TEMPLATE.replace("TABLE", "!ImportValue orders-table"));
    assertRefused(
        elsewhere::target,
        "TargetTable of 'Seed' is no table of the template. Give its key with --key.");

    SeedTemplate conditional =
        template(TEMPLATE.replace("Format: csv", "Format: !If [IsCsv, csv, json]"));
    assertRefused(
        () -> conditional.properties(Map.of()),
        "Format of 'Seed' is a function that is not followed. Give it with --property Format=….");
    assertThat(conditional.properties(Map.of("Format", "csv")).get("Format").textValue())
        .isEqualTo("csv");

    SeedTemplate keyless =
        template(
            TEMPLATE
                .replace("TABLE", "!Ref Orders")
                .replace("{AttributeName: at, AttributeType: N}", "{AttributeName: !Ref Key}"));
    assertRefused(
        keyless::target,
        "its table's keys cannot be read (AttributeName is missing, or a function that is not"
            + " followed). Give them with --key.");
  }

  @Test
  void whatIsNoTemplateIsNamed() {
    assertRefused(() -> template("["), "The template is not YAML: ");
    assertRefused(() -> template("a"), "The template is not a mapping");
    assertRefused(() -> template("Resources: {}"), "it has no custom resource 'Seed'.");
    assertRefused(
        () -> template("Resources: {Seed: {Type: 'AWS::S3::Bucket'}}"),
        "it has no custom resource 'Seed'.");
  }

  private SeedTemplate template(String text) throws IOException {
    return SeedTemplate.read(Files.writeString(folder.resolve("app.yaml"), text), "Seed");
  }

  private void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(UnreadableTemplateException.class)
        .hasMessageStartingWith(folder.resolve("app.yaml") + ": " + message);
  }
}
