package io.stackseed.item;

import org.jspecify.annotations.Nullable;

/**
 * The key of a table or of an index.
 *
 * @param sort null where the partition key is the whole key
 */
public record KeySchema(KeyAttribute partition, @Nullable KeyAttribute sort) {

  /**
   * @throws IllegalArgumentException if both attributes have the same name
   */
  public KeySchema {
    if (sort != null && sort.name().equals(partition.name())) {
      throw new IllegalArgumentException(
          "partition key and sort key are both '" + sort.name() + "'");
    }
  }
}
