package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes from the start of a planned range, opened lazily and verified: every stream
 * behind it delivers exactly the bytes that were asked for, or a read fails.
 *
 * <p>Not for use by several threads.
 */
public final class SourceStream extends BulkInputStream {

  /** Bytes asked for at a time past the planned end: a few lines' worth, not a chunk's. */
  public static final long FOLLOW_ON_BYTES = 256L * 1024;

  private final SourceObjects objects;
  private final SourceContent content;
  private final long end;

  private ByteRange range;
  private @Nullable InputStream current;
  private long position;
  private final long start;

  private SourceStream(SourceObjects objects, SourceContent content, ByteRange planned, long end) {
    if (planned.endExclusive() > content.sizeBytes()) {
      throw new IllegalArgumentException(planned + " reaches past the end of " + content);
    }
    this.objects = objects;
    this.content = content;
    this.end = end;
    this.range = planned;
    this.start = planned.start();
    this.position = planned.start();
  }

  /**
   * The range's bytes, and the end of the stream after them.
   *
   * @throws IllegalArgumentException if the range reaches past the object's end
   */
  public static SourceStream within(SourceObjects objects, SourceContent content, ByteRange range) {
    return new SourceStream(objects, content, range, range.endExclusive());
  }

  /**
   * The planned range's bytes and, for a reader that runs past them to finish its last line, those
   * that follow up to the object's end, asked for {@value #FOLLOW_ON_BYTES} at a time.
   *
   * @throws IllegalArgumentException if the range reaches past the object's end
   */
  public static SourceStream readingOn(
      SourceObjects objects, SourceContent content, ByteRange planned) {
    return new SourceStream(objects, content, planned, content.sizeBytes());
  }

  /** Bytes read so far, those past the planned end included. */
  public long bytesRead() {
    return position - start;
  }

  /**
   * @throws TruncatedSourceException if the stream behind ended early
   * @throws SourceUnavailableException if the object changed or went away
   */
  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    InputStream stream = streamAtPosition();
    int wanted = (int) Math.min(length, range.endExclusive() - position);
    int count = stream.read(buffer, from, wanted);
    if (count < 0) {
      throw new TruncatedSourceException(content, position, range.endExclusive());
    }
    position += count;
    if (position == range.endExclusive()) {
      finishRange(stream);
    }
    return count;
  }

  private InputStream streamAtPosition() throws IOException {
    if (position == range.endExclusive()) {
      range = new ByteRange(position, Math.min(end, position + FOLLOW_ON_BYTES));
    }
    if (current == null) {
      current = content.open(objects, range);
    }
    return current;
  }

  /** Reads the end of the stream too: that is when a client verifies its checksum. */
  private void finishRange(InputStream stream) throws IOException {
    if (stream.read() >= 0) {
      throw new IOException(
          String.format(
              Locale.ENGLISH,
              "%s: the stream goes on after byte %,d, where its range ends",
              content,
              range.endExclusive()));
    }
    close();
  }

  /** Closes the stream behind it, if one is open. */
  @Override
  public void close() throws IOException {
    InputStream stream = current;
    current = null;
    if (stream != null) {
      stream.close();
    }
  }
}
