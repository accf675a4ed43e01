package io.stackseed.local.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * From a queue to a table; reports every message whose body starts with {@code bad}. One that
 * starts with {@code stubborn} is written once more in a finally block.
 */
public final class Writer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public Writer() {
    this(System.getenv());
  }

  Writer(Map<String, String> environment) {
    this.table = environment.get("TABLE");
    this.dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_DYNAMODB")))
            .region(Region.of(environment.get("AWS_REGION")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"),
                        environment.get("AWS_SECRET_ACCESS_KEY"))))
            .httpClient(Apache5HttpClient.create())
            .build();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      if (message.getBody().startsWith("bad")) {
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
        continue;
      }
      try {
        put(message.getBody(), message, context);
      } finally {
        if (message.getBody().startsWith("stubborn")) {
          put(message.getBody() + ", finally", message, context);
        }
      }
    }
    return new SQSBatchResponse(failures);
  }

  private void put(String id, SQSEvent.SQSMessage message, Context context) {
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        "id", AttributeValue.fromS(id),
                        "receives",
                            AttributeValue.fromN(
                                message.getAttributes().get("ApproximateReceiveCount")),
                        "request", AttributeValue.fromS(context.getAwsRequestId()))));
  }
}
