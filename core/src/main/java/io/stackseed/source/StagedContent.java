package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a compressed object holds, decompressed and kept in objects of our own, its parts: as far as
 * it was staged by then. All parts but the last are of the same size. What is in them depends on
 * the compressed object's version alone, so writing one again changes nothing.
 *
 * @param prefix of the parts' keys; ends in a slash
 * @param partBytes the size of every part but the last
 * @param sizeBytes of all parts
 */
public record StagedContent(String bucket, String prefix, long partBytes, long sizeBytes)
    implements SourceContent {

  /**
   * @throws IllegalArgumentException if there is no room in a part, or the size is negative
   */
  public StagedContent {
    if (partBytes < 1 || sizeBytes < 0) {
      throw new IllegalArgumentException(
          "%,d bytes in parts of %,d".formatted(sizeBytes, partBytes));
    }
  }

  /**
   * Where the part is that comes next.
   *
   * @throws IllegalStateException if the last one is not full, and so none follows it
   */
  public SourceLocation nextPart() {
    if (sizeBytes % partBytes != 0) {
      throw new IllegalStateException(this + " is complete");
    }
    return part(sizeBytes / partBytes);
  }

  /** The content with one more part. */
  public StagedContent plus(int bytes) {
    return new StagedContent(bucket, prefix, partBytes, sizeBytes + bytes);
  }

  /** What the parts' locations begin with. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }

  private SourceLocation part(long number) {
    return new SourceLocation(bucket, String.format(Locale.ROOT, "%s%05d", prefix, number));
  }

  /** Reading fails with a {@link LostPartException} where a part is not as it was staged. */
  @Override
  public InputStream open(SourceObjects objects, ByteRange range) {
    return new Parts(objects, range);
  }

  private InputStream openPart(SourceObjects objects, long number, ByteRange range)
      throws IOException {
    SourceLocation location = part(number);
    long start = number * partBytes;
    try {
      SourceObject part = objects.describe(location, null);
      if (part.sizeBytes() != Math.min(partBytes, sizeBytes - start)) {
        throw new LostPartException(location, null);
      }
      return SourceStream.within(
          objects, part, new ByteRange(range.start() - start, range.endExclusive() - start));
    } catch (SourceUnavailableException e) {
      throw new LostPartException(location, e);
    }
  }

  /** A range's bytes, from one part after the other. */
  private final class Parts extends BulkInputStream {
    private final SourceObjects objects;
    private final long end;
    private long position;
    private @Nullable InputStream part;

    Parts(SourceObjects objects, ByteRange range) {
      this.objects = objects;
      this.position = range.start();
      this.end = range.endExclusive();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      while (part != null || position < end) {
        if (part == null) {
          long number = position / partBytes;
          part =
              openPart(
                  objects,
                  number,
                  new ByteRange(position, Math.min(end, (number + 1) * partBytes)));
        }
        int count = part.read(target, from, length);
        if (count >= 0) {
          position += count;
          return count;
        }
        close();
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      InputStream open = part;
      part = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
