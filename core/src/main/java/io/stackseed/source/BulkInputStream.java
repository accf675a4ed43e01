package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;

/** A stream that reads many bytes at once: a single one is many of one. */
public abstract class BulkInputStream extends InputStream {
  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] target, int from, int length) throws IOException;
}
