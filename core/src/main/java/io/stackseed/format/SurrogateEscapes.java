package io.stackseed.format;

/**
 * Surrogates in JSON's {@code \}{@code u} escapes, which the grammar allows alone but no UTF-8 text
 * can hold. Checked on the bytes, because Jackson takes a lone one in a string and calls it broken
 * JSON in a name.
 */
final class SurrogateEscapes {

  private static final int ESCAPE_BYTES = 6;

  private SurrogateEscapes() {}

  /** The index of the first escape of a surrogate without its other half, or -1. */
  static int firstLone(byte[] bytes, int length) {
    int i = 0;
    while (i < length) {
      i = Swar.indexOf('\\', bytes, i, length);
      if (i < 0) {
        return -1;
      }
      int unit = unit(bytes, i, length);
      if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
        // Steps over a backslash that is itself escaped.
        i += 2;
        continue;
      }
      boolean paired =
          Character.isHighSurrogate((char) unit) && isLow(unit(bytes, i + ESCAPE_BYTES, length));
      if (!paired) {
        return i;
      }
      i += 2 * ESCAPE_BYTES;
    }
    return -1;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }

  /** The UTF-16 unit that is escaped at the index, or -1 if none is. */
  private static int unit(byte[] bytes, int at, int length) {
    if (length - at < ESCAPE_BYTES || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_BYTES; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
