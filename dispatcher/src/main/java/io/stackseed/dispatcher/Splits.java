package io.stackseed.dispatcher;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.ObjectId;
import io.stackseed.format.ChunkScanner;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Load;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts an object into chunks, by a pass over its bytes if need be, under the object's lease. */
public final class Splits {
  private final SourceObjects objects;
  private final Planner planner;
  private final LeasedWork work;

  public Splits(SourceObjects objects, Planner planner, LeasedWork work) {
    this.objects = objects;
    this.planner = planner;
    this.work = work;
  }

  /**
   * Cuts the object that a message names.
   *
   * @param until when the invocation must be over
   */
  public Acknowledgement handle(ObjectId object, Instant until) throws InterruptedException {
    return work.carryOut(
        object,
        null,
        until,
        (load, owner) -> {
          Optional<List<ByteRange>> known = Planner.byArithmetic(load);
          planner.queue(object, load, known.isPresent() ? known.get() : cut(load));
        });
  }

  private List<ByteRange> cut(Load load) throws IOException {
    List<ByteRange> ranges = new ArrayList<>();
    try (InputStream stream =
        SourceStream.within(objects, load.source(), load.source().wholeRange())) {
      ChunkScanner scanner = ChunkScanner.fromStart(load.layout(), stream, load.chunkBytes());
      @Nullable ByteRange range = scanner.next();
      while (range != null) {
        ranges.add(range);
        range = scanner.next();
      }
    }
    return ranges;
  }
}
