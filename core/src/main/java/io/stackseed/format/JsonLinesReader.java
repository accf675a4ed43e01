package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines: each line that is not blank holds one JSON object. What is wrong with one line says
 * nothing of the next, so every bad line is a reject and none is the end.
 */
final class JsonLinesReader implements RecordReader {

  private final InputStream in;
  private final ByteRange range;
  private final RecordBytes line = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
  private final Lines lines;

  /**
   * @param in the object's bytes from {@link Lines#firstByteNeeded} on; closed with this reader
   */
  JsonLinesReader(InputStream in, ByteRange range) {
    this.in = in;
    this.range = range;
    this.lines = new Lines(in, range, line);
  }

  @Override
  public @Nullable ParsedRecord next() throws IOException {
    while (lines.next()) {
      if (line.overflowed()) {
        return tooLong(lines.lineStart());
      }
      if (!isBlank(line)) {
        return parse(lines.lineStart());
      }
    }
    return null;
  }

  private ParsedRecord parse(long offset) {
    try {
      return JsonRecordParser.parse(line, offset);
    } catch (BrokenJsonException e) {
      return new Reject(offset, "not valid JSON: " + e.reason());
    }
  }

  private static Reject tooLong(long offset) {
    return new Reject(
        offset,
        String.format(
            Locale.ENGLISH, "the line is longer than %,d bytes", RecordBytes.MAX_RECORD_BYTES));
  }

  /** Only JSON's own white space, which is also what CRLF leaves behind. */
  private static boolean isBlank(RecordBytes line) {
    for (int i = 0; i < line.length(); i++) {
      if (!JsonSyntax.isWhitespace(line.array()[i])) {
        return false;
      }
    }
    return true;
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
