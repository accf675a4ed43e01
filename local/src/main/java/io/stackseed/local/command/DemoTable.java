package io.stackseed.local.command;

import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** A table as a scan finds it. */
record DemoTable(DynamoDbClient dynamoDb, String name) {

  long itemCount() {
    return dynamoDb
        .scanPaginator(request -> request.tableName(name).consistentRead(true).select(Select.COUNT))
        .stream()
        .mapToLong(page -> page.count())
        .sum();
  }

  Stream<Map<String, AttributeValue>> items() {
    return dynamoDb
        .scanPaginator(request -> request.tableName(name).consistentRead(true))
        .items()
        .stream();
  }
}
