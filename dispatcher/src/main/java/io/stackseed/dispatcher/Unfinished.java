package io.stackseed.dispatcher;

import io.stackseed.chunk.ObjectId;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which of an object's ranges a run plans: all of them, or those that the run it resumes has left
 * unfinished, of those that this one resumed in its turn. Those runs have ended, so it is the same
 * whenever it is asked.
 *
 * <p>A walk over the object's cuts in their order.
 */
final class Unfinished {
  /** The chunks that are DONE, by run, the first run first. */
  private final List<BitSet> done;

  /** The chunk of each run that comes next. */
  private final int[] next;

  private int planned;

  /**
   * @param cuts ranges that were walked over before
   */
  private Unfinished(List<BitSet> done, int cuts) {
    this.done = done;
    this.next = new int[done.size()];
    this.planned = cuts;
    for (int run = 0; run < next.length; run++) {
      next[run] = planned;
      planned -= done.get(run).get(0, planned).cardinality();
    }
  }

  /**
   * Goes on after so many of the object's ranges.
   *
   * @throws IllegalStateException if a run that is resumed is long past
   */
  static Unfinished after(int cuts, Load load, ObjectId object, RunStore runs) {
    List<BitSet> done = new ArrayList<>();
    for (String runId = load.resumes(); runId != null; ) {
      String resumed = runId;
      Run run =
          runs.run(resumed)
              .orElseThrow(() -> new IllegalStateException("run %s is gone".formatted(resumed)));
      done.add(0, done(new ObjectId(resumed, object.object()), runs));
      runId = run.load() == null ? null : run.load().resumes();
    }
    return new Unfinished(done, cuts);
  }

  private static BitSet done(ObjectId object, RunStore runs) {
    BitSet done = new BitSet();
    runs.chunks(object)
        .filter(ChunkMarker::isDone)
        .map(ChunkMarker::chunk)
        .forEach(chunk -> done.set(chunk.chunk()));
    return done;
  }

  /** Walks over the object's next range; true if it is to be loaded. */
  boolean takesNext() {
    for (int run = 0; run < next.length; run++) {
      if (done.get(run).get(next[run]++)) {
        return false;
      }
    }
    planned++;
    return true;
  }

  /** How many of the ranges walked over are to be loaded. */
  int planned() {
    return planned;
  }
}
