package io.stackseed.local.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.option.KeyOption;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template of a table with given keys and the resource that fills it; JSON is YAML too. */
final class DemoTemplate {
  static final String TABLE = "Table";
  static final String SEED = "Seed";

  private DemoTemplate() {}

  /**
   * @param exportedTopic the name under which the ingest stack exports its topic
   * @param objectKey of the file in the ingest bucket
   * @param properties of the resource, besides or instead of the table's and the file's
   */
  static String of(
      KeyOption key, String exportedTopic, String objectKey, Map<String, String> properties) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("AWSTemplateFormatVersion", "2010-09-09");
    ObjectNode resources = root.putObject("Resources");
    ObjectNode table = resources.putObject(TABLE).put("Type", "AWS::DynamoDB::Table");
    ObjectNode tableProperties = table.putObject("Properties");
    tableProperties.put("BillingMode", "PAY_PER_REQUEST");
    ArrayNode definitions = tableProperties.putArray("AttributeDefinitions");
    ArrayNode keys = tableProperties.putArray("KeySchema");
    KeySchema schema = key.schema();
    addKey(schema.partition(), "HASH", definitions, keys);
    addKey(schema.sort(), "RANGE", definitions, keys);
    ObjectNode seed = resources.putObject(SEED).put("Type", "Custom::DataIngest");
    seed.put("DependsOn", TABLE);
    ObjectNode seedProperties = seed.putObject("Properties");
    seedProperties.putObject("ServiceToken").put("Fn::ImportValue", exportedTopic);
    seedProperties.putObject("TargetTable").put("Ref", TABLE);
    seedProperties.put("DataIngestFile", objectKey);
    properties.forEach(seedProperties::put);
    return root.toPrettyString();
  }

  private static void addKey(
      @Nullable KeyAttribute attribute, String keyType, ArrayNode definitions, ArrayNode keys) {
    if (attribute != null) {
      definitions
          .addObject()
          .put("AttributeName", attribute.name())
          .put("AttributeType", attribute.type().name());
      keys.addObject().put("AttributeName", attribute.name()).put("KeyType", keyType);
    }
  }
}
