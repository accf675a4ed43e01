package io.stackseed.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What arrived at the endpoint, from the bodies of BatchWriteItem as they were sent: how many
 * orders, a checksum by which they are known, and one of everything in them. For any thread.
 */
final class SentItems {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private long items;
  private long checksum;
  private long contentChecksum;

  /** Takes a request's body. */
  synchronized void add(byte[] body) {
    JsonNode request = read(body);
    if (!request.path("ReturnConsumedCapacity").asText().equals("TOTAL")) {
      throw new IllegalArgumentException("the consumed capacity is not asked for");
    }
    for (JsonNode write : request.path("RequestItems").path(CountingTable.NAME)) {
      JsonNode item = write.required("PutRequest").required("Item");
      items++;
      checksum +=
          Checksum.of(
              item.at("/customerId/S").asText(),
              item.at("/orderId/S").asText(),
              item.at("/total/M/amount/N").asText());
      contentChecksum += Checksum.of(item.toString());
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("a request's body is no JSON", e);
    }
  }

  /** Items that arrived. */
  synchronized long items() {
    return items;
  }

  /** The sum of the orders' {@link Checksum}s. */
  synchronized long checksum() {
    return checksum;
  }

  /** The sum of checksums of every attribute's name, type and value, in their order. */
  synchronized long contentChecksum() {
    return contentChecksum;
  }
}
