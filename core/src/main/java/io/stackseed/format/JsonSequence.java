package io.stackseed.format;

import java.io.IOException;
import java.io.InputStream;

/** JSON values one after the other, with white space or nothing between them. */
final class JsonSequence implements Frames {

  private final ByteSource source;
  private final RecordBytes record;
  private final JsonValueBytes value;
  private long start;

  /**
   * @param in from a value's first byte on, or from white space before it
   * @param offset the object's offset of the stream's first byte
   * @param record takes each value's bytes
   */
  JsonSequence(InputStream in, long offset, RecordBytes record) {
    this.source = new ByteSource(in, offset);
    this.record = record;
    this.value = new JsonValueBytes(source, record, "the file ends within");
  }

  @Override
  public boolean next() throws IOException {
    int first = source.peek();
    while (JsonSyntax.isWhitespace(first)) {
      source.advanceTo(source.next() + 1);
      first = source.peek();
    }
    if (first == ByteSource.END) {
      return false;
    }
    record.clear();
    start = source.position();
    value.read(first);
    return true;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long position() {
    return source.position();
  }
}
