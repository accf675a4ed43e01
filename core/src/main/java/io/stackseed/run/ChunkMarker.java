package io.stackseed.run;

import io.stackseed.chunk.ChunkId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk stands that was leased at least once.
 *
 * @param counts null unless it is done
 * @param leaseUntil the end of its last lease; {@link Instant#EPOCH} once it is done, or while it
 *     is paused
 * @param resumeAt from when on it may be leased again; null unless it is paused
 * @param attempts how often it was leased since it was paused last
 * @param cause what ended the last attempt; null if it is under way, done or died without a word
 * @param reportFiles the keys of the reject report's files that hold what it rejected; empty if it
 *     rejected nothing, or is not done
 */
public record ChunkMarker(
    ChunkId chunk,
    @Nullable Counts counts,
    Instant leaseUntil,
    @Nullable Instant resumeAt,
    int attempts,
    @Nullable String cause,
    List<String> reportFiles) {

  public ChunkMarker {
    reportFiles = List.copyOf(reportFiles);
  }

  public boolean isDone() {
    return counts != null;
  }
}
