package io.stackseed.benchmarks;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;

/** What an object holds, wherever it comes from. */
public interface Content {

  /** Bytes in all. */
  long sizeBytes();

  /** A range's bytes; to be closed by the caller. */
  InputStream open(ByteRange range) throws IOException;
}
