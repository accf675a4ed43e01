package io.stackseed.aws;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.item.WriteMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

final class DynamoDbTargetTable implements TargetTable {
  /** Calls in flight at most: with batches, more than one processor can prepare. */
  private static final int CALLS_IN_FLIGHT = 32;

  private final DynamoDbClient dynamoDb;
  private final Supplier<DynamoDbClient> writes;
  private final Executor executor =
      Executors.newFixedThreadPool(CALLS_IN_FLIGHT, DynamoDbTargetTable::daemon);

  /**
   * @param writes makes the calls that write; repeats none that are throttled ({@link
   *     WriteRetries})
   */
  DynamoDbTargetTable(DynamoDbClient dynamoDb, Supplier<DynamoDbClient> writes) {
    this.dynamoDb = dynamoDb;
    this.writes = writes;
  }

  @Override
  public TableSchema schema(String tableName) {
    TableDescription table = description(tableName);
    if (table.tableStatus() != TableStatus.ACTIVE && table.tableStatus() != TableStatus.UPDATING) {
      throw new TargetTableException(
          Problem.NOT_ACTIVE, tableName, "it is " + table.tableStatusAsString());
    }
    Map<String, KeyType> types =
        table.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    definition -> KeyType.valueOf(definition.attributeTypeAsString())));
    List<IndexSchema> indexes = new ArrayList<>();
    table
        .globalSecondaryIndexes()
        .forEach(index -> indexes.add(index(index.indexName(), index.keySchema(), types)));
    table
        .localSecondaryIndexes()
        .forEach(index -> indexes.add(index(index.indexName(), index.keySchema(), types)));
    return new TableSchema(tableName, table.tableArn(), key(table.keySchema(), types), indexes);
  }

  @Override
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    WriteCall call =
        switch (mode) {
          case OVERWRITE -> new BatchPut(writes.get(), table);
          case SKIP_EXISTING -> new ConditionalPut(writes.get(), table);
        };
    return new CallsInFlight(call, until, executor, CALLS_IN_FLIGHT);
  }

  private TableDescription description(String tableName) {
    try {
      return dynamoDb.describeTable(request -> request.tableName(tableName)).table();
    } catch (DynamoDbException e) {
      throw DynamoDbErrors.translated(e, tableName);
    }
  }

  private static IndexSchema index(
      String name, List<KeySchemaElement> elements, Map<String, KeyType> types) {
    return new IndexSchema(name, key(elements, types));
  }

  /** DynamoDB lists the partition key first, then the sort key if there is one. */
  private static KeySchema key(List<KeySchemaElement> elements, Map<String, KeyType> types) {
    List<KeyAttribute> attributes =
        elements.stream()
            .map(KeySchemaElement::attributeName)
            .map(name -> new KeyAttribute(name, type(name, types)))
            .toList();
    return new KeySchema(attributes.get(0), attributes.size() > 1 ? attributes.get(1) : null);
  }

  private static KeyType type(String name, Map<String, KeyType> types) {
    return Objects.requireNonNull(types.get(name), "a key attribute without a definition");
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "batch-write");
    thread.setDaemon(true);
    return thread;
  }
}
