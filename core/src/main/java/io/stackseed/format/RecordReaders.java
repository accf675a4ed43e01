package io.stackseed.format;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.InputStream;

/** The one place that knows which reader a layout takes. */
public final class RecordReaders {

  private RecordReaders() {}

  /**
   * A reader of the records that begin in a range. Nothing is fetched before its first {@link
   * RecordReader#next}.
   *
   * @param range where the layout {@link Layout#isCutAnywhere}, any; else the whole one, a range of
   *     {@link ChunkScanner}, or the rest of either from a {@link RecordReader#position}
   * @throws IllegalArgumentException if the range reaches past the object's end
   */
  public static RecordReader open(
      Layout layout, SourceObjects objects, SourceObject object, ByteRange range) {
    RecordParser parser = parser(layout);
    if (layout.isCutAnywhere()) {
      ByteRange planned = new ByteRange(Lines.firstByteNeeded(range), range.endExclusive());
      return new LinesReader(SourceStream.readingOn(objects, object, planned), range, parser);
    }
    InputStream in = SourceStream.within(objects, object, range);
    RecordBytes record = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
    Frames frames = Framing.ofRange(layout, in, range, object.sizeBytes(), record);
    String noun = layout.format() == Format.CSV ? "record" : "value";
    return new FramedReader(in, range, frames, record, parser, noun);
  }

  private static RecordParser parser(Layout layout) {
    return switch (layout.format()) {
      case JSON -> JsonDialect.PLAIN.ofValues();
      case JSON_LINES -> JsonDialect.PLAIN.ofLines();
      case DYNAMODB_JSON -> JsonDialect.DYNAMODB.ofLines();
      case CSV -> new CsvParser(layout.requiredCsv());
    };
  }
}
