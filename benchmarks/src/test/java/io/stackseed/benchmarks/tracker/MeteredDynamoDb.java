package io.stackseed.benchmarks.tracker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The embedded DynamoDB with what it lacks of the service: a call takes its time, and two
 * transactions on an item at the same time are a conflict. Adds up what calls consume; a conflict
 * consumes what the transaction would have ("Managing complex workflows with DynamoDB
 * transactions", Amazon DynamoDB Developer Guide). For any thread.
 */
final class MeteredDynamoDb implements DynamoDbClient {
  private static final Duration CALL = Duration.ofMillis(5);
  private static final Duration TRANSACTION = Duration.ofMillis(15);

  /** Of a transaction, for each KB of each item: one prepares, one commits. */
  private static final int UNITS_OF_A_SMALL_ITEM = 2;

  private final DynamoDbClient dynamoDb;
  private final Set<Map<String, AttributeValue>> inTransaction = new HashSet<>();
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final DoubleAdder writeUnits = new DoubleAdder();
  private final DoubleAdder readUnits = new DoubleAdder();
  private final LongAdder conflicts = new LongAdder();

  MeteredDynamoDb(DynamoDbClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /** How often each operation was called, by its name; conflicts included. */
  Map<String, Long> calls() {
    Map<String, Long> counts = new TreeMap<>();
    calls.forEach((operation, count) -> counts.put(operation, count.sum()));
    return counts;
  }

  double writeUnits() {
    return writeUnits.sum();
  }

  double readUnits() {
    return readUnits.sum();
  }

  long conflicts() {
    return conflicts.sum();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    count("TransactWriteItems");
    List<Map<String, AttributeValue>> keys =
        request.transactItems().stream().flatMap(MeteredDynamoDb::key).toList();
    if (!begin(keys)) {
      conflicts.increment();
      writeUnits.add((double) UNITS_OF_A_SMALL_ITEM * keys.size());
      pause(CALL);
      throw conflict(request.transactItems().size());
    }
    try {
      pause(TRANSACTION);
      TransactWriteItemsResponse response =
          dynamoDb.transactWriteItems(
              request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      response.consumedCapacity().forEach(this::written);
      return response;
    } finally {
      end(keys);
    }
  }

  private static TransactionCanceledException conflict(int items) {
    return TransactionCanceledException.builder()
        .message("conflict")
        .cancellationReasons(
            Stream.generate(() -> CancellationReason.builder().code("TransactionConflict").build())
                .limit(items)
                .toList())
        .build();
  }

  /** A condition conflicts as what is written does: it must hold when the transaction commits. */
  private static Stream<Map<String, AttributeValue>> key(TransactWriteItem item) {
    if (item.update() != null) {
      return Stream.of(item.update().key());
    }
    if (item.put() != null) {
      Map<String, AttributeValue> put = item.put().item();
      return Stream.of(Map.of("pk", put.get("pk"), "sk", put.get("sk")));
    }
    return Stream.of(item.delete() == null ? item.conditionCheck().key() : item.delete().key());
  }

  private boolean begin(Collection<Map<String, AttributeValue>> keys) {
    synchronized (inTransaction) {
      if (keys.stream().anyMatch(inTransaction::contains)) {
        return false;
      }
      inTransaction.addAll(keys);
      return true;
    }
  }

  private void end(Collection<Map<String, AttributeValue>> keys) {
    synchronized (inTransaction) {
      inTransaction.removeAll(keys);
    }
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    called("PutItem");
    PutItemResponse response =
        dynamoDb.putItem(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    written(response.consumedCapacity());
    return response;
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    called("UpdateItem");
    UpdateItemResponse response =
        dynamoDb.updateItem(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    written(response.consumedCapacity());
    return response;
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    called("DeleteItem");
    DeleteItemResponse response =
        dynamoDb.deleteItem(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    written(response.consumedCapacity());
    return response;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    called("GetItem");
    GetItemResponse response =
        dynamoDb.getItem(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    readUnits.add(response.consumedCapacity().capacityUnits());
    return response;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    called("Query");
    QueryResponse response =
        dynamoDb.query(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    readUnits.add(response.consumedCapacity().capacityUnits());
    return response;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    dynamoDb.close();
  }

  private void called(String operation) {
    count(operation);
    pause(CALL);
  }

  private void count(String operation) {
    calls.computeIfAbsent(operation, name -> new LongAdder()).increment();
  }

  private void written(ConsumedCapacity capacity) {
    writeUnits.add(capacity.capacityUnits());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
