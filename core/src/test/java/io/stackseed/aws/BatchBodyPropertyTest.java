package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.format.RandomItems;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The body that is written here, against the one that the SDK marshals of the same items. */
class BatchBodyPropertyTest {
  private static final TableSchema TABLE =
      new TableSchema(
          "orders-2026.\"quoted\"",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
          new KeySchema(new KeyAttribute("id", KeyType.S), null),
          List.of());

  private final ObjectMapper mapper = new ObjectMapper();
  private final RecordingHttpClient http = new RecordingHttpClient();

  @ParameterizedTest
  @ArgumentsSource(Seeds.class)
  void whatIsSentIsWhatTheSdkWouldSend(long seed, int size) throws IOException {
    List<Item> batch = batch(new Random(seed), size);
    try (DynamoDbClient dynamoDb = http.dynamoDb()) {
      write(dynamoDb, batch);
      dynamoDb.batchWriteItem(
          request ->
              request
                  .requestItems(
                      Map.of(
                          TABLE.tableName(),
                          batch.stream().map(BatchBodyPropertyTest::put).toList()))
                  .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    }

    assertThat(http.sent()).hasSize(2);
    assertThat(mapper.readTree(http.sent().get(0).bytes()))
        .isEqualTo(mapper.readTree(http.sent().get(1).bytes()));
    assertThat(http.sent().get(0).request().getUri())
        .isEqualTo(http.sent().get(1).request().getUri());
    assertThat(http.sent().get(0).header("Content-Type"))
        .isEqualTo(http.sent().get(1).header("Content-Type"));
  }

  private static List<Item> batch(Random random, int size) {
    RandomItems items = new RandomItems(random);
    return IntStream.range(0, 1 + random.nextInt(BatchCalls.MAX_BATCH))
        .mapToObj(i -> withKey("é\"\\\n" + i, items.item(size)))
        .toList();
  }

  private static Item withKey(String key, Item item) {
    Map<String, Value> attributes = new LinkedHashMap<>(item.attributes());
    attributes.put("id", new Value.S(key));
    return new Item(attributes);
  }

  private static void write(DynamoDbClient dynamoDb, List<Item> batch) {
    BatchResult result = new BatchPut(dynamoDb, TABLE).make(batch, Duration.ofHours(1));

    assertThat(result.unprocessed()).isEmpty();
    assertThat(result.writeUnits()).isEqualTo(3);
  }

  private static WriteRequest put(Item item) {
    return WriteRequest.builder().putRequest(put -> put.item(AttributeValues.of(item))).build();
  }
}
