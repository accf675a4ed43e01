package io.stackseed.aws;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** BatchWriteItem: many items, whatever the table holds. */
final class BatchPut implements WriteCall {
  private final DynamoDbClient dynamoDb;
  private final TableSchema table;

  BatchPut(DynamoDbClient dynamoDb, TableSchema table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  @Override
  public int batchSize() {
    return BatchCalls.MAX_BATCH;
  }

  @Override
  public BatchResult make(List<Item> batch, Duration limit) {
    try {
      BatchWriteItemResponse response =
          dynamoDb.batchWriteItem(
              request ->
                  request
                      .requestItems(Map.of(table.tableName(), List.of()))
                      .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                      .overrideConfiguration(
                          override ->
                              override
                                  .apiCallTimeout(limit)
                                  .putExecutionAttribute(
                                      PreparedBody.BODY, BatchBody.of(table.tableName(), batch))));
      return BatchResult.taken(
          batch,
          unprocessed(batch, response),
          response.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum());
    } catch (DynamoDbException e) {
      return DynamoDbErrors.writeResult(e, batch, table);
    }
  }

  /** By key, because the service may write a number in another way than it was sent. */
  private List<Item> unprocessed(List<Item> batch, BatchWriteItemResponse response) {
    Set<ItemKey> keys =
        response.unprocessedItems().getOrDefault(table.tableName(), List.of()).stream()
            .map(request -> AttributeValues.key(request.putRequest().item(), table))
            .collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return List.of();
    }
    List<Item> left =
        batch.stream().filter(item -> keys.contains(ItemKey.of(item, table))).toList();
    if (left.size() != keys.size()) {
      throw new IllegalStateException("the service left items unprocessed that were not sent");
    }
    return left;
  }
}
