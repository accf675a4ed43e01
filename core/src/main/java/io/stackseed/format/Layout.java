package io.stackseed.format;

import io.stackseed.source.ByteRange;

/**
 * How an object holds its records, frozen when it was looked at.
 *
 * @param firstByte where the records begin: after a byte order mark
 */
public record Layout(Format format, Compression compression, long firstByte) {

  /**
   * @throws IllegalArgumentException if the first byte is negative
   */
  public Layout {
    if (firstByte < 0) {
      throw new IllegalArgumentException("the records begin at byte " + firstByte);
    }
  }

  /** The layout of an object that is not compressed. */
  public static Layout of(Format format, long firstByte) {
    return new Layout(format, Compression.NONE, firstByte);
  }

  /** Whether the object may be cut anywhere, because lines separate its records. */
  public boolean isCutAnywhere() {
    return switch (format) {
      case JSON_LINES, DYNAMODB_JSON -> true;
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
