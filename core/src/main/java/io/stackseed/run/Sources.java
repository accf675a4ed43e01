package io.stackseed.run;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.failure.Failure.Unfinished;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import org.jspecify.annotations.Nullable;

/** The objects of a run's source, by their numbers. */
public final class Sources {
  private final RunStore runs;

  public Sources(RunStore runs) {
    this.runs = runs;
  }

  /** The object that a chunk is of. */
  public static ObjectId objectOf(Leased what) {
    return what instanceof ChunkId chunk
        ? new ObjectId(chunk.runId(), chunk.object())
        : (ObjectId) what;
  }

  /**
   * The version that is read.
   *
   * @param number of the object in the run's source
   * @throws IllegalStateException if the listing is long past
   */
  public SourceObject object(Source source, int number) {
    if (source instanceof SourceFile file) {
      return file.object();
    }
    SourceListing listing = (SourceListing) source;
    return runs.listing(listing.runId(), listing.id(), number / ListingPage.SIZE)
        .orElseThrow(
            () -> new IllegalStateException("the listing of " + source.name() + " is gone"))
        .objects()
        .get(number % ListingPage.SIZE);
  }

  /**
   * The version that is read, its layout, and what of it is staged.
   *
   * @throws IllegalStateException if the object's plan was never begun
   */
  public SourceFile file(Source source, ObjectId object) {
    return source instanceof SourceFile file && !file.isToBeStaged()
        ? file
        : runs.file(object)
            .orElseThrow(
                () -> new IllegalStateException("the layout of %s is not known".formatted(object)));
  }

  /**
   * Why a run fails of which a part was begun several times and never finished.
   *
   * @param range the part; null for the whole object
   * @param cause what ended the last attempt; null if it died without a word
   */
  public static Unfinished unfinished(
      SourceObject object, @Nullable ByteRange range, int attempts, @Nullable String cause) {
    ByteRange bytes = range == null ? object.wholeRange() : range;
    return new Unfinished(
        object.location().toString(), bytes.start(), bytes.endExclusive() - 1, attempts, cause);
  }
}
