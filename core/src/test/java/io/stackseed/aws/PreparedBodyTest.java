package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.aws.RecordingHttpClient.Sent;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PreparedBodyTest {
  private static final String TABLE = "orders";
  private static final String BODY =
      "{\"RequestItems\":{\"orders\":[{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"佐藤\"}}}}]},"
          + "\"ReturnConsumedCapacity\":\"TOTAL\"}";

  @Test
  void theBodyIsSentWithItsOwnLengthAndUnderItsOwnSignature() throws NoSuchAlgorithmException {
    RecordingHttpClient http = new RecordingHttpClient();

    write(http);

    assertThat(http.sent()).hasSize(1);
    requirePrepared(http.sent().get(0));
  }

  @Test
  void whatIsTriedAgainIsTheSame() throws NoSuchAlgorithmException {
    RecordingHttpClient http = new RecordingHttpClient(500, 503);

    write(http);

    assertThat(http.sent()).hasSize(3);
    for (Sent sent : http.sent()) {
      requirePrepared(sent);
    }
  }

  @Test
  void aCallWithoutOneIsLeftAlone() {
    RecordingHttpClient http = new RecordingHttpClient();

    try (DynamoDbClient dynamoDb = http.dynamoDb()) {
      dynamoDb.describeTable(request -> request.tableName(TABLE));
    }

    assertThat(http.sent()).hasSize(1);
    Sent sent = http.sent().get(0);
    assertThat(new String(sent.bytes(), UTF_8)).isEqualTo("{\"TableName\":\"orders\"}");
    assertThat(sent.header("Content-Length")).isEqualTo("22");
  }

  private static void write(RecordingHttpClient http) {
    Item item = new Item(Map.of("id", new Value.S("佐藤")));
    try (DynamoDbClient dynamoDb = http.dynamoDb()) {
      dynamoDb.batchWriteItem(
          request ->
              request
                  .requestItems(Map.of(TABLE, List.of()))
                  .overrideConfiguration(
                      override ->
                          override.putExecutionAttribute(
                              PreparedBody.BODY, BatchBody.of(TABLE, List.of(item)))));
    }
  }

  private static void requirePrepared(Sent sent) throws NoSuchAlgorithmException {
    assertThat(new String(sent.bytes(), UTF_8)).isEqualTo(BODY);
    assertThat(sent.header("Content-Length")).isEqualTo(Integer.toString(sent.body().length()));
    assertThat(sent.header("Authorization")).contains("x-amz-content-sha256");
    assertThat(sent.header("x-amz-content-sha256"))
        .isEqualTo(
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent.bytes())));
  }
}
