package io.stackseed.aws;

import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * PutItem on condition that the table has no item of that key: BatchWriteItem takes no condition.
 */
final class ConditionalPut implements WriteCall {
  private final DynamoDbClient dynamoDb;
  private final TableSchema table;

  ConditionalPut(DynamoDbClient dynamoDb, TableSchema table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  @Override
  public int batchSize() {
    return 1;
  }

  /** The service does not say what a put has consumed whose condition failed. */
  @Override
  public BatchResult make(List<Item> batch, Duration limit) {
    Item item = batch.get(0);
    try {
      PutItemResponse response =
          dynamoDb.putItem(
              request ->
                  request
                      .tableName(table.tableName())
                      .item(AttributeValues.of(item))
                      .conditionExpression("attribute_not_exists(#key)")
                      .expressionAttributeNames(Map.of("#key", table.key().partition().name()))
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD)
                      .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                      .overrideConfiguration(override -> override.apiCallTimeout(limit)));
      return BatchResult.taken(batch, List.of(), response.consumedCapacity().capacityUnits());
    } catch (ConditionalCheckFailedException e) {
      boolean isOurs = AttributeValues.item(e.item()).isSameAs(item);
      return BatchResult.skipped(batch, isOurs ? List.of() : batch, 0);
    } catch (DynamoDbException e) {
      return DynamoDbErrors.writeResult(e, batch, table);
    }
  }
}
