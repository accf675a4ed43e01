package io.stackseed.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.Content;
import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import java.io.InputStream;
import java.util.List;

/**
 * A file of texts that come again as often as one likes: lines without an end, texts without one,
 * brackets in brackets. It is never anywhere as a whole.
 */
record OddFile(List<Stretch> stretches) implements Content {

  OddFile {
    stretches = List.copyOf(stretches);
  }

  static OddFile of(Stretch... stretches) {
    return new OddFile(List.of(stretches));
  }

  /** A text, over and over. */
  static final class Stretch {
    private static final int PAGE_BYTES = 1 << 16;

    /** The text, as often as it takes to copy many bytes at once. */
    private final byte[] page;

    private final long sizeBytes;

    private Stretch(byte[] page, long sizeBytes) {
      this.page = page;
      this.sizeBytes = sizeBytes;
    }

    static Stretch of(String text) {
      return of(text, 1);
    }

    static Stretch of(String text, long times) {
      int length = text.getBytes(UTF_8).length;
      String page = text.repeat((int) Math.min(times, PAGE_BYTES / length + 1));
      return new Stretch(page.getBytes(UTF_8), times * length);
    }

    int copy(long at, byte[] target, int from, int length) {
      int start = (int) (at % page.length);
      int count = (int) Math.min(Math.min(length, page.length - start), sizeBytes - at);
      System.arraycopy(page, start, target, from, count);
      return count;
    }
  }

  @Override
  public long sizeBytes() {
    return stretches.stream().mapToLong(stretch -> stretch.sizeBytes).sum();
  }

  @Override
  public InputStream open(ByteRange range) {
    return new BulkInputStream() {
      private long position = range.start();

      @Override
      public int read(byte[] target, int from, int length) {
        if (position == range.endExclusive()) {
          return -1;
        }
        int wanted = (int) Math.min(length, range.endExclusive() - position);
        int count = copy(position, target, from, wanted);
        position += count;
        return count;
      }
    };
  }

  private int copy(long position, byte[] target, int from, int length) {
    long at = position;
    for (Stretch stretch : stretches) {
      if (at < stretch.sizeBytes) {
        return stretch.copy(at, target, from, length);
      }
      at -= stretch.sizeBytes;
    }
    throw new IllegalStateException("there is no byte " + position);
  }
}
