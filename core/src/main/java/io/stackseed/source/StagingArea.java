package io.stackseed.source;

import java.io.IOException;

/** Where the parts of {@link StagedContent} are kept. */
public interface StagingArea {

  /**
   * Writes a part, in place of one that is there. Crash before: nobody reads it. Crash after: it is
   * written again, of the same bytes. Parts that nobody needs any more expire.
   *
   * @param length how many of the bytes are the part's, from the first on; at least one
   * @throws IOException if it may not have been written
   */
  void write(SourceLocation part, byte[] bytes, int length) throws IOException;
}
