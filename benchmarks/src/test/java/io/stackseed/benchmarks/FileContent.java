package io.stackseed.benchmarks;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file holds. */
public record FileContent(Path file, long sizeBytes) implements Content {

  public static FileContent of(Path file) throws IOException {
    return new FileContent(file, Files.size(file));
  }

  @Override
  public InputStream open(ByteRange range) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(range.start());
    return new Bounded(in, range.length());
  }

  private static final class Bounded extends BulkInputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(target, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
