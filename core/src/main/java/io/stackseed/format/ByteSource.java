package io.stackseed.format;

import java.io.IOException;
import java.io.InputStream;

/** A stream's bytes through a buffer, with the object's offset of each. */
final class ByteSource {

  /** A multiple of a {@link JsonBlock}'s. */
  static final int BUFFER_BYTES = 64 * 1024;

  /** What {@link #peek} gives at the end of the stream. */
  static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int limit;
  private long bufferOffset;

  /**
   * @param offset the object's offset of the stream's first byte
   */
  ByteSource(InputStream in, long offset) {
    this.in = in;
    this.bufferOffset = offset;
  }

  /** The offset of the next byte. */
  long position() {
    return offsetOf(next);
  }

  /** The offset of the byte at an index of the buffer. */
  long offsetOf(int index) {
    return bufferOffset + index;
  }

  /** The next byte, not taken, or {@link #END}. */
  int peek() throws IOException {
    return hasBuffered() ? buffer[next] & 0xFF : END;
  }

  /**
   * Whether a byte is left, reading on if the buffer is spent; then {@link #buffer} from {@link
   * #next} to {@link #limit} holds at least one.
   */
  boolean hasBuffered() throws IOException {
    if (next < limit) {
      return true;
    }
    bufferOffset += limit;
    next = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int next() {
    return next;
  }

  int limit() {
    return limit;
  }

  /** Takes the bytes before the index {@code to} of the buffer. */
  void advanceTo(int to) {
    next = to;
  }

  /** Takes a UTF-8 byte order mark, if one comes next; for the beginning of an object alone. */
  void skipByteOrderMark() throws IOException {
    limit = in.readNBytes(buffer, 0, ByteOrderMark.LENGTH);
    if (ByteOrderMark.leads(buffer, limit)) {
      next = ByteOrderMark.LENGTH;
    }
  }
}
