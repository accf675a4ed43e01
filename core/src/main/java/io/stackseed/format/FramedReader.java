package io.stackseed.format;

import io.stackseed.item.RejectCode;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records that are found by their boundaries. What is well framed but cannot be an item is a
 * reject, and so is what is not Unicode, because neither moves a boundary; what is not JSON ends
 * the reading.
 */
final class FramedReader implements RecordReader {

  private final InputStream in;
  private final ByteRange range;
  private final Frames frames;
  private final RecordBytes record;
  private final RecordParser parser;
  private final String noun;
  private long position;

  /**
   * @param in the range's bytes; closed with this reader
   * @param frames of the stream's records
   * @param record takes each record's bytes
   * @param noun what the format calls a record, in messages
   */
  FramedReader(
      InputStream in,
      ByteRange range,
      Frames frames,
      RecordBytes record,
      RecordParser parser,
      String noun) {
    this.in = in;
    this.range = range;
    this.frames = frames;
    this.record = record;
    this.parser = parser;
    this.noun = noun;
    this.position = range.start();
  }

  @Override
  public @Nullable ParsedRecord next() throws IOException {
    while (frames.next()) {
      position = frames.position();
      ParsedRecord parsed = record.overflowed() ? tooLong() : parse();
      if (parsed != null) {
        return parsed;
      }
    }
    position = range.endExclusive();
    return null;
  }

  private @Nullable ParsedRecord parse() {
    try {
      return parser.parse(record, frames.start());
    } catch (BrokenJsonException e) {
      throw new MalformedSourceException(e.offset(), "not valid JSON: " + e.reason());
    }
  }

  private Reject tooLong() {
    return new Reject(
        frames.start(),
        RejectCode.TOO_LONG,
        String.format(
            Locale.ENGLISH, "the %s is longer than %,d bytes", noun, RecordBytes.MAX_RECORD_BYTES));
  }

  @Override
  public RawRecord raw() {
    return record.raw();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long bytesRead() {
    return position - range.start();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
