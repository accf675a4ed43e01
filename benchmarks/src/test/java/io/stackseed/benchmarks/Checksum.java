package io.stackseed.benchmarks;

import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.Map;

/**
 * A number that tells an order from every other one, with good odds; those of many orders are
 * added, because they come in no order.
 */
public final class Checksum {

  private Checksum() {}

  public static long of(String customerId, String orderId, String amount) {
    long sum = customerId.hashCode();
    sum = sum * 0x9E3779B97F4A7C15L + orderId.hashCode();
    sum = sum * 0x9E3779B97F4A7C15L + amount.hashCode();
    return sum ^ (sum >>> 29);
  }

  /** That of any text. */
  public static long of(String text) {
    long sum = text.length();
    for (int i = 0; i < text.length(); i++) {
      sum = sum * 0x9E3779B97F4A7C15L + text.charAt(i);
    }
    return sum ^ (sum >>> 29);
  }

  /**
   * The checksum of an order that has become an item.
   *
   * @throws IllegalArgumentException if the item is no order
   */
  public static long of(Item item) {
    Map<String, Value> attributes = item.attributes();
    if (attributes.get("customerId") instanceof Value.S customerId
        && attributes.get("orderId") instanceof Value.S orderId
        && attributes.get("total") instanceof Value.M total
        && total.entries().get("amount") instanceof Value.N amount) {
      return of(customerId.text(), orderId.text(), amount.digits());
    }
    throw new IllegalArgumentException("not an order: " + item);
  }
}
