package io.stackseed.format;

/**
 * Well-formed UTF-8 by the Unicode Standard's table 3-7: no overlong forms, no surrogates, nothing
 * past U+10FFFF. Jackson lets some of these through, and DynamoDB refuses them.
 */
final class Utf8Validation {

  private Utf8Validation() {}

  /** The index of the first byte of the first ill-formed sequence, or -1. */
  static int firstInvalid(byte[] bytes, int length) {
    int i = 0;
    while (i < length) {
      if (bytes[i] >= 0) {
        i = Swar.endOfAscii(bytes, i, length);
        continue;
      }
      int sequence = sequenceLength(bytes, i, length);
      if (sequence == 0) {
        return i;
      }
      i += sequence;
    }
    return -1;
  }

  /** Bytes of the sequence that begins at {@code at}, 0 if it is ill-formed. */
  private static int sequenceLength(byte[] bytes, int at, int length) {
    int lead = bytes[at] & 0xFF;
    int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || size > length - at) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    if (second < lowestSecond(lead) || second > highestSecond(lead)) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static int lowestSecond(int lead) {
    return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  }

  private static int highestSecond(int lead) {
    return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }
}
