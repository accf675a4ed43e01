package io.stackseed.worker;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Load;
import io.stackseed.run.Progress;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.run.SourceFile;
import io.stackseed.run.Sources;
import io.stackseed.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one chunk under its lease and commits its counts, or gives it back with what is loaded of
 * it, and queues the rest.
 */
public final class Chunks {
  private static final Logger LOG = LoggerFactory.getLogger(Chunks.class);

  /** Kept of the invocation for committing, settling and answering. */
  private static final Duration SETTLING = Duration.ofSeconds(25);

  /** For each chunk that is not done, how long those that nothing is left for stay away. */
  private static final Duration ABSENCE_PER_CHUNK = Duration.ofMillis(500);

  private static final Duration SHORTEST_ABSENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);

  private final RunStore runs;
  private final Sources sources;
  private final ChunkLoader loader;
  private final LeasedWork work;
  private final ChunkSender queue;
  private final Metrics metrics;
  private final Time time;
  private final RandomGenerator random;

  /** The run of which this worker wrote items last. */
  private String begun = "";

  public Chunks(
      RunStore runs,
      ChunkLoader loader,
      LeasedWork work,
      ChunkSender queue,
      Metrics metrics,
      Time time,
      RandomGenerator random) {
    this.runs = runs;
    this.sources = new Sources(runs);
    this.loader = loader;
    this.work = work;
    this.queue = queue;
    this.metrics = metrics;
    this.time = time;
    this.random = random;
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
    Instant leasedAt = time.now();
    SourceFile file = sources.file(load.source(), Sources.objectOf(chunk));
    Continuation from =
        runs.continuation(chunk).orElseGet(() -> Continuation.start(message.range()));
    Loading loading =
        loader.load(
            load,
            file,
            message,
            from,
            owner,
            () -> runs.progress(chunk.runId()).state().isLive(),
            until);
    Continuation soFar = loading.soFar();
    Halt halt = loading.halt();
    Counts counts = soFar.counts().since(from.counts());
    noteFirstItem(chunk.runId(), counts);
    Commit commit;
    if (halt == null) {
      commit = runs.commit(chunk, owner, soFar.counts(), soFar.rejects());
    } else if (halt instanceof Halt.RunEnded) {
      commit = Commit.RUN_ENDED;
    } else {
      commit = pause(message, owner, soFar, resumeAt(chunk, halt));
    }
    if (commit == Commit.COMMITTED) {
      LOG.info(
          "{} {} after {} records",
          chunk,
          halt == null ? "is done" : "is paused",
          soFar.counts().recordsRead());
      measure(load, counts, loading, Duration.between(leasedAt, time.now()));
    } else {
      release(chunk, owner, commit);
    }
  }

  private void noteFirstItem(String runId, Counts counts) {
    if (counts.itemsWritten() > 0 && !begun.equals(runId)) {
      runs.firstItem(runId, time.now());
      begun = runId;
    }
  }

  /** The counts of this lease alone: over all leases they come to those of the run. */
  private void measure(Load load, Counts counts, Loading loading, Duration took) {
    metrics.emit(
        load.table().tableName(),
        Map.of(
            Metric.ITEMS_WRITTEN, (double) counts.itemsWritten(),
            Metric.ITEMS_REJECTED, (double) counts.itemsRejected(),
            Metric.BYTES_READ, (double) counts.bytesRead(),
            Metric.WRITE_UNITS, counts.writeUnits(),
            Metric.THROTTLED_CALLS, (double) loading.throttledCalls(),
            Metric.CHUNK_DURATION, took.toMillis() / 1_000.0));
  }

  /** Ends the lease of a chunk whose counts do not enter. */
  private void release(ChunkId chunk, String owner, Commit commit) {
    LOG.info("{} was loaded and is not counted: {}", chunk, commit);
    // Every call was settled before: from now on there is silence.
    runs.release(chunk, owner, commit.name(), time.now());
  }

  /** The marker first: who dies before the message is sent leaves the one that brought it here. */
  private Commit pause(ChunkMessage message, String owner, Continuation soFar, Instant resumeAt)
      throws InterruptedException {
    ChunkId chunk = message.chunk();
    Commit commit = runs.pause(chunk, owner, soFar, resumeAt);
    if (commit == Commit.COMMITTED) {
      LOG.info("{} goes on at {}", chunk, resumeAt);
      Duration delay = Duration.between(time.now(), resumeAt);
      queue.sendLater(message, within(delay, Duration.ZERO, ChunkQueue.MAX_DELAY));
    }
    return commit;
  }

  private Instant resumeAt(ChunkId chunk, Halt halt) {
    Instant now = time.now();
    if (halt instanceof Halt.Capped capped) {
      Instant free = capped.freeAt().minus(WritePace.LONGEST_WAIT);
      return (free.isAfter(now) ? free : now).plus(absence(chunk));
    }
    return halt instanceof Halt.Starved ? now.plus(absence(chunk)) : now;
  }

  /**
   * So long that of all chunks that are left about two come back in a second, however many they
   * are: enough to use whatever becomes free.
   */
  private Duration absence(ChunkId chunk) {
    Progress progress = runs.progress(chunk.runId());
    Duration mean =
        within(
            ABSENCE_PER_CHUNK.multipliedBy(progress.totalChunks() - progress.doneChunks()),
            SHORTEST_ABSENCE,
            LONGEST_ABSENCE);
    return mean.dividedBy(2).plusMillis(random.nextLong(mean.toMillis()));
  }

  private static Duration within(Duration duration, Duration least, Duration most) {
    if (duration.compareTo(least) < 0) {
      return least;
    }
    return duration.compareTo(most) > 0 ? most : duration;
  }
}
