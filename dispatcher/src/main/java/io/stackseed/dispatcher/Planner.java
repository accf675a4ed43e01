package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.format.LineRanges;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.source.ByteRange;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Plans an object: by arithmetic where lines can be cut anywhere, as one chunk where it is small,
 * and otherwise by a pass over its bytes. Planning again comes to the same.
 */
final class Planner {
  private final RunStore runs;
  private final ChunkSender chunks;
  private final SplitQueue splits;

  Planner(RunStore runs, ChunkSender chunks, SplitQueue splits) {
    this.runs = runs;
    this.chunks = chunks;
    this.splits = splits;
  }

  void plan(Run run, ObjectId object) throws InterruptedException {
    Load load = run.load();
    if (load == null) {
      throw new IllegalArgumentException(run + " loads nothing");
    }
    long size = load.source().sizeBytes();
    switch (load.format()) {
      case JSON_LINES ->
          queue(object, lines(new LineRanges(load.firstByte(), size, load.chunkBytes())));
      case JSON -> {
        if (size <= load.chunkBytes()) {
          queue(object, List.of(new ByteRange(0, size)));
        } else {
          splits.send(object);
        }
      }
    }
  }

  private static List<ByteRange> lines(LineRanges plan) {
    return LongStream.range(0, plan.count()).mapToObj(plan::range).toList();
  }

  /** Stores the plan, then queues its chunks, then counts them. */
  void queue(ObjectId object, List<ByteRange> ranges) throws InterruptedException {
    PlanPage.of(object, ranges).forEach(runs::savePage);
    chunks.send(object, ranges);
    runs.objectSplit(object.runId(), object.object(), ranges.size());
  }
}
