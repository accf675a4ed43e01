package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a compressed object, which can only be read from its start. Their offsets are
 * those of its content; the range, the position and the bytes read are the object's own.
 */
final class CompressedReader implements RecordReader {

  private final Layout content;
  private final InputStream in;
  private final ByteRange whole;
  private @Nullable RecordReader reader;
  private boolean ended;

  /**
   * @param in the object's content; closed with this reader
   * @param whole the whole object's range
   */
  CompressedReader(Layout layout, InputStream in, ByteRange whole) {
    this.content = layout.ofContent();
    this.in = in;
    this.whole = whole;
  }

  @Override
  public @Nullable ParsedRecord next() throws IOException {
    if (reader == null) {
      // The content's end is known when it is reached.
      ByteRange records = content.wholeRange(Long.MAX_VALUE);
      in.skipNBytes(RecordReaders.firstByteNeeded(content, records));
      reader = RecordReaders.of(content, in, records, Long.MAX_VALUE);
    }
    ParsedRecord next = reader.next();
    ended |= next == null;
    return next;
  }

  @Override
  public RawRecord raw() {
    if (reader == null) {
      throw new IllegalStateException("no record was read");
    }
    return reader.raw();
  }

  /** The start until the last record has been read: no reader could go on anywhere between. */
  @Override
  public long position() {
    return ended ? whole.endExclusive() : whole.start();
  }

  @Override
  public long bytesRead() {
    return position() - whole.start();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
