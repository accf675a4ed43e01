package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.services.LocalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** {@code AWS::DynamoDB::Table}. */
final class TableType implements ResourceType {

  private static final Set<String> INDEX =
      Set.of(
          "IndexName",
          "KeySchema",
          "Projection",
          "ProvisionedThroughput",
          "OnDemandThroughput",
          "ContributorInsightsSpecification",
          "WarmThroughput");

  private final DynamoDbClient dynamoDb;
  private final LocalSettings settings;

  TableType(DynamoDbClient dynamoDb, LocalSettings settings) {
    this.dynamoDb = dynamoDb;
    this.settings = settings;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput",
            "TimeToLiveSpecification")
        .ignoring(
            "PointInTimeRecoverySpecification",
            "SSESpecification",
            "DeletionProtectionEnabled",
            "OnDemandThroughput",
            "WarmThroughput",
            "ContributorInsightsSpecification",
            "TableClass",
            "ResourcePolicy",
            "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("TableName");
    CreateTableRequest.Builder table =
        CreateTableRequest.builder()
            .tableName(name)
            .attributeDefinitions(
                each(request.property("AttributeDefinitions"), TableType::attribute))
            .keySchema(keys(request.property("KeySchema")));
    boolean provisioned = !request.optional("BillingMode").orElse("").equals("PAY_PER_REQUEST");
    if (provisioned) {
      table
          .billingMode(BillingMode.PROVISIONED)
          .provisionedThroughput(throughput(request.property("ProvisionedThroughput")));
    } else {
      table.billingMode(BillingMode.PAY_PER_REQUEST);
    }
    List<GlobalSecondaryIndex> global =
        each(request.property("GlobalSecondaryIndexes"), index -> globalIndex(index, provisioned));
    if (!global.isEmpty()) {
      table.globalSecondaryIndexes(global);
    }
    List<LocalSecondaryIndex> local =
        each(request.property("LocalSecondaryIndexes"), TableType::localIndex);
    if (!local.isEmpty()) {
      table.localSecondaryIndexes(local);
    }
    try {
      dynamoDb.createTable(table.build());
    } catch (DynamoDbException e) {
      throw new ResourceFailedException("The table " + name + " was refused: " + e.getMessage());
    }
    setTimeToLive(name, request.property("TimeToLiveSpecification"));
    return Provisioned.of(name).with("Arn", settings.arn("dynamodb", "table/" + name));
  }

  private void setTimeToLive(String table, JsonNode specification) {
    if (specification.path("Enabled").asBoolean()) {
      dynamoDb.updateTimeToLive(
          update ->
              update
                  .tableName(table)
                  .timeToLiveSpecification(
                      ttl ->
                          ttl.enabled(true)
                              .attributeName(specification.path("AttributeName").asText())));
    }
  }

  private static AttributeDefinition attribute(JsonNode node) {
    return AttributeDefinition.builder()
        .attributeName(node.path("AttributeName").asText())
        .attributeType(node.path("AttributeType").asText())
        .build();
  }

  private static List<KeySchemaElement> keys(JsonNode schema) {
    return each(
        schema,
        key ->
            KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asText())
                .keyType(key.path("KeyType").asText())
                .build());
  }

  private static GlobalSecondaryIndex globalIndex(JsonNode index, boolean provisioned) {
    refuseUnknown(index);
    GlobalSecondaryIndex.Builder builder =
        GlobalSecondaryIndex.builder()
            .indexName(index.path("IndexName").asText())
            .keySchema(keys(index.path("KeySchema")))
            .projection(projection(index.path("Projection")));
    if (provisioned) {
      builder.provisionedThroughput(throughput(index.path("ProvisionedThroughput")));
    }
    return builder.build();
  }

  private static LocalSecondaryIndex localIndex(JsonNode index) {
    refuseUnknown(index);
    return LocalSecondaryIndex.builder()
        .indexName(index.path("IndexName").asText())
        .keySchema(keys(index.path("KeySchema")))
        .projection(projection(index.path("Projection")))
        .build();
  }

  private static void refuseUnknown(JsonNode index) {
    index
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!INDEX.contains(name)) {
                throw new ResourceFailedException(
                    "The property " + name + " of a table's index is not supported");
              }
            });
  }

  private static Projection projection(JsonNode node) {
    Projection.Builder projection =
        Projection.builder().projectionType(node.path("ProjectionType").asText("ALL"));
    if (node.has("NonKeyAttributes")) {
      projection.nonKeyAttributes(each(node.path("NonKeyAttributes"), JsonNode::asText));
    }
    return projection.build();
  }

  private static ProvisionedThroughput throughput(JsonNode node) {
    return ProvisionedThroughput.builder()
        .readCapacityUnits(node.path("ReadCapacityUnits").asLong(1))
        .writeCapacityUnits(node.path("WriteCapacityUnits").asLong(1))
        .build();
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> mapper) {
    List<T> values = new ArrayList<>();
    array.forEach(element -> values.add(mapper.apply(element)));
    return values;
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    for (String name : properties().honoured()) {
      if (!request.property(name).equals(old.properties().path(name))) {
        throw new ResourceFailedException(
            "A table's %s cannot be changed here: delete the stack and create it anew"
                .formatted(name));
      }
    }
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    try {
      dynamoDb.deleteTable(delete -> delete.tableName(resource.physicalId()));
    } catch (ResourceNotFoundException e) {
      return;
    }
  }
}
