package io.stackseed.benchmarks.splitlines;

import io.stackseed.benchmarks.Content;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;

/**
 * A content of any size of which the first bytes are there and no others: whoever asks for more
 * fails.
 *
 * @param beginning what is there
 * @param sizeBytes what the whole says it has
 * @param readableBytes how much of the beginning may be read
 */
record FirstBytesOnly(Content beginning, long sizeBytes, long readableBytes) implements Content {

  @Override
  public InputStream open(ByteRange range) throws IOException {
    if (range.endExclusive() > readableBytes) {
      throw new IllegalStateException(
          "%s was asked for, and %,d bytes are all that may be read"
              .formatted(range, readableBytes));
    }
    return beginning.open(range);
  }
}
