package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pass that cuts a large object whose records no arithmetic finds: each range runs from the
 * first byte of a record to the end of a record and is closed as soon as it holds {@code
 * chunkBytes}. Memory is constant, whatever the records' size. The cuts depend on the bytes and
 * {@code chunkBytes} alone, not on where a pass was interrupted.
 */
public final class ChunkScanner {

  private final Frames frames;
  private final long chunkBytes;

  private ChunkScanner(Frames frames, long chunkBytes) {
    if (chunkBytes < 1) {
      throw new IllegalArgumentException("chunkBytes is " + chunkBytes);
    }
    this.frames = frames;
    this.chunkBytes = chunkBytes;
  }

  /**
   * A pass from the beginning.
   *
   * @param in the whole object, byte order mark included; closed by the caller
   * @throws IllegalArgumentException if an object of the layout needs no pass, or cannot be cut
   */
  public static ChunkScanner fromStart(Layout layout, InputStream in, long chunkBytes)
      throws IOException {
    long first = layout.wholeRange(Long.MAX_VALUE).start();
    in.skipNBytes(first);
    return resumedAt(layout, in, first, chunkBytes);
  }

  /**
   * A pass that goes on where an earlier one stopped.
   *
   * @param in the object from {@code cursor} to its end; closed by the caller
   * @param cursor the end of the last range that the earlier pass gave
   * @throws IllegalArgumentException if an object of the layout needs no pass, or cannot be cut
   */
  public static ChunkScanner resumedAt(
      Layout layout, InputStream in, long cursor, long chunkBytes) {
    return new ChunkScanner(Framing.ofPass(layout, in, cursor), chunkBytes);
  }

  /**
   * The next range, or null after the last; an object without records has none. Its end is the
   * cursor to resume at.
   *
   * @throws MalformedSourceException if the structure is broken as far as boundaries tell; ranges
   *     given before stand
   * @throws IOException if reading fails
   */
  public @Nullable ByteRange next() throws IOException {
    if (!frames.next()) {
      return null;
    }
    long start = frames.start();
    long end = frames.position();
    while (end - start < chunkBytes && frames.next()) {
      end = frames.position();
    }
    return new ByteRange(start, end);
  }
}
