package io.stackseed.dispatcher;

import io.stackseed.chunk.ObjectId;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.format.Decompression;
import io.stackseed.run.Load;
import io.stackseed.run.NoAdvanceException;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceFile;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagedContent;
import io.stackseed.source.StagingArea;
import io.stackseed.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Decompresses objects that hold more than a chunk, because only what is not compressed can be cut.
 * A compressed object is read from its start alone, so an invocation that goes on where another has
 * stopped decompresses once more what is staged.
 */
final class Staging {
  /** What the keys of all parts begin with. */
  static final String PREFIX = "staging/";

  private final RunStore runs;
  private final SourceObjects objects;
  private final StagingArea area;
  private final int partBytes;
  private final Time time;

  /**
   * @param partBytes kept in memory before they are written
   */
  Staging(RunStore runs, SourceObjects objects, StagingArea area, int partBytes, Time time) {
    this.runs = runs;
    this.objects = objects;
    this.area = area;
    this.partBytes = partBytes;
    this.time = time;
  }

  /**
   * Goes on with an object until it is staged to its end, or the time is up.
   *
   * @param owner of the object's lease
   * @param until when to stop, and to leave the rest to another invocation
   * @return the object as far as it is staged by then; empty if it is somebody else's
   * @throws NoAdvanceException if the time is not enough for one part more than was staged before
   */
  Optional<SourceFile> goOn(
      Load load, SourceFile file, ObjectId object, String owner, Instant until)
      throws IOException, NoAdvanceException {
    StagedContent staged = Objects.requireNonNullElseGet(file.staged(), () -> begun(load, object));
    try (InputStream content =
        Decompression.open(file.layout().compression(), objects, file.object())) {
      byte[] part = new byte[Math.toIntExact(staged.partBytes())];
      for (long again = staged.sizeBytes(); again > 0; again -= part.length) {
        content.readNBytes(part, 0, part.length);
        requireTime(file, staged, until);
      }
      while (true) {
        int length = content.readNBytes(part, 0, part.length);
        if (length > 0) {
          area.write(staged.nextPart(), part, length);
          staged = staged.plus(length);
        }
        boolean isEnded = length < part.length;
        SourceFile soFar = isEnded ? file.staged(staged) : file.staging(staged);
        if (!runs.saveFile(object, owner, soFar)) {
          return Optional.empty();
        }
        if (isEnded || !time.now().isBefore(until)) {
          return Optional.of(soFar);
        }
      }
    }
  }

  private StagedContent begun(Load load, ObjectId object) {
    String prefix = "%s%s/%d/".formatted(PREFIX, object.runId(), object.object());
    return new StagedContent(load.ingestBucket(), prefix, partBytes, 0);
  }

  private void requireTime(SourceFile file, StagedContent staged, Instant until)
      throws NoAdvanceException {
    if (!time.now().isBefore(until)) {
      throw new NoAdvanceException(
          new UnusableSource(
              file.name(),
              null,
              String.format(
                  Locale.ROOT,
                  "holds more than %,d bytes, the most that can be decompressed in one go",
                  staged.sizeBytes()),
              "Upload it decompressed, or as several objects"));
    }
  }
}
