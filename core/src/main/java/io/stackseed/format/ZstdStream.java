package io.stackseed.format;

import io.airlift.compress.zstd.ZstdInputStream;
import io.stackseed.source.BulkInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What Zstandard frames, one after the other, hold. The window, and so the memory, is at most 8
 * MiB: the library refuses more.
 */
final class ZstdStream extends BulkInputStream {

  /** A frame of nothing. */
  private static final byte[] EMPTY_FRAME = HexFormat.of().parseHex("28b52ffd240001000099e9d851");

  private final Compressed compressed;
  private final ZstdInputStream zstd;
  private boolean ended;
  private long position;

  /**
   * @param in from the first frame on; closed with this stream
   */
  ZstdStream(InputStream in) {
    this.compressed = new Compressed(in);
    this.zstd = new ZstdInputStream(compressed);
  }

  /**
   * @throws MalformedSourceException if the frames are broken or of a kind that is not read, or
   *     something else follows them
   */
  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = ended ? -1 : decompress(target, from, length);
    if (count < 0 && !ended) {
      checkEnd();
      ended = true;
    }
    position += Math.max(0, count);
    return count;
  }

  /**
   * The library takes up to three bytes after a frame for nothing, though a frame might have begun
   * there. Together with a frame that follows they are an error.
   */
  private void checkEnd() throws IOException {
    compressed.goOnWith(EMPTY_FRAME);
    decompress(new byte[1], 0, 1);
  }

  private int decompress(byte[] target, int from, int length) throws IOException {
    try {
      return zstd.read(target, from, length);
    } catch (IOException | RuntimeException e) {
      if (compressed.hasFailed) {
        throw e;
      }
      // The library's exceptions are many; all others than the stream's own say one thing.
      throw new MalformedSourceException(
          position,
          "the zstd data is broken, ends early or is of a kind that is not read, as decompressed up"
              + " to here");
    }
  }

  @Override
  public void close() throws IOException {
    zstd.close();
  }

  /** Remembers whether it failed itself, so that its failures can be told from the library's. */
  private static final class Compressed extends BulkInputStream {
    private InputStream in;
    private boolean hasFailed;

    Compressed(InputStream in) {
      this.in = in;
    }

    void goOnWith(byte[] more) {
      in = new SequenceInputStream(in, new ByteArrayInputStream(more));
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        return in.read(target, from, length);
      } catch (IOException | RuntimeException e) {
        hasFailed = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
