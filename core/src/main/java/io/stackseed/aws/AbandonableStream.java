package io.stackseed.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * Drops the connection when it is closed before its end: the SDK would read the rest of the range
 * first, to use the connection again.
 */
final class AbandonableStream extends FilterInputStream {
  private final ResponseInputStream<?> response;
  private long left;

  /**
   * @param length bytes that the response is to have
   */
  AbandonableStream(ResponseInputStream<?> response, long length) {
    super(response);
    this.response = response;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read >= 0) {
      left--;
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      left -= read;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    } else {
      super.close();
    }
  }
}
