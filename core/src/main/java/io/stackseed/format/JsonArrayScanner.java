package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pass that cuts a large JSON array: each range runs from the first byte of an element to the
 * end of an element and is closed as soon as it holds {@code chunkBytes}. Memory is constant,
 * whatever the elements' size. The cuts depend on the bytes and {@code chunkBytes} alone, not on
 * where a pass was interrupted.
 */
public final class JsonArrayScanner {

  private final ArrayElements elements;
  private final long chunkBytes;

  private JsonArrayScanner(ArrayElements elements, long chunkBytes) {
    if (chunkBytes < 1) {
      throw new IllegalArgumentException("chunkBytes is " + chunkBytes);
    }
    this.elements = elements;
    this.chunkBytes = chunkBytes;
  }

  /**
   * A pass from the beginning.
   *
   * @param in the whole object, byte order mark included; closed by the caller
   */
  public static JsonArrayScanner fromStart(InputStream in, long chunkBytes) {
    return new JsonArrayScanner(elements(in, 0, ArrayElements.Begin.BEFORE_ARRAY), chunkBytes);
  }

  /**
   * A pass that goes on where an earlier one stopped.
   *
   * @param in the object from {@code cursor} to its end; closed by the caller
   * @param cursor the end of the last range that the earlier pass gave
   */
  public static JsonArrayScanner resumedAt(InputStream in, long cursor, long chunkBytes) {
    return new JsonArrayScanner(
        elements(in, cursor, ArrayElements.Begin.AFTER_ELEMENT), chunkBytes);
  }

  private static ArrayElements elements(InputStream in, long offset, ArrayElements.Begin begin) {
    return new ArrayElements(in, offset, begin, ArrayElements.End.AFTER_ARRAY, new RecordBytes(0));
  }

  /**
   * The next range, or null after the last; an empty array has none. Its end is the cursor to
   * resume at.
   *
   * @throws MalformedSourceException if the array is broken as far as brackets, strings and commas
   *     tell; ranges given before stand
   * @throws IOException if reading fails
   */
  public @Nullable ByteRange next() throws IOException {
    if (!elements.next()) {
      return null;
    }
    long start = elements.elementStart();
    long end = elements.position();
    while (end - start < chunkBytes && elements.next()) {
      end = elements.position();
    }
    return new ByteRange(start, end);
  }
}
