package io.stackseed.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the table gets: attributes by name, in the order of their insertion.
 *
 * <p>Whether a particular table takes it, {@link ItemRules} says.
 */
public record Item(Map<String, Value> attributes) {

  public Item {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    attributes.forEach(Item::requireNonNull);
  }

  private static void requireNonNull(String name, Value value) {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
  }

  /**
   * Bytes that DynamoDB counts, names included: the basis of the 400 KB limit and of write units.
   * See the developer guide's page "DynamoDB item sizes and formats", which calls the size of a
   * number approximate.
   */
  public long sizeBytes() {
    long bytes = 0;
    for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
      bytes += Utf8.length(attribute.getKey()) + attribute.getValue().sizeBytes();
    }
    return bytes;
  }

  /**
   * Whether DynamoDB would hold both as one and the same: numbers by value, sets and maps in any
   * order.
   */
  public boolean isSameAs(Item other) {
    return SameValues.of(attributes).equals(SameValues.of(other.attributes));
  }

  /** The item itself, and the lists and maps within one another: 1 if there are none. */
  public int depth() {
    int deepest = 0;
    for (Value value : attributes.values()) {
      deepest = Math.max(deepest, value.depth());
    }
    return deepest + 1;
  }
}
