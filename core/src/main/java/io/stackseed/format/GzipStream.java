package io.stackseed.format;

import io.stackseed.source.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What gzip members, one after the other, hold (RFC 1952). The platform's own stream takes a member
 * that follows for the end where the stream behind it has nothing available just then, and what is
 * no member for nothing: records would be lost without a sign.
 */
final class GzipStream extends BulkInputStream {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  /** Modification time, extra flags and operating system. */
  private static final int UNUSED_HEADER_BYTES = 6;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 headerChecksum = new CRC32();
  private final CRC32 checksum = new CRC32();
  private int next;
  private int limit;
  private boolean withinMember;
  private long position;

  /**
   * @param in from the first member on; closed with this stream
   */
  GzipStream(InputStream in) {
    this.in = in;
  }

  /**
   * @throws MalformedSourceException if the members are broken, or something else follows them
   */
  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (withinMember || beginMember()) {
      int count = inflate(target, from, length);
      if (count > 0) {
        checksum.update(target, from, count);
        position += count;
        return count;
      }
      endMember();
    }
    return -1;
  }

  /** Whether there is another one. */
  private boolean beginMember() throws IOException {
    if (!hasBuffered()) {
      return false;
    }
    headerChecksum.reset();
    if (takeByte() != 0x1F || takeByte() != 0x8B) {
      throw malformed("something else follows the gzip data");
    }
    int method = takeByte();
    int flags = takeByte();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw malformed("the gzip data is of an unknown kind");
    }
    skip(UNUSED_HEADER_BYTES);
    if ((flags & EXTRA) != 0) {
      skip(takeByte() | takeByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      checkHeader();
    }
    inflater.reset();
    checksum.reset();
    withinMember = true;
    return true;
  }

  private void checkHeader() throws IOException {
    long expected = headerChecksum.getValue() & 0xFFFF;
    if ((takeByte() | takeByte() << 8) != expected) {
      throw malformed("the gzip data is broken: its header's checksum differs");
    }
  }

  /** Bytes inflated; 0 at the member's end. */
  private int inflate(byte[] target, int from, int length) throws IOException {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(target, from, length);
        if (count > 0) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw malformed("the gzip data is of an unknown kind");
        }
        if (inflater.needsInput() && !inflater.finished()) {
          feed();
        }
      }
    } catch (DataFormatException e) {
      throw malformed("the gzip data is broken");
    }
    return 0;
  }

  private void feed() throws IOException {
    requireBuffered();
    inflater.setInput(buffer, next, limit - next);
    next = limit;
  }

  private void endMember() throws IOException {
    long inflated = inflater.getBytesWritten();
    next = limit - inflater.getRemaining();
    long expectedChecksum = takeInt();
    long expectedSize = takeInt();
    if (expectedChecksum != checksum.getValue() || expectedSize != (inflated & 0xFFFFFFFFL)) {
      throw malformed("the gzip data is broken: its checksum differs");
    }
    withinMember = false;
  }

  private long takeInt() throws IOException {
    long value = 0;
    for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
      value |= (long) takeByte() << i;
    }
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      takeByte();
    }
  }

  private void skipText() throws IOException {
    while (takeByte() != 0) {
      // Up to the NUL that ends it.
    }
  }

  private int takeByte() throws IOException {
    requireBuffered();
    int b = buffer[next++] & 0xFF;
    headerChecksum.update(b);
    return b;
  }

  private void requireBuffered() throws IOException {
    if (!hasBuffered()) {
      throw malformed("the gzip data ends early");
    }
  }

  private boolean hasBuffered() throws IOException {
    if (next == limit) {
      next = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return next < limit;
  }

  private MalformedSourceException malformed(String reason) {
    return new MalformedSourceException(
        position, String.format(Locale.ENGLISH, "%s, as decompressed up to here", reason));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
