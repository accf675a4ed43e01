package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of any size that is never anywhere as a whole: its lines are made as they are read, and
 * what was read is counted. Every line is {@value #LINE_BYTES} bytes long; ids come again after a
 * while, so that the table stays small.
 */
final class GeneratedLines implements SourceObjects {
  static final int LINE_BYTES = 1_000;
  private static final int IDS = 6_000;

  private final long lines;
  private long bytesRead;

  GeneratedLines(long lines) {
    this.lines = lines;
  }

  /** Bytes handed out so far. */
  long bytesRead() {
    return bytesRead;
  }

  SourceObject object() {
    return describe(new SourceLocation("ingest", "generated.jsonl"), null);
  }

  @Override
  public SourceObject describe(SourceLocation location, @Nullable String versionId) {
    return new SourceObject(location, "version-1", "\"etag\"", lines * LINE_BYTES);
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) {
    return new Lines(range);
  }

  private static byte[] line(long number) {
    String start = "{\"id\":\"%05d\",\"text\":\"".formatted(number % IDS);
    String end = "\"}\n";
    return (start + "x".repeat(LINE_BYTES - start.length() - end.length()) + end)
        .getBytes(US_ASCII);
  }

  private final class Lines extends InputStream {
    private final long end;
    private long position;
    private byte[] line = new byte[0];

    Lines(ByteRange range) {
      this.position = range.start();
      this.end = range.endExclusive();
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
      if (position == end) {
        return -1;
      }
      int within = (int) (position % LINE_BYTES);
      if (within == 0 || line.length == 0) {
        line = line(position / LINE_BYTES);
      }
      int count = (int) Math.min(Math.min(length, LINE_BYTES - within), end - position);
      System.arraycopy(line, within, buffer, from, count);
      position += count;
      bytesRead += count;
      return count;
    }
  }
}
