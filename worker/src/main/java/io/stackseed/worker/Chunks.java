package io.stackseed.worker;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Load;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.run.SourceFile;
import io.stackseed.run.Sources;
import io.stackseed.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one chunk under its lease and commits its counts. */
public final class Chunks {
  private static final Logger LOG = LoggerFactory.getLogger(Chunks.class);

  /** Kept of the invocation for committing, settling and answering. */
  private static final Duration SETTLING = Duration.ofSeconds(25);

  private final RunStore runs;
  private final Sources sources;
  private final ChunkLoader loader;
  private final LeasedWork work;
  private final Time time;

  public Chunks(RunStore runs, ChunkLoader loader, LeasedWork work, Time time) {
    this.runs = runs;
    this.sources = new Sources(runs);
    this.loader = loader;
    this.work = work;
    this.time = time;
  }

  /**
   * Loads the chunk that a message names.
   *
   * @param until when the invocation must be over
   */
  public Acknowledgement handle(ChunkMessage message, Instant until) throws InterruptedException {
    return work.carryOut(
        message.chunk(),
        message.range(),
        until,
        (load, owner) -> load(load, message, owner, until.minus(SETTLING)));
  }

  private void load(Load load, ChunkMessage message, String owner, Instant until)
      throws IOException, InterruptedException {
    ChunkId chunk = message.chunk();
    SourceFile file = sources.file(load.source(), Sources.objectOf(chunk));
    Loaded loaded = loader.load(load, file, message, owner, until);
    Commit commit = runs.commit(chunk, owner, loaded.counts(), loaded.rejects());
    if (commit != Commit.COMMITTED) {
      LOG.info("{} was loaded and is not counted: {}", chunk, commit);
      // Every call was settled before: from now on there is silence.
      runs.release(chunk, owner, commit.name(), time.now());
    }
  }
}
