package io.stackseed.benchmarks.scale;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one object of a source, as a worker gets it from S3: the first byte after 100 to 200
 * milliseconds, the rest at the pace of one connection, 85 to 90 MB a second ("Best practices
 * design patterns: optimizing Amazon S3 performance" and "Performance guidelines for Amazon S3",
 * Amazon S3 User Guide).
 *
 * <p>What the worker computes for these bytes is spent here too: as much as the benchmark write-cpu
 * measured for an item of 310 bytes with the first compiler alone, which is what Lambda's Java
 * begins with, and in proportion for larger ones, which is too much for them.
 */
final class PacedObjects implements SourceObjects {
  private static final Latency FIRST_BYTE = new Latency(100, 200);
  private static final int ARRIVING_RECORDS = 4;
  private static final double MILLIS_PER_BYTE_READ = 1 / 87_000.0;
  private static final double MILLIS_PER_BYTE_COMPUTED = 37.5e-3 / 310;

  private final Batches batches;
  private final double millisPerByte;
  private final Place place;
  private final Usage usage;

  /**
   * @param processor the part of a processor that the worker has, up to 1
   */
  PacedObjects(Batches batches, double processor, Place place, Usage usage) {
    this.batches = batches;
    this.millisPerByte = MILLIS_PER_BYTE_READ + MILLIS_PER_BYTE_COMPUTED / processor;
    this.place = place;
    this.usage = usage;
  }

  @Override
  public SourceObject describe(SourceLocation location, @Nullable String versionId) {
    return new SourceObject(location, "version-1", "\"etag\"", batches.sizeBytes());
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    throw new UnsupportedOperationException("there is no " + prefix);
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) {
    usage.sourceGets++;
    place.spend(Activity.READING, FIRST_BYTE);
    return new Records(range);
  }

  private final class Records extends BulkInputStream {
    private final long endExclusive;
    private long position;
    private double owedMillis;

    Records(ByteRange range) {
      this.position = range.start();
      this.endExclusive = range.endExclusive();
    }

    /** A few records at a time: what follows has not arrived. */
    @Override
    public int read(byte[] target, int from, int length) {
      if (position == endExclusive || length == 0) {
        return length == 0 ? 0 : -1;
      }
      int wanted =
          (int)
              Math.min(
                  Math.min(length, ARRIVING_RECORDS * Batches.RECORD_BYTES),
                  endExclusive - position);
      int count = 0;
      while (count < wanted) {
        count += Batches.copy(position + count, target, from + count, wanted - count);
      }
      position += count;
      owedMillis += (double) count * batches.bytesPerByte() * millisPerByte;
      long whole = (long) owedMillis;
      owedMillis -= whole;
      place.spend(Activity.READING, Duration.ofMillis(whole));
      return count;
    }
  }
}
