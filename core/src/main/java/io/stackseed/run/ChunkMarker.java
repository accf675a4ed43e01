package io.stackseed.run;

import io.stackseed.chunk.ChunkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk stands that was leased at least once.
 *
 * @param counts null unless it is done
 * @param leaseUntil the end of its last lease; {@link Instant#EPOCH} once it is done
 * @param attempts how often it was leased
 * @param cause what ended the last attempt; null if it is under way, done or died without a word
 */
public record ChunkMarker(
    ChunkId chunk,
    @Nullable Counts counts,
    Instant leaseUntil,
    int attempts,
    @Nullable String cause) {

  public boolean isDone() {
    return counts != null;
  }
}
