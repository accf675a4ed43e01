package io.stackseed.source;

import java.io.InputStream;

/** How a long range is read from its first byte to its last. */
@FunctionalInterface
public interface SequentialReads {
  /** One after the other, over one connection. */
  SequentialReads PLAIN = SourceStream::within;

  /** By several calls at once. */
  SequentialReads AHEAD = ReadAhead::within;

  /**
   * The range's bytes, and the end of the stream after them. Nothing is fetched before the first
   * read.
   *
   * @throws IllegalArgumentException if the range reaches past the content's end
   */
  InputStream open(SourceObjects objects, SourceContent content, ByteRange range);
}
