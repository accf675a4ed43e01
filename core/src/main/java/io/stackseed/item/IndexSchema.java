package io.stackseed.item;

/** A secondary index, local or global. */
public record IndexSchema(String name, KeySchema key) {

  /**
   * @throws IllegalArgumentException if the name is empty
   */
  public IndexSchema {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an index's name is empty");
    }
  }
}
