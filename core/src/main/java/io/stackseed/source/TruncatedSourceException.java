package io.stackseed.source;

import java.io.IOException;
import java.util.Locale;

/**
 * A stream ended before its range did. Transient: the object is whole, the connection was not. Were
 * it taken for the end of the data, records would be lost without a sign.
 */
public final class TruncatedSourceException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param offset the byte offset in the content at which the stream ended
   * @param endExclusive the byte offset it should have reached
   */
  TruncatedSourceException(SourceContent content, long offset, long endExclusive) {
    super(
        String.format(
            Locale.ENGLISH,
            "%s: the stream ended at byte %,d of a range that ends at byte %,d",
            content,
            offset,
            endExclusive));
  }
}
