package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a top-level JSON array. What is JSON but cannot be an item is a reject, and so is
 * what is not Unicode, because neither moves the commas; what is not JSON ends the reading.
 */
final class JsonArrayReader implements RecordReader {

  private final InputStream in;
  private final ByteRange range;
  private final RecordBytes element = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
  private final ArrayElements elements;
  private long position;

  /**
   * @param in the range's bytes; closed with this reader
   * @param range from 0 or from an element, or where an earlier reader's {@link #position} was; to
   *     an element's end or the object's
   */
  JsonArrayReader(InputStream in, ByteRange range, long objectBytes) {
    this.in = in;
    this.range = range;
    this.position = range.start();
    this.elements =
        new ArrayElements(
            in,
            range.start(),
            range.start() == 0
                ? ArrayElements.Begin.BEFORE_ARRAY
                : ArrayElements.Begin.WITHIN_ARRAY,
            range.endExclusive() == objectBytes
                ? ArrayElements.End.AFTER_ARRAY
                : ArrayElements.End.AFTER_ELEMENT,
            element);
  }

  @Override
  public @Nullable ParsedRecord next() throws IOException {
    if (!elements.next()) {
      position = range.endExclusive();
      return null;
    }
    position = elements.position();
    return element.overflowed() ? tooLong() : parse();
  }

  private ParsedRecord parse() {
    try {
      return JsonRecordParser.parse(element, elements.elementStart());
    } catch (BrokenJsonException e) {
      throw new MalformedSourceException(e.offset(), "not valid JSON: " + e.reason());
    }
  }

  private Reject tooLong() {
    return new Reject(
        elements.elementStart(),
        String.format(
            Locale.ENGLISH, "the value is longer than %,d bytes", RecordBytes.MAX_RECORD_BYTES));
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
