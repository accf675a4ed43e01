package io.stackseed.benchmarks;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.InMemoryChunkQueue;
import io.stackseed.chunk.PlanPage;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.metric.Metrics;
import io.stackseed.reject.InMemoryRejectReport;
import io.stackseed.response.RecordingResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.InMemoryWriteSchedule;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Progress;
import io.stackseed.run.RecordingOutcomes;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shapers;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.time.Backoff;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Workers, with their own code and lifecycle, that load one file into a simulated table, over
 * progress table and queue in memory. What a worker itself takes for reading and parsing counts as
 * no time.
 */
final class CapacityTrial {

  /** In what order the chunks are queued. */
  enum Queueing {
    /** As the product does it: neighbours apart. */
    SPREAD("spread"),
    FILE_ORDER("in order");

    private final String title;

    Queueing(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final String RUN = "run-1";
  private static final String KEY = "events.jsonl";
  private static final int CHUNKS = 4 * PlanPage.SIZE;

  /** As the templates have them. */
  private static final Duration INVOCATION = Duration.ofSeconds(90);

  private static final Duration VISIBILITY = Duration.ofMinutes(9);

  /** Between two looks at a queue that has nothing to give. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** Workers begin within such a time of one another. */
  private static final int BEGINNING_MILLIS = 2_000;

  private final Turns time = new Turns(START);
  private final Random random;
  private final KeyFile file;
  private final Contents objects = new Contents();
  private static final Metrics METRICS = (table, measured) -> {};

  private final InMemoryRunStore runs = new InMemoryRunStore();
  private final Completion completion =
      new Completion(
          runs, new RecordingResponseSender(), Set.of(), new RecordingOutcomes(), METRICS, time);
  private final InMemoryChunkQueue queue = new InMemoryChunkQueue(time, VISIBILITY);
  private final InMemoryWriteSchedule schedule = new InMemoryWriteSchedule();
  private final Backoff backoff;
  private final ChunkSender sender;
  private final SimulatedTable table;
  private final Ideal ideal;
  private int owners;

  CapacityTrial(KeyFile file, Provision provision, long seed) {
    this.file = file;
    this.random = new Random(seed);
    this.backoff = new Backoff(time, random);
    this.sender = new ChunkSender(queue, backoff);
    this.table = new SimulatedTable(provision, time, random);
    this.ideal = new Ideal(file, provision);
    objects.put(KEY, file);
  }

  /**
   * Loads the file.
   *
   * @throws IllegalStateException if it was not loaded whole
   */
  CapacityFigures run(int workers, Queueing queueing) {
    time.run(List.of(() -> queue(begin(), queueing)));
    List<Turns.Work> works = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      works.add(this::work);
    }
    time.run(works);
    Progress progress = runs.progress(RUN);
    if (progress.state() != RunState.SUCCEEDED
        || progress.counts().itemsWritten() != file.records()) {
      throw new IllegalStateException("the file was not loaded: " + progress);
    }
    double seconds = Duration.between(START, time.now()).toMillis() / 1e3;
    return CapacityFigures.of(table.meter(), ideal, (double) file.records(), seconds);
  }

  private List<ChunkMessage> begin() {
    Run run =
        UnansweredRun.of(
            RUN,
            START,
            new SourceFile(
                objects.describe(new SourceLocation(Contents.BUCKET, KEY), null),
                Layout.of(Format.JSON_LINES, 0)),
            SimulatedTable.SCHEMA,
            file.sizeBytes() / CHUNKS,
            Contents.BUCKET);
    runs.accept(
        run, Progress.planning(1), Resource.NEW, Resource.NEW.begun(run, "id-1"), List.of());
    List<ByteRange> ranges = ranges();
    List<ChunkMessage> messages = new ArrayList<>();
    for (int first = 0; first < CHUNKS; first += PlanPage.SIZE) {
      PlanPage page =
          new PlanPage(RUN, 0, first / PlanPage.SIZE, ranges.subList(first, first + PlanPage.SIZE));
      runs.savePage(page);
      messages.addAll(page.messages().toList());
    }
    runs.objectSplit(RUN, 0, ranges.size());
    completion.settle(RUN);
    return messages;
  }

  private List<ByteRange> ranges() {
    List<ByteRange> ranges = new ArrayList<>();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      ranges.add(
          new ByteRange(
              file.sizeBytes() * chunk / CHUNKS, file.sizeBytes() * (chunk + 1) / CHUNKS));
    }
    return ranges;
  }

  private void queue(List<ChunkMessage> messages, Queueing queueing) throws InterruptedException {
    switch (queueing) {
      case SPREAD -> sender.send(messages);
      case FILE_ORDER -> {
        for (ChunkMessage message : messages) {
          sender.sendLater(message, Duration.ZERO);
        }
      }
    }
  }

  /** What one environment of the worker's function does, invocation after invocation. */
  private void work() throws InterruptedException {
    Chunks chunks = chunks();
    time.pause(Duration.ofMillis(random.nextInt(BEGINNING_MILLIS)));
    while (runs.progress(RUN).state() == RunState.LOADING) {
      Optional<Delivery<ChunkMessage>> next = queue.receive();
      if (next.isEmpty()) {
        time.pause(POLL);
        continue;
      }
      String receipt = next.get().receipt();
      Acknowledgement acknowledgement =
          chunks.handle(next.get().message(), time.now().plus(INVOCATION));
      if (acknowledgement instanceof Done) {
        queue.delete(receipt);
      } else if (acknowledgement instanceof RetryIn retry) {
        queue.retryIn(receipt, retry.delay());
      }
    }
  }

  private Chunks chunks() {
    ChunkLoader loader =
        new ChunkLoader(
            objects,
            table,
            new InMemoryRejectReport(),
            new Shapers(HashKeys.none()),
            schedule,
            backoff,
            time);
    LeasedWork work = new LeasedWork(runs, completion, time, () -> "owner-" + ++owners);
    return new Chunks(runs, loader, work, sender, METRICS, time, random);
  }
}
