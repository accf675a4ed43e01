package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.util.Locale;

/**
 * The plan of an object made of lines: arithmetic on its size, no byte read. Where the lines begin
 * does not matter, since each range owns those that begin in it.
 *
 * @param start where the first line begins: after a byte order mark
 * @param sizeBytes the object's size
 * @param chunkBytes the length of every range but the last, which may be shorter
 */
public record LineRanges(long start, long sizeBytes, long chunkBytes) {

  /**
   * @throws IllegalArgumentException if {@code chunkBytes} is below 1, or the start negative or
   *     past the end
   */
  public LineRanges {
    if (chunkBytes < 1) {
      throw new IllegalArgumentException("chunkBytes is " + chunkBytes);
    }
    if (start < 0 || sizeBytes < start) {
      throw new IllegalArgumentException(
          "lines cannot start at byte " + start + " of " + sizeBytes);
    }
  }

  /** How many ranges there are; none if there is nothing after the start. */
  public long count() {
    long bytes = sizeBytes - start;
    return bytes / chunkBytes + (bytes % chunkBytes == 0 ? 0 : 1);
  }

  /**
   * The index of the range that begins where another ends; 0 if none does.
   *
   * @param end a range's end, or anything up to the start
   */
  public long indexAfter(long end) {
    long bytes = Math.max(0, end - start);
    return bytes / chunkBytes + (bytes % chunkBytes == 0 ? 0 : 1);
  }

  /**
   * The range of the given index, from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public ByteRange range(long index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException(
          String.format(Locale.ENGLISH, "range %,d of %,d", index, count()));
    }
    long from = start + index * chunkBytes;
    return new ByteRange(from, from + Math.min(chunkBytes, sizeBytes - from));
  }
}
