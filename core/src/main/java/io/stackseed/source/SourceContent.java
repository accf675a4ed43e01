package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from any offset on: an object's own, or those that were staged. */
public sealed interface SourceContent permits SourceObject, StagedContent {

  /** How many there are. */
  long sizeBytes();

  /** The range that is all of them. */
  default ByteRange wholeRange() {
    return new ByteRange(0, sizeBytes());
  }

  /**
   * Opens a range. A read: a crash before, during or after it changes nothing.
   *
   * @param range not empty, and within the content
   * @return the range's bytes; to be closed by the caller, who need not have read them all
   * @throws SourceUnavailableException if the object has changed, the version is gone, or access is
   *     denied
   * @throws IOException if the connection fails, or what was staged is gone
   */
  InputStream open(SourceObjects objects, ByteRange range) throws IOException;
}
