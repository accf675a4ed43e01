package io.stackseed.aws;

import io.stackseed.run.RunDirectory;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A scan of the progress table: ids are hashes, and no index orders them. */
final class DynamoDbRunDirectory implements RunDirectory {
  private final DynamoDbClient dynamoDb;
  private final String tableName;

  DynamoDbRunDirectory(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  @Override
  public Stream<String> runIds(String prefix) {
    return dynamoDb
        .scanPaginator(
            scan ->
                scan.tableName(tableName)
                    .projectionExpression(Keys.PK)
                    .filterExpression("sk = :run AND begins_with(pk, :prefix)")
                    .expressionAttributeValues(
                        Map.of(
                            ":run", Attributes.s(Keys.RUN_ITEM),
                            ":prefix", Attributes.s(Keys.partition(prefix)))))
        .items()
        .stream()
        .map(item -> Keys.runId(Attributes.read(item).text(Keys.PK)));
  }
}
