package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderFileTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void anArrayIsOneOfItsOrders() throws IOException {
    OrderFile file = OrderFile.array(7, 20_000);

    List<JsonNode> orders = new ArrayList<>();
    JSON.readTree(file.toByteArray()).forEach(orders::add);

    assertHolds(file, orders);
  }

  @Test
  void linesAreItsOrders() throws IOException {
    OrderFile file = OrderFile.lines(7, 20_000);

    List<JsonNode> orders = new ArrayList<>();
    for (String line : new String(file.toByteArray(), UTF_8).lines().toList()) {
      orders.add(JSON.readTree(line));
    }

    assertHolds(file, orders);
  }

  private static void assertHolds(OrderFile file, List<JsonNode> orders) {
    assertThat(orders).hasSize((int) file.orders());
    long checksum = 0;
    for (int i = 0; i < orders.size(); i++) {
      JsonNode order = orders.get(i);
      assertThat(order.path("orderId").asText()).isEqualTo(Order.id(i));
      checksum +=
          Checksum.of(
              order.path("customerId").asText(),
              order.path("orderId").asText(),
              order.path("total").path("amount").asText());
    }
    assertThat(file.checksum()).isEqualTo(checksum);
  }

  @Test
  void itIsAtLeastAsLargeAsAsked() {
    OrderFile file = OrderFile.lines(7, 20_000);

    assertThat(file.sizeBytes()).isBetween(20_000L, 23_000L);
    assertThat(file.toByteArray()).hasSize((int) file.sizeBytes());
  }

  @Test
  void anyRangeOfItIsThatPartOfTheWhole() throws IOException {
    Random random = new Random(1);
    OrderFile file = OrderFile.array(3, 5_000);
    byte[] whole = file.toByteArray();
    for (int i = 0; i < 500; i++) {
      int start = random.nextInt(whole.length);
      int end = start + random.nextInt(whole.length - start + 1);

      try (InputStream in = file.open(new ByteRange(start, end))) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(whole, start, end));
      }
    }
  }

  @Test
  void anOrderHasTheSizeOfARealOne() {
    OrderFile file = OrderFile.lines(10_000, 1);

    assertThat(file.sizeBytes() / file.orders()).isBetween(250L, 310L);
  }
}
