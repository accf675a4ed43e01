package io.stackseed.item;

/** Lengths in UTF-8, in which DynamoDB measures. */
final class Utf8 {

  private Utf8() {}

  /** Bytes that {@code text} takes in UTF-8, counted without encoding it. */
  static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        // A code point of four bytes is two surrogates.
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
