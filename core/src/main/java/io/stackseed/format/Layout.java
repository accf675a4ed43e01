package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an object holds its records, frozen when it was looked at.
 *
 * @param firstByte where the records begin: after a byte order mark and a header
 * @param csv null unless the format is CSV
 */
public record Layout(
    Format format, Compression compression, long firstByte, @Nullable CsvLayout csv) {

  /**
   * @throws IllegalArgumentException if the first byte is negative, or the format is CSV and how it
   *     is read is not said
   */
  public Layout {
    if (firstByte < 0) {
      throw new IllegalArgumentException("the records begin at byte " + firstByte);
    }
    if ((format == Format.CSV) != (csv != null)) {
      throw new IllegalArgumentException(format + " with " + csv);
    }
  }

  /** The layout of an object that is neither compressed nor CSV. */
  public static Layout of(Format format, long firstByte) {
    return new Layout(format, Compression.NONE, firstByte, null);
  }

  static Layout csv(long firstByte, CsvOptions options, List<String> header) {
    return new Layout(
        Format.CSV,
        Compression.NONE,
        firstByte,
        new CsvLayout(
            options.delimiter(),
            header,
            options.types(),
            options.empty(),
            options.quotedNewlines()));
  }

  /** The same, with other types for the fields of its CSV. */
  public Layout with(CsvLayout otherCsv) {
    return new Layout(format, compression, firstByte, otherCsv);
  }

  /**
   * How the CSV is read.
   *
   * @throws IllegalStateException if the format is not CSV
   */
  CsvLayout requiredCsv() {
    if (csv == null) {
      throw new IllegalStateException(this + " is no CSV");
    }
    return csv;
  }

  /** Whether the object may be cut anywhere, because lines separate its records. */
  public boolean isCutAnywhere() {
    return switch (format) {
      case JSON_LINES, DYNAMODB_JSON -> true;
      case CSV -> !requiredCsv().quotedNewlines();
      case JSON -> false;
    };
  }

  /**
   * The range of all records, where they are not cut.
   *
   * @param sizeBytes the object's size
   */
  public ByteRange wholeRange(long sizeBytes) {
    // An array's reader wants to see the bracket, which stands before the first record.
    return new ByteRange(format == Format.JSON ? 0 : firstByte, sizeBytes);
  }
}
