package io.stackseed.format;

import io.stackseed.item.RejectCode;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records that lines separate. What is wrong with one line says nothing of the next, so every bad
 * line is a reject and none is the end.
 */
final class LinesReader implements RecordReader {

  private final InputStream in;
  private final ByteRange range;
  private final RecordBytes line = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
  private final Lines lines;
  private final RecordParser parser;

  /**
   * @param in the object's bytes from {@link Lines#firstByteNeeded} on; closed with this reader
   */
  LinesReader(InputStream in, ByteRange range, RecordParser parser) {
    this.in = in;
    this.range = range;
    this.parser = parser;
    this.lines = new Lines(in, range, line);
  }

  @Override
  public @Nullable ParsedRecord next() throws IOException {
    while (lines.next()) {
      if (line.overflowed()) {
        return tooLong(lines.lineStart());
      }
      ParsedRecord parsed = parse(lines.lineStart());
      if (parsed != null) {
        return parsed;
      }
    }
    return null;
  }

  private @Nullable ParsedRecord parse(long offset) {
    try {
      return parser.parse(line, offset);
    } catch (BrokenJsonException e) {
      return new Reject(offset, RejectCode.NOT_JSON, "not valid JSON: " + e.reason());
    }
  }

  private static Reject tooLong(long offset) {
    return new Reject(
        offset,
        RejectCode.TOO_LONG,
        String.format(
            Locale.ENGLISH, "the line is longer than %,d bytes", RecordBytes.MAX_RECORD_BYTES));
  }

  @Override
  public RawRecord raw() {
    return line.raw();
  }

  @Override
  public long position() {
    return lines.position();
  }

  @Override
  public long bytesRead() {
    return position() - range.start();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
