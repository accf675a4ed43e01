package io.stackseed.item;

/** One attribute of a key. */
public record KeyAttribute(String name, KeyType type) {

  /**
   * @throws IllegalArgumentException if the name is empty
   */
  public KeyAttribute {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a key attribute's name is empty");
    }
  }
}
