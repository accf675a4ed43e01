package io.stackseed.benchmarks.writecpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.benchmarks.Checksum;
import io.stackseed.benchmarks.CountingTable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What arrived at the endpoint, from the bodies of BatchWriteItem as they were sent: how many
 * orders, a checksum by which they are known, and one of everything in them. For any thread.
 */
public final class SentItems {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private long items;
  private long checksum;
  private long contentChecksum;
  private boolean asksForCapacity = true;

  /** Takes a request's body. */
  public synchronized void add(byte[] body) {
    JsonNode request = read(body);
    asksForCapacity &= request.path("ReturnConsumedCapacity").asText().equals("TOTAL");
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
  public synchronized long items() {
    return items;
  }

  /** The sum of the orders' {@link Checksum}s. */
  public synchronized long checksum() {
    return checksum;
  }

  /** The sum of checksums of every attribute's name, type and value, in their order. */
  public synchronized long contentChecksum() {
    return contentChecksum;
  }

  /** Whether every request wanted to be told what it consumed. */
  public synchronized boolean asksForCapacity() {
    return asksForCapacity;
  }
}
