package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an object holds its records, frozen when it was looked at.
 *
 * @param staged whether what a compressed object holds is staged before it is cut, because it is
 *     more than one chunk
 * @param firstByte where the records begin: after a byte order mark and a header; of a compressed
 *     object, in its content
 * @param csv null unless the format is CSV
 */
public record Layout(
    Format format,
    Compression compression,
    boolean staged,
    long firstByte,
    @Nullable CsvLayout csv) {

  /**
   * @throws IllegalArgumentException if the first byte is negative, the format is CSV and how it is
   *     read is not said, or something is staged that is not compressed
   */
  public Layout {
    if (staged && compression == Compression.NONE) {
      throw new IllegalArgumentException("only what is compressed is staged");
    }
    if (firstByte < 0) {
      throw new IllegalArgumentException("the records begin at byte " + firstByte);
    }
    if ((format == Format.CSV) != (csv != null)) {
      throw new IllegalArgumentException(format + " with " + csv);
    }
  }

  /** The layout of an object that is neither compressed nor CSV. */
  public static Layout of(Format format, long firstByte) {
    return new Layout(format, Compression.NONE, false, firstByte, null);
  }

  static Layout csv(long firstByte, CsvOptions options, List<String> header) {
    return new Layout(Format.CSV, Compression.NONE, false, firstByte, options.layout(header));
  }

  /** The same, with other types for the fields of its CSV. */
  public Layout with(CsvLayout otherCsv) {
    return new Layout(format, compression, staged, firstByte, otherCsv);
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

  /** The layout of what a compressed object holds. */
  public Layout ofContent() {
    return new Layout(format, Compression.NONE, false, firstByte, csv);
  }

  Layout compressed(Compression how) {
    return new Layout(format, how, false, firstByte, csv);
  }

  /** The layout of a compressed object that is to be staged. */
  public Layout stagedFirst() {
    return new Layout(format, compression, true, firstByte, csv);
  }

  /** Whether the object cannot be cut as it is: it is one chunk, or what it holds is staged. */
  public boolean isIndivisible() {
    return compression != Compression.NONE;
  }

  /** Whether the object may be cut anywhere, because lines separate its records. */
  public boolean isCutAnywhere() {
    return !isIndivisible() && hasLines();
  }

  private boolean hasLines() {
    return switch (format) {
      case JSON_LINES, DYNAMODB_JSON, ION -> true;
      case CSV -> !requiredCsv().quotedNewlines();
      case JSON, CONCATENATED_JSON -> false;
    };
  }

  /**
   * The range of all records, where they are not cut: of a compressed object, the whole.
   *
   * @param sizeBytes the object's size
   */
  public ByteRange wholeRange(long sizeBytes) {
    // An array's reader wants to see the bracket, which stands before the first record.
    boolean fromFirstByte = !isIndivisible() && format != Format.JSON;
    return new ByteRange(fromFirstByte ? firstByte : 0, sizeBytes);
  }
}
