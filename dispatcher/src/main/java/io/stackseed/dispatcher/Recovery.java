package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SplitSender;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Completion;
import io.stackseed.run.Load;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.run.Sources;
import io.stackseed.run.Watch;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out why a run does not get on, and queues again what its queues have lost. It looks closely
 * only at a run whose counts stood still from one round to the next: looking reads every marker.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** Less than this, and the run has only just been seen. */
  private static final Duration STALL = Duration.ofSeconds(45);

  /** How often anything is queued again, at most. */
  private static final Duration REQUEUE_INTERVAL = Duration.ofMinutes(10);

  private final RunStore runs;
  private final Completion completion;
  private final ChunkQueue queue;
  private final ChunkSender chunks;
  private final SplitSender splits;
  private final Time time;

  public Recovery(
      RunStore runs,
      Completion completion,
      ChunkQueue queue,
      ChunkSender chunks,
      SplitSender splits,
      Time time) {
    this.runs = runs;
    this.completion = completion;
    this.queue = queue;
    this.chunks = chunks;
    this.splits = splits;
    this.time = time;
  }

  /**
   * What was found of a run.
   *
   * @param openChunks chunks that are planned and not done
   * @param drifts true if its counters and its markers disagree
   */
  record Found(long openChunks, boolean drifts) {}

  /** Looks after a live run that loads. */
  Found recover(Run run) throws InterruptedException {
    Instant now = time.now();
    Progress progress = runs.progress(run.id());
    Watch watch = runs.watch(run.id()).orElse(null);
    boolean drifts = false;
    if (watch == null || hasMoved(watch, progress)) {
      remember(run, progress, watch, now, null, watch == null ? null : watch.requeuedAt());
    } else if (!now.isBefore(watch.since().plus(STALL))
        && completion.findSilence(run).hasCome(now)) {
      if (progress.isPlanned()) {
        drifts = look(run, progress, watch, now);
      } else {
        goOnPlanning(run, progress, watch, now);
      }
    }
    return new Found(progress.totalChunks() - progress.doneChunks(), drifts);
  }

  private void goOnPlanning(Run run, Progress progress, Watch watch, Instant now)
      throws InterruptedException {
    if (!mayRequeue(watch, now)) {
      return;
    }
    List<ObjectId> unsplit = UnsplitObjects.of(run, runs, now);
    if (!unsplit.isEmpty() && remember(run, progress, watch, watch.since(), null, now)) {
      LOG.warn(
          "{} objects of run {} are still to be split, and nobody does", unsplit.size(), run.id());
      splits.send(unsplit);
    }
  }

  private static boolean hasMoved(Watch watch, Progress progress) {
    return watch.doneChunks() != progress.doneChunks()
        || watch.objectsSplit() != progress.objectsSplit();
  }

  private static boolean mayRequeue(Watch watch, Instant now) {
    Instant last = watch.requeuedAt();
    return last == null || !now.isBefore(last.plus(REQUEUE_INTERVAL));
  }

  /** False if another round has remembered something meanwhile: it does what is to be done. */
  private boolean remember(
      Run run,
      Progress progress,
      @Nullable Watch watch,
      Instant since,
      @Nullable Instant emptySince,
      @Nullable Instant requeuedAt) {
    long revision = watch == null ? 1 : watch.revision() + 1;
    return runs.saveWatch(
        run.id(),
        new Watch(
            revision,
            progress.doneChunks(),
            progress.objectsSplit(),
            since,
            emptySince,
            requeuedAt));
  }

  /** True if the counters have drifted. */
  private boolean look(Run run, Progress progress, Watch watch, Instant now)
      throws InterruptedException {
    Census census = Census.of(runs.chunks(run.id()), now);
    boolean drifts = drifts(run, progress, census);
    Optional<ChunkMarker> exhausted =
        census.expired().stream()
            .filter(marker -> marker.attempts() >= LeaseRequest.MAX_ATTEMPTS)
            .findAny();
    if (exhausted.isPresent()) {
      fail(run, exhausted.get());
      return drifts;
    }
    requeue(run, census.expired(), now);
    if (census.leased() < progress.totalChunks()) {
      recoverNeverLeased(run, progress, watch, census, now);
    }
    return drifts;
  }

  /** Counters are never repaired: a difference is a bug. */
  private boolean drifts(Run run, Progress progress, Census census) {
    boolean differs =
        census.done() != progress.doneChunks()
            || census.counts().recordsRead() != progress.counts().recordsRead();
    boolean drifts = differs && runs.progress(run.id()).equals(progress);
    if (drifts) {
      LOG.error(
          "Counter drift in run {}: {} chunks and {} records counted, {} and {} in the markers",
          run.id(),
          progress.doneChunks(),
          progress.counts().recordsRead(),
          census.done(),
          census.counts().recordsRead());
    }
    return drifts;
  }

  private void fail(Run run, ChunkMarker marker) {
    Load load = run.load();
    if (load != null) {
      completion.fail(
          run.id(),
          Sources.unfinished(
              new Sources(runs).object(load.source(), marker.chunk().object()),
              message(marker.chunk()).range(),
              marker.attempts(),
              marker.cause()));
    }
  }

  private void requeue(Run run, List<ChunkMarker> expired, Instant now)
      throws InterruptedException {
    List<ChunkMessage> messages = new ArrayList<>();
    for (ChunkMarker marker : expired) {
      if (runs.claimRequeue(marker.chunk(), now, now.minus(REQUEUE_INTERVAL))) {
        messages.add(message(marker.chunk()));
      }
    }
    if (!messages.isEmpty()) {
      LOG.warn("{} chunks of run {} outlived their workers", messages.size(), run.id());
      chunks.send(messages);
    }
  }

  /**
   * Nothing tells a chunk that waits in the queue, for the first time or to go on, from one whose
   * message was lost, but for a queue that is empty; and that is an approximation, so it must be so
   * twice.
   */
  private void recoverNeverLeased(
      Run run, Progress progress, Watch watch, Census census, Instant now)
      throws InterruptedException {
    Instant emptySince = watch.emptySince();
    if (!queue.isEmpty()) {
      if (emptySince != null) {
        remember(run, progress, watch, watch.since(), null, watch.requeuedAt());
      }
    } else if (emptySince == null) {
      remember(run, progress, watch, watch.since(), now, watch.requeuedAt());
    } else if (!now.isBefore(emptySince.plus(STALL))
        && mayRequeue(watch, now)
        && remember(run, progress, watch, watch.since(), null, now)) {
      List<ChunkMessage> lost = neverLeased(run, progress, census);
      LOG.warn("{} chunks of run {} were lost from the queue", lost.size(), run.id());
      chunks.send(lost);
    }
  }

  private List<ChunkMessage> neverLeased(Run run, Progress progress, Census census) {
    List<ChunkMessage> lost = new ArrayList<>();
    for (int object = 0; object < progress.objects(); object++) {
      Optional<PlanPage> page = runs.page(run.id(), object, 0);
      while (page.isPresent()) {
        page.get()
            .messages()
            .filter(message -> !census.isLeased(message.chunk()))
            .forEach(lost::add);
        page = runs.page(run.id(), object, page.get().page() + 1);
      }
    }
    return lost;
  }

  private ChunkMessage message(ChunkId chunk) {
    return runs.page(chunk.runId(), chunk.object(), chunk.chunk() / PlanPage.SIZE)
        .orElseThrow(() -> new IllegalStateException("no page of the plan has " + chunk))
        .message(chunk.chunk() % PlanPage.SIZE);
  }
}
