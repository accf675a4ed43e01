package io.stackseed.format;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A compressed object's content, in constant memory and up to a bound. */
public final class Decompression extends BulkInputStream {

  /** Text rarely shrinks to less than a fiftieth: what does is made to fill a disk. */
  static final long MAX_EXPANSION = 256;

  /** Allowed however small the object is. */
  static final long ALWAYS_ALLOWED_BYTES = 256L * 1024 * 1024;

  private static final int SOME_BYTES = 64 * 1024;

  private final InputStream content;
  private final long bound;
  private long position;

  private Decompression(InputStream content, long bound) {
    this.content = content;
    this.bound = bound;
  }

  /**
   * What an object holds, from the first byte on.
   *
   * @return a stream that fails with a {@link MalformedSourceException} if the compressed data is
   *     broken or its content too much
   */
  public static InputStream open(
      Compression compression, SourceObjects objects, SourceObject object) {
    return of(
        compression, SourceStream.within(objects, object, object.wholeRange()), object.sizeBytes());
  }

  /**
   * Whether an object holds more than so many bytes, by decompressing that many.
   *
   * @throws MalformedSourceException if the compressed data is broken
   */
  public static boolean isMoreThan(
      long bytes, Compression compression, SourceObjects objects, SourceObject object)
      throws IOException {
    try (InputStream content = open(compression, objects, object)) {
      byte[] some = new byte[SOME_BYTES];
      long left = bytes;
      int count = 0;
      while (count >= 0 && left >= 0) {
        left -= count;
        count = content.read(some);
      }
      return left < 0;
    }
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
