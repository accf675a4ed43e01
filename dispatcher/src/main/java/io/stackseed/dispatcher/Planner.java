package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.format.Layout;
import io.stackseed.format.LineRanges;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.source.ByteRange;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Plans an object: by arithmetic where lines can be cut anywhere, as one chunk where it is small,
 * and otherwise by a pass over its bytes. Planning again comes to the same.
 */
public final class Planner {
  private final RunStore runs;
  private final ChunkSender chunks;
  private final SplitQueue splits;

  public Planner(RunStore runs, ChunkSender chunks, SplitQueue splits) {
    this.runs = runs;
    this.chunks = chunks;
    this.splits = splits;
  }

  void plan(Run run, ObjectId object) throws InterruptedException {
    Load load = run.load();
    if (load == null) {
      throw new IllegalArgumentException(run + " loads nothing");
    }
    Optional<List<ByteRange>> ranges = byArithmetic(load);
    if (ranges.isPresent()) {
      queue(object, load, ranges.get());
    } else {
      splits.send(object);
    }
  }

  /** The whole object's ranges; empty if only a pass over its bytes can tell. */
  static Optional<List<ByteRange>> byArithmetic(Load load) {
    long size = load.source().sizeBytes();
    Layout layout = load.layout();
    if (layout.isCutAnywhere()) {
      return Optional.of(lines(new LineRanges(layout.firstByte(), size, load.chunkBytes())));
    }
    ByteRange whole = layout.wholeRange(size);
    if (whole.length() > load.chunkBytes() && !layout.isIndivisible()) {
      return Optional.empty();
    }
    return Optional.of(whole.isEmpty() ? List.of() : List.of(whole));
  }

  private static List<ByteRange> lines(LineRanges plan) {
    return LongStream.range(0, plan.count()).mapToObj(plan::range).toList();
  }

  /**
   * Stores the plan, then queues its chunks, then counts them.
   *
   * @param ranges the whole object's
   */
  void queue(ObjectId object, Load load, List<ByteRange> ranges) throws InterruptedException {
    List<ByteRange> planned = unfinished(object.object(), load, ranges);
    PlanPage.of(object, planned).forEach(runs::savePage);
    chunks.send(object, planned);
    runs.objectSplit(object.runId(), object.object(), planned.size());
  }

  /**
   * What is left of an object's ranges by the run that the load resumes, and by those that this one
   * resumed in its turn. They have ended, so it is the same whenever it is asked.
   */
  private List<ByteRange> unfinished(int object, Load load, List<ByteRange> ranges) {
    if (load.resumes() == null) {
      return ranges;
    }
    Run resumed =
        runs.run(load.resumes())
            .orElseThrow(
                () -> new IllegalStateException("run %s is gone".formatted(load.resumes())));
    List<ByteRange> planned =
        resumed.load() == null ? ranges : unfinished(object, resumed.load(), ranges);
    BitSet done = new BitSet();
    runs.chunks(resumed.id())
        .filter(marker -> marker.isDone() && marker.chunk().object() == object)
        .map(ChunkMarker::chunk)
        .forEach(chunk -> done.set(chunk.chunk()));
    return IntStream.range(0, planned.size())
        .filter(chunk -> !done.get(chunk))
        .mapToObj(planned::get)
        .toList();
  }
}
