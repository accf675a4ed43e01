package io.stackseed.aws;

import io.stackseed.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The progress table's calls: strongly consistent reads, and writes repeated on conflicts. */
final class ProgressTable {
  /** How long what a run leaves behind is kept; DynamoDB deletes it some days later. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String EXPIRES_AT = "expiresAt";

  private final DynamoDbClient dynamoDb;
  private final String name;
  private final ConflictRetries retries;

  ProgressTable(DynamoDbClient dynamoDb, String name, ConflictRetries retries) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.retries = retries;
  }

  Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    return Optional.of(
            dynamoDb
                .getItem(request -> request.tableName(name).key(key).consistentRead(true))
                .item())
        .filter(item -> !item.isEmpty());
  }

  Stream<Map<String, AttributeValue>> query(Consumer<QueryRequest.Builder> query) {
    return dynamoDb
        .queryPaginator(request -> query.accept(request.tableName(name).consistentRead(true)))
        .items()
        .stream();
  }

  /** An index is not read consistently: what was written a moment ago may be missing. */
  Stream<Map<String, AttributeValue>> index(Consumer<QueryRequest.Builder> query) {
    return dynamoDb
        .queryPaginator(request -> query.accept(request.tableName(name)))
        .items()
        .stream();
  }

  /**
   * Carries out a transaction.
   *
   * @return as {@link ConflictRetries#transact}
   */
  Optional<List<CancellationReason>> transact(List<TransactWriteItem> writes) {
    return retries.transact(
        () -> dynamoDb.transactWriteItems(request -> request.transactItems(writes)));
  }

  /**
   * Puts an item.
   *
   * @return false if its condition failed
   */
  boolean put(Write write) {
    return retries.write(() -> dynamoDb.putItem(write.toPutItem())).isPresent();
  }

  /**
   * Updates an item.
   *
   * @return the item as it is now, or empty if the condition failed
   */
  Optional<Map<String, AttributeValue>> update(Write write) {
    return retries
        .write(() -> dynamoDb.updateItem(write.toUpdateItem()))
        .map(UpdateItemResponse::attributes);
  }

  Write write(Map<String, AttributeValue> key) {
    return new Write(name, key);
  }

  /** A write of the progress item, on condition that the run has not ended. */
  Write whileLive(String runId) {
    return write(Keys.progress(runId))
        .condition("#state IN (:planning, :loading)")
        .name("#state", "state")
        .value(":planning", Attributes.s(RunState.PLANNING.name()))
        .value(":loading", Attributes.s(RunState.LOADING.name()));
  }

  /** The item with the time at which it may be deleted. */
  static Map<String, AttributeValue> expiring(Map<String, AttributeValue> item, Instant now) {
    Map<String, AttributeValue> expiring = new HashMap<>(item);
    expiring.put(EXPIRES_AT, expiry(now));
    return expiring;
  }

  static AttributeValue expiry(Instant now) {
    return Attributes.n(now.plus(KEPT).getEpochSecond());
  }
}
