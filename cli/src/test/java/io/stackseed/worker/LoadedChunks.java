package io.stackseed.worker;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.reject.InMemoryRejectReport;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObjects;
import io.stackseed.testing.Fakes;
import io.stackseed.time.LongestPauses;
import java.util.List;

/** What the worker makes of chunks: the worker's package alone may ask. */
public final class LoadedChunks {
  private LoadedChunks() {}

  /** The counts of all chunks together. */
  public static Counts of(
      Load load, SourceFile file, List<ByteRange> chunks, SourceObjects objects, Fakes fakes)
      throws Exception {
    ChunkLoader loader =
        new ChunkLoader(
            objects,
            fakes.tables,
            new InMemoryRejectReport(),
            fakes.shapers(),
            fakes.schedule,
            LongestPauses.backoff(fakes.time),
            fakes.time);
    Counts counts = Counts.ZERO;
    for (int number = 0; number < chunks.size(); number++) {
      ChunkMessage chunk = new ChunkMessage(new ChunkId("run-1", 0, number), chunks.get(number));
      Continuation from = Continuation.start(chunk.range());
      counts =
          counts.plus(
              loader
                  .load(load, file, chunk, from, "owner", () -> true, Fakes.START.plusSeconds(65))
                  .soFar()
                  .counts());
    }
    return counts;
  }
}
