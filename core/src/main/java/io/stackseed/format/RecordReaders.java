package io.stackseed.format;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceContent;
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
   *     {@link ChunkScanner}, or the rest of either from a {@link RecordReader#position}; of a
   *     compressed object, the whole
   * @throws IllegalArgumentException if the range reaches past the content's end
   */
  public static RecordReader open(
      Layout layout, SourceObjects objects, SourceContent content, ByteRange range) {
    if (layout.compression() != Compression.NONE) {
      return compressed(layout, objects, (SourceObject) content, range);
    }
    ByteRange needed = new ByteRange(firstByteNeeded(layout, range), range.endExclusive());
    InputStream in =
        layout.isCutAnywhere()
            ? SourceStream.readingOn(objects, content, needed)
            : SourceStream.within(objects, content, needed);
    return of(layout, in, range, content.sizeBytes());
  }

  private static RecordReader compressed(
      Layout layout, SourceObjects objects, SourceObject object, ByteRange range) {
    if (!range.equals(object.wholeRange())) {
      throw new IllegalArgumentException(range + " is not the whole of " + object);
    }
    return new CompressedReader(
        layout, Decompression.open(layout.compression(), objects, object), range);
  }

  /** Where to begin reading for the records of a range. */
  static long firstByteNeeded(Layout layout, ByteRange range) {
    return layout.isCutAnywhere() ? Lines.firstByteNeeded(range) : range.start();
  }

  /**
   * A reader of an object that is not compressed.
   *
   * @param in the object from {@link #firstByteNeeded} on; closed with the reader
   * @param objectBytes the object's size; {@link Long#MAX_VALUE} if that is not known
   */
  static RecordReader of(Layout layout, InputStream in, ByteRange range, long objectBytes) {
    RecordParser parser = parser(layout);
    if (layout.isCutAnywhere()) {
      return new LinesReader(in, range, parser);
    }
    RecordBytes record = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
    Frames frames = Framing.ofRange(layout, in, range, objectBytes, record);
    String noun = layout.format() == Format.CSV ? "record" : "value";
    return new FramedReader(in, range, frames, record, parser, noun);
  }

  private static RecordParser parser(Layout layout) {
    return switch (layout.format()) {
      case JSON, CONCATENATED_JSON -> JsonDialect.PLAIN.ofValues();
      case JSON_LINES -> JsonDialect.PLAIN.ofLines();
      case DYNAMODB_JSON -> JsonDialect.DYNAMODB.ofLines();
      case ION -> new IonLineParser();
      case CSV -> new CsvParser(layout.requiredCsv());
    };
  }
}
