package io.stackseed.format;

import java.io.IOException;

/** Records of an object found by their boundaries alone, one after the other. */
interface Frames {

  /**
   * Moves to the next record.
   *
   * @return false after the last one
   * @throws MalformedSourceException if no boundary can be trusted from here on
   */
  boolean next() throws IOException;

  /** The first byte's offset of the record that {@link #next} moved to. */
  long start();

  /** The offset right after the bytes taken: after {@link #next}, the record's end. */
  long position();
}
