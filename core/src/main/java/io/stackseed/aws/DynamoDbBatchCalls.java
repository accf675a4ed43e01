package io.stackseed.aws;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

final class DynamoDbBatchCalls implements BatchCalls {
  private final DynamoDbClient dynamoDb;
  private final TableSchema table;
  private final Instant until;
  private final Executor executor;
  private final BlockingQueue<Supplier<BatchResult>> settled = new LinkedBlockingQueue<>();
  private final int capacity;
  private int inFlight;

  DynamoDbBatchCalls(
      DynamoDbClient dynamoDb, TableSchema table, Instant until, Executor executor, int capacity) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.until = until;
    this.executor = executor;
    this.capacity = capacity;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void start(List<Item> batch) {
    executor.execute(() -> settled.add(settle(batch)));
    inFlight++;
  }

  @Override
  public BatchResult await() throws InterruptedException {
    Supplier<BatchResult> result = settled.take();
    inFlight--;
    return result.get();
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (inFlight > 0) {
      try {
        settled.take();
        inFlight--;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The call's result, or its exception for whoever awaits it. */
  private Supplier<BatchResult> settle(List<Item> batch) {
    try {
      BatchResult result = write(batch);
      return () -> result;
    } catch (RuntimeException | Error e) {
      // An Error too: whoever awaits this call would wait for ever.
      return () -> {
        throw e;
      };
    }
  }

  private BatchResult write(List<Item> batch) {
    Duration left = Duration.between(Instant.now(), until);
    if (left.isNegative() || left.isZero()) {
      throw new IllegalStateException("no time is left for a call");
    }
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
                                  .apiCallTimeout(left)
                                  .putExecutionAttribute(
                                      PreparedBody.BODY, BatchBody.of(table.tableName(), batch))));
      return new BatchResult(
          batch,
          unprocessed(batch, response),
          response.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum());
    } catch (DynamoDbException e) {
      if (DynamoDbErrors.isThrottling(e)) {
        return new BatchResult(batch, batch, 0);
      }
      throw DynamoDbErrors.translated(e, table.tableName());
    }
  }

  /** By key, because the service may write a number in another way than it was sent. */
  private List<Item> unprocessed(List<Item> batch, BatchWriteItemResponse response) {
    if (response.unprocessedItems().isEmpty()) {
      return List.of();
    }
    Set<ItemKey> keys =
        response.unprocessedItems().getOrDefault(table.tableName(), List.of()).stream()
            .map(request -> AttributeValues.key(request.putRequest().item(), table))
            .collect(Collectors.toSet());
    List<Item> left =
        batch.stream().filter(item -> keys.contains(ItemKey.of(item, table))).toList();
    if (left.size() != keys.size()) {
      throw new IllegalStateException("the service left items unprocessed that were not sent");
    }
    return left;
  }
}
