package io.stackseed.format;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.IOException;

/** The one place that knows which reader a format takes. */
public final class RecordReaders {

  private RecordReaders() {}

  /**
   * A reader of the records that begin in a range. Nothing is fetched before its first {@link
   * RecordReader#next}.
   *
   * @param range of JSON Lines, any; of a JSON array, the whole object, a range of {@link
   *     JsonArrayScanner}, or the rest of either from a {@link RecordReader#position}
   * @throws IllegalArgumentException if the range reaches past the object's end
   */
  public static RecordReader open(
      Format format, SourceObjects objects, SourceObject object, ByteRange range)
      throws IOException {
    return switch (format) {
      case JSON ->
          new JsonArrayReader(
              SourceStream.within(objects, object, range), range, object.sizeBytes());
      case JSON_LINES -> {
        ByteRange planned = new ByteRange(Lines.firstByteNeeded(range), range.endExclusive());
        yield new JsonLinesReader(SourceStream.readingOn(objects, object, planned), range);
      }
    };
  }
}
