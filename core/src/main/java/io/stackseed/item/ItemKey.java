package io.stackseed.item;

import org.jspecify.annotations.Nullable;

/**
 * An item's key, equal to another when DynamoDB would see one and the same item: numbers by value
 * ({@code 1}, {@code 1.0} and {@code 1E0} are one), strings exactly. Two of the same key in one
 * batch fail the whole call.
 *
 * @param sort null if the table's key has no sort attribute
 */
public record ItemKey(Value partition, @Nullable Value sort) {

  public ItemKey {
    partition = canonical(partition);
    sort = sort == null ? null : canonical(sort);
  }

  /**
   * The key of an item that {@link ItemRules} accepts.
   *
   * @throws IllegalArgumentException if a key attribute is missing
   */
  public static ItemKey of(Item item, TableSchema table) {
    KeyAttribute sort = table.key().sort();
    return new ItemKey(
        required(item, table.key().partition()), sort == null ? null : required(item, sort));
  }

  private static Value required(Item item, KeyAttribute attribute) {
    Value value = item.attributes().get(attribute.name());
    if (value == null) {
      throw new IllegalArgumentException("key '" + attribute.name() + "' is missing");
    }
    return value;
  }

  private static Value canonical(Value value) {
    return value instanceof Value.N number
        ? new Value.N(Numbers.canonical(number.digits()))
        : value;
  }
}
