package io.stackseed.run;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Detection;
import io.stackseed.format.FormatDetection;
import io.stackseed.format.LayoutRequest;
import io.stackseed.item.TableSchema;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Looks at the first bytes of an object once, and freezes how it holds its records. */
public final class Layouts {
  /** As many as the watchdog can compare with their markers in a minute. */
  private static final long MAX_CHUNKS = 1_000_000;

  private final SourceObjects objects;

  public Layouts(SourceObjects objects) {
    this.objects = objects;
  }

  /**
   * An object and its layout.
   *
   * @throws FailureException if the object cannot be read as requested, or has too many chunks
   */
  public SourceFile file(
      SourceObject object, LayoutRequest request, TableSchema table, long chunkBytes)
      throws IOException {
    Detection detection =
        FormatDetection.detect(object.location().key(), probe(object), object.sizeBytes(), request);
    if (detection instanceof Detection.Refused refused) {
      throw new FailureException(
          new UnusableSource(
              object.location().toString(), null, refused.problem(), "Correct the file or Format"));
    }
    requirePlannable(object, chunkBytes);
    return new SourceFile(object, CsvKeys.typed(((Detection.Detected) detection).layout(), table));
  }

  private static void requirePlannable(SourceObject source, long chunkBytes) {
    if (source.sizeBytes() / chunkBytes >= MAX_CHUNKS) {
      throw new FailureException(
          new InvalidProperty(
              "ChunkBytes",
              String.format(
                  Locale.ROOT,
                  "%d cuts %,d bytes into more than the %,d chunks of a plan",
                  chunkBytes,
                  source.sizeBytes(),
                  MAX_CHUNKS),
              "Use at least " + (source.sizeBytes() / MAX_CHUNKS + 1)));
    }
  }

  private byte[] probe(SourceObject source) throws IOException {
    long size = Math.min(FormatDetection.PROBE_BYTES, source.sizeBytes());
    if (size == 0) {
      return new byte[0];
    }
    try (InputStream stream = SourceStream.within(objects, source, new ByteRange(0, size))) {
      return stream.readNBytes((int) size);
    }
  }
}
