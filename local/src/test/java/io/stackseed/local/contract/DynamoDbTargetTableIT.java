package io.stackseed.local.contract;

import io.stackseed.item.IndexSchema;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableContract;
import io.stackseed.item.Value;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Against DynamoDB Local. */
@ExtendWith(EmbeddedAccount.class)
class DynamoDbTargetTableIT extends TargetTableContract {

  private DynamoDbClient dynamoDb;
  private TargetTable tables;

  @BeforeEach
  void open(EmbeddedServices services) {
    dynamoDb = services.dynamoDb();
    tables = IngestStack.ports(services).targetTable();
  }

  @Override
  protected TargetTable tables() {
    return tables;
  }

  @Override
  protected String createTable(KeySchema key, List<IndexSchema> indexes) {
    return createTable(dynamoDb, key, indexes);
  }

  /** Makes an empty table; returns its name. */
  static String createTable(DynamoDbClient dynamoDb, KeySchema key, List<IndexSchema> indexes) {
    String name = "target-" + UUID.randomUUID();
    Map<String, AttributeDefinition> definitions = new LinkedHashMap<>();
    define(key, definitions);
    indexes.forEach(index -> define(index.key(), definitions));
    CreateTableRequest.Builder table =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(elements(key))
            .attributeDefinitions(definitions.values());
    if (!indexes.isEmpty()) {
      table.globalSecondaryIndexes(
          indexes.stream()
              .map(
                  index ->
                      GlobalSecondaryIndex.builder()
                          .indexName(index.name())
                          .keySchema(elements(index.key()))
                          .projection(all -> all.projectionType(ProjectionType.ALL))
                          .build())
              .toList());
    }
    dynamoDb.createTable(table.build());
    return name;
  }

  @Override
  protected Optional<Item> read(TableSchema table, ItemKey key) {
    Map<String, AttributeValue> keyValues = new LinkedHashMap<>();
    keyValues.put(table.key().partition().name(), keyValue(key.partition()));
    if (table.key().sort() != null && key.sort() != null) {
      keyValues.put(table.key().sort().name(), keyValue(key.sort()));
    }
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(get -> get.tableName(table.tableName()).key(keyValues).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(new Item(values(item)));
  }

  private static void define(KeySchema key, Map<String, AttributeDefinition> definitions) {
    for (KeyAttribute attribute : attributes(key)) {
      definitions.put(
          attribute.name(),
          AttributeDefinition.builder()
              .attributeName(attribute.name())
              .attributeType(attribute.type().name())
              .build());
    }
  }

  private static List<KeySchemaElement> elements(KeySchema key) {
    List<KeySchemaElement> elements = new ArrayList<>();
    for (KeyAttribute attribute : attributes(key)) {
      elements.add(
          KeySchemaElement.builder()
              .attributeName(attribute.name())
              .keyType(elements.isEmpty() ? KeyType.HASH : KeyType.RANGE)
              .build());
    }
    return elements;
  }

  private static List<KeyAttribute> attributes(KeySchema key) {
    return key.sort() == null ? List.of(key.partition()) : List.of(key.partition(), key.sort());
  }

  private static AttributeValue keyValue(Value value) {
    return value instanceof Value.N number
        ? AttributeValue.fromN(number.digits())
        : AttributeValue.fromS(((Value.S) value).text());
  }

  private static Map<String, Value> values(Map<String, AttributeValue> attributes) {
    Map<String, Value> values = new LinkedHashMap<>();
    attributes.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static Value value(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Value.S(value.s());
      case N -> new Value.N(value.n());
      case BOOL -> new Value.Bool(value.bool());
      case NUL -> new Value.Null();
      case L -> new Value.L(value.l().stream().map(DynamoDbTargetTableIT::value).toList());
      case M -> new Value.M(values(value.m()));
      case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
          throw new AssertionError("not a type that JSON becomes: " + value);
    };
  }
}
