package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkId;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the markers of a run's chunks say, counted as they are read: a run of a million chunks takes
 * no more than a few bytes of memory for each.
 */
final class Census {
  /** A chunk that could have gone on so long ago, and has not, may have lost its message. */
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  /** The numbers of the chunks that somebody has, had or is about to have, by object. */
  private final Map<Integer, BitSet> leased = new HashMap<>();

  private final List<ChunkMarker> expired = new ArrayList<>();
  private Counts counts = Counts.ZERO;
  private long markers;
  private long done;

  private Census() {}

  /**
   * Reads them all.
   *
   * @param now leases that ended before this instant have expired
   */
  static Census of(Stream<ChunkMarker> markers, Instant now) {
    Census census = new Census();
    markers.forEach(marker -> census.add(marker, now));
    return census;
  }

  private void add(ChunkMarker marker, Instant now) {
    Instant resumeAt = marker.resumeAt();
    if (resumeAt != null && resumeAt.plus(OVERDUE).isBefore(now)) {
      return;
    }
    ChunkId chunk = marker.chunk();
    leased.computeIfAbsent(chunk.object(), object -> new BitSet()).set(chunk.chunk());
    markers++;
    Counts counted = marker.counts();
    if (counted != null) {
      counts = counts.plus(counted);
      done++;
    } else if (resumeAt == null && marker.leaseUntil().isBefore(now)) {
      expired.add(marker);
    }
  }

  /** How many chunks were leased at least once, without those that should have gone on. */
  long leased() {
    return markers;
  }

  boolean isLeased(ChunkId chunk) {
    BitSet chunks = leased.get(chunk.object());
    return chunks != null && chunks.get(chunk.chunk());
  }

  /** How many chunks are done. */
  long done() {
    return done;
  }

  /** The sum over the chunks that are done. */
  Counts counts() {
    return counts;
  }

  /** The chunks whose last lease has expired. */
  List<ChunkMarker> expired() {
    return expired;
  }
}
