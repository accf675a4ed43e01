package io.stackseed.format;

import java.util.Arrays;

/**
 * One record's bytes, kept up to a limit; past it only its first {@link RawRecord#MAX_BYTES}, and
 * the fact that there were more.
 */
final class RecordBytes {

  /** Ten times what an item may hold, because escapes and blanks make a record longer. */
  static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

  private static final int INITIAL_CAPACITY = 4096;

  private final int limit;
  private byte[] bytes;
  private int length;
  private boolean overflowed;

  /**
   * @param limit bytes kept at most; 0 keeps none, for a pass that only looks for boundaries
   */
  RecordBytes(int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(limit, INITIAL_CAPACITY)];
  }

  void clear() {
    length = 0;
    overflowed = false;
  }

  void append(byte[] source, int from, int to) {
    if (overflowed) {
      return;
    }
    overflowed = to - from > limit - length;
    if (overflowed) {
      int prefix = Math.min(limit, RawRecord.MAX_BYTES);
      length = Math.min(length, prefix);
      add(source, from, prefix - length);
    } else {
      add(source, from, to - from);
    }
  }

  private void add(byte[] source, int from, int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + count, 2 * bytes.length)));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** What is kept, as far as a report shows it. */
  RawRecord raw() {
    return RawRecord.of(bytes, length, overflowed);
  }

  /** The array behind; only its first {@link #length} bytes are the record's. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Whether there is nothing but JSON's own white space, which is also what CRLF leaves behind. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!JsonSyntax.isWhitespace(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the record was longer than the limit; only its beginning is kept then. */
  boolean overflowed() {
    return overflowed;
  }
}
