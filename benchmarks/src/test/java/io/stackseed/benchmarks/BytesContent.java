package io.stackseed.benchmarks;

import io.stackseed.source.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory, which nobody changes. */
public final class BytesContent implements Content {
  private final byte[] bytes;

  public BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public InputStream open(ByteRange range) {
    return new ByteArrayInputStream(bytes, (int) range.start(), (int) range.length());
  }
}
