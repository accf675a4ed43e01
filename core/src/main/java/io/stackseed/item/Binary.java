package io.stackseed.item;

import java.util.Arrays;

/** Bytes that never change, equal to others of the same content. */
public final class Binary {

  private final byte[] bytes;

  private Binary(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the array. */
  public static Binary of(byte[] bytes) {
    return new Binary(bytes.clone());
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  /** The bytes, in an array of the caller's own. */
  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** How many there are, as what they are is item data. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
