package io.stackseed.benchmarks;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The SDK's client as one would make it, with the HTTP client that the product has. */
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
}
