package io.stackseed.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The SDK's client as one would make and call it, with the HTTP client that the product has. */
public final class PlainClient {
  private PlainClient() {}

  public static DynamoDbClient of(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .httpClient(Apache5HttpClient.builder().build())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsSessionCredentials.create("id", "key", "token")))
        .region(Region.EU_WEST_1)
        .build();
  }

  /**
   * One BatchWriteItem, which says what it consumed.
   *
   * @throws IllegalStateException if anything is left unprocessed
   */
  public static void write(DynamoDbClient dynamoDb, String table, List<WriteRequest> batch) {
    BatchWriteItemResponse response =
        dynamoDb.batchWriteItem(
            request ->
                request
                    .requestItems(Map.of(table, batch))
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    if (!response.unprocessedItems().isEmpty()) {
      throw new IllegalStateException("items were left unprocessed");
    }
  }
}
