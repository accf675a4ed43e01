package io.stackseed.format;

import io.stackseed.source.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A compressed object's content, in constant memory and up to a bound. */
final class Decompression extends BulkInputStream {

  /** Text rarely shrinks to less than a fiftieth: what does is made to fill a disk. */
  static final long MAX_EXPANSION = 256;

  /** Allowed however small the object is. */
  static final long ALWAYS_ALLOWED_BYTES = 256L * 1024 * 1024;

  private final InputStream content;
  private final long bound;
  private long position;

  private Decompression(InputStream content, long bound) {
    this.content = content;
    this.bound = bound;
  }

  /**
   * The content.
   *
   * @param in the whole object; closed with the stream
   * @param compressedBytes the object's size
   * @return a stream that fails with a {@link MalformedSourceException} if the compressed data is
   *     broken or its content too much
   */
  static InputStream of(Compression compression, InputStream in, long compressedBytes) {
    InputStream content =
        switch (compression) {
          case NONE -> in;
          case GZIP -> new GzipStream(in);
          case ZSTD -> new ZstdStream(in);
        };
    return new Decompression(
        content, Math.max(ALWAYS_ALLOWED_BYTES, MAX_EXPANSION * compressedBytes));
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int count = content.read(target, from, length);
    position += Math.max(0, count);
    if (position > bound) {
      throw new MalformedSourceException(
          bound,
          String.format(
              Locale.ENGLISH,
              "it goes on after %,d decompressed bytes, more than %,d times its size",
              bound,
              MAX_EXPANSION));
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
