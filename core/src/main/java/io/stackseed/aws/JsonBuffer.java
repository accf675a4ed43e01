package io.stackseed.aws;

import java.util.Arrays;

/** JSON in the making, in UTF-8. What is text is escaped; the rest is taken as it stands. */
final class JsonBuffer {

  /** More than a batch of usual items takes. */
  private static final int INITIAL_CAPACITY = 16 * 1024;

  private static final String HEX = "0123456789abcdef";

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int length;

  /** The array behind; only its first {@link #length} bytes are written. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Adds what is ASCII, and JSON already. */
  JsonBuffer raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    byte[] target = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      target[at + i] = (byte) ascii.charAt(i);
    }
    length = at + count;
    return this;
  }

  /** Adds what is ASCII, and needs no escape. */
  JsonBuffer raw(byte[] ascii) {
    reserve(ascii.length);
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  /** Adds what ends an object or an array, in the place of a comma that is followed by nothing. */
  JsonBuffer end(String ascii) {
    if (bytes[length - 1] == ',') {
      length--;
    }
    return raw(ascii);
  }

  /**
   * Adds a string of any text.
   *
   * @throws IllegalArgumentException if there is half a surrogate pair in it, which no UTF-8 holds
   */
  JsonBuffer string(String text) {
    int count = text.length();
    // The quotes too.
    reserve(count + 2);
    bytes[length++] = '"';
    int plain = copyPlain(text);
    for (int i = plain; i < count; ) {
      int codePoint = text.codePointAt(i);
      character(codePoint);
      i += Character.charCount(codePoint);
    }
    reserve(1);
    bytes[length++] = '"';
    return this;
  }

  /**
   * The index of the first character that is not copied as it stands, the text's end if all are.
   */
  private int copyPlain(String text) {
    byte[] target = bytes;
    int at = length;
    int i = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isPlain(c)) {
        break;
      }
      target[at + i] = (byte) c;
    }
    length = at + i;
    return i;
  }

  private static boolean isPlain(int codePoint) {
    return codePoint >= ' ' && codePoint < 0x80 && codePoint != '"' && codePoint != '\\';
  }

  private void character(int codePoint) {
    // The longest escape.
    reserve(6);
    if (isPlain(codePoint)) {
      bytes[length++] = (byte) codePoint;
    } else if (codePoint < ' ') {
      raw("\\u00");
      bytes[length++] = (byte) HEX.charAt(codePoint >> 4);
      bytes[length++] = (byte) HEX.charAt(codePoint & 0xF);
    } else if (codePoint < 0x80) {
      bytes[length++] = '\\';
      bytes[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xC0 | (codePoint >> 6));
      continuation(codePoint);
    } else if (codePoint < 0x10000) {
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException("half a surrogate pair");
      }
      bytes[length++] = (byte) (0xE0 | (codePoint >> 12));
      continuation(codePoint >> 6);
      continuation(codePoint);
    } else {
      bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
      continuation(codePoint >> 12);
      continuation(codePoint >> 6);
      continuation(codePoint);
    }
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
  }
}
