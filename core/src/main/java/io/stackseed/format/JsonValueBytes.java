package io.stackseed.format;

import static io.stackseed.format.JsonRecordParser.at;

import java.io.IOException;

/** The bytes of one JSON value, whose end is found by brackets and strings alone. */
final class JsonValueBytes {

  private final ByteSource source;
  private final RecordBytes value;
  private final String unclosed;
  private final JsonBlock block;
  private final JsonStrings strings = new JsonStrings();
  private long blockOffset = -1;
  private long depth;

  /**
   * @param value takes the value's bytes
   * @param unclosed begins the message where the source ends within the value
   */
  JsonValueBytes(ByteSource source, RecordBytes value, String unclosed) {
    this.source = source;
    this.value = value;
    this.unclosed = unclosed;
    this.block = new JsonBlock(source.buffer());
  }

  /**
   * Reads the value that comes next, to its end.
   *
   * @param first its first byte, not taken yet
   * @throws MalformedSourceException if none begins so, or the source ends within it
   */
  void read(int first) throws IOException {
    if (first == '{' || first == '[') {
      depth = 1;
      strings.beginOutside();
      readOn();
    } else if (first == '"') {
      depth = 0;
      strings.beginInside(source.position());
      readOn();
    } else if (JsonSyntax.startsScalar(first)) {
      readScalar();
    } else {
      throw malformed("unexpected character");
    }
  }

  /** Takes the first byte, and what follows up to the bracket or quote that closes it. */
  private void readOn() throws IOException {
    long start = source.position();
    keep(source.next() + 1);
    while (source.hasBuffered()) {
      int end = bufferedEnd();
      keep(end < 0 ? source.limit() : end);
      if (end >= 0) {
        return;
      }
    }
    throw malformed(
        strings.isInside()
            ? at(unclosed + " the string that began", strings.start())
            : at(unclosed + " the value that began", start));
  }

  /** The index in the buffer right after the value, or -1 if the value goes on after the buffer. */
  private int bufferedEnd() {
    int limit = source.limit();
    for (int from = source.next(); from < limit; from = nextBlock(from)) {
      int blockStart = nextBlock(from) - JsonBlock.BYTES;
      look(blockStart);
      long end = endAmong(bits(from - blockStart, limit - blockStart));
      if (end != 0) {
        return block.index(end) + 1;
      }
    }
    return -1;
  }

  /** A block begins at multiples of its length, so that the last one is within the buffer too. */
  private static int nextBlock(int index) {
    return (index / JsonBlock.BYTES + 1) * JsonBlock.BYTES;
  }

  /** Several values may end in one block, which is looked at once. */
  private void look(int blockStart) {
    long offset = source.offsetOf(blockStart);
    if (offset != blockOffset) {
      block.look(blockStart);
      blockOffset = offset;
    }
  }

  private static long bits(int from, int to) {
    long before = to < Long.SIZE ? (1L << to) - 1 : -1;
    return before & (-1L << from);
  }

  /** The bit of the value's last byte, or 0 if it goes on after those taken. */
  private long endAmong(long taken) {
    long inStrings = strings.take(block, taken, blockOffset);
    if (depth == 0) {
      return Long.lowestOneBit(~inStrings & taken);
    }
    for (long left = block.marks() & ~inStrings & taken; left != 0; left &= left - 1) {
      depth += block.descent(left);
      if (depth == 0) {
        return Long.lowestOneBit(left);
      }
    }
    return 0;
  }

  private void readScalar() throws IOException {
    for (int b = source.peek();
        b != ByteSource.END && !JsonSyntax.endsScalar(b);
        b = source.peek()) {
      keep(source.next() + 1);
    }
  }

  /** Takes the bytes before the index {@code to} of the buffer as the value's. */
  private void keep(int to) {
    value.append(source.buffer(), source.next(), to);
    source.advanceTo(to);
  }

  private MalformedSourceException malformed(String reason) {
    return new MalformedSourceException(source.position(), reason);
  }
}
