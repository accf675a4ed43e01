package io.stackseed.dispatcher;

import io.stackseed.chunk.ObjectId;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** The objects of a run that are still to be split. */
final class UnsplitObjects {
  private UnsplitObjects() {}

  /**
   * Those that nobody is splitting.
   *
   * @param now leases that ended before this instant have expired
   */
  static List<ObjectId> of(Run run, RunStore runs, Instant now) {
    Load load = run.load();
    if (load == null) {
      throw new IllegalArgumentException(run + " loads nothing");
    }
    BitSet taken = new BitSet();
    runs.objectsTaken(run.id(), now).forEach(taken::set);
    return IntStream.range(0, load.source().objects())
        .filter(number -> !taken.get(number))
        .mapToObj(number -> new ObjectId(run.id(), number))
        .toList();
  }
}
