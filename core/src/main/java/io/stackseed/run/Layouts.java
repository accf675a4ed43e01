package io.stackseed.run;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Decompression;
import io.stackseed.format.Detection;
import io.stackseed.format.Layout;
import io.stackseed.format.LayoutDetection;
import io.stackseed.format.LayoutRequest;
import io.stackseed.item.TableSchema;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Looks at the beginning of an object once, and freezes how it holds its records. */
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
   * @param given attributes that every item has, though its record may not
   * @throws FailureException if the object cannot be read as requested, or has too many chunks
   */
  public SourceFile file(
      SourceObject object,
      LayoutRequest request,
      TableSchema table,
      Set<String> given,
      long chunkBytes)
      throws IOException {
    Detection detection = LayoutDetection.detect(objects, object, request);
    if (detection instanceof Detection.Refused refused) {
      throw unusable(object, refused.problem(), "Correct the file or Format");
    }
    Layout layout = CsvKeys.typed(((Detection.Detected) detection).layout(), table, given);
    if (layout.isIndivisible()) {
      // What can be staged in the time there is comes to far fewer chunks than a plan may have.
      boolean isOneChunk =
          !Decompression.isMoreThan(chunkBytes, layout.compression(), objects, object);
      return new SourceFile(object, isOneChunk ? layout : layout.stagedFirst());
    }
    requirePlannable(object, chunkBytes);
    return new SourceFile(object, layout);
  }

  private static FailureException unusable(SourceObject object, String problem, String remedy) {
    return new FailureException(
        new UnusableSource(object.location().toString(), null, problem, remedy));
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
}
