package io.stackseed.run;

import io.stackseed.source.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * How far a chunk is loaded: every record before this spot is settled, and counted here exactly
 * once, however often what comes after it was tried.
 *
 * @param position where a reader of the rest begins ({@code RecordReader.position})
 * @param settledPast so many records that begin at or after {@code position} are settled too: one
 *     where every record has a position of its own, many where a compressed object has to be read
 *     from its start again
 * @param counts of what is settled; {@code bytesRead} are those before {@code position}
 * @param rejects of what is settled; null if nothing was rejected
 */
public record Continuation(
    long position, long settledPast, Counts counts, @Nullable ChunkRejects rejects) {

  public Continuation {
    if (position < 0 || settledPast < 0) {
      throw new IllegalArgumentException(
          "%d records settled past byte %d".formatted(settledPast, position));
    }
  }

  /** Nothing of a chunk is settled yet. */
  public static Continuation start(ByteRange range) {
    return new Continuation(range.start(), 0, Counts.ZERO, null);
  }
}
