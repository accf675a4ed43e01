package io.stackseed.benchmarks;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SplitSender;
import io.stackseed.dispatcher.Admission;
import io.stackseed.dispatcher.ByHand;
import io.stackseed.dispatcher.Callbacks;
import io.stackseed.dispatcher.Drafts;
import io.stackseed.dispatcher.Inspection;
import io.stackseed.dispatcher.Planner;
import io.stackseed.dispatcher.Requests;
import io.stackseed.dispatcher.Splits;
import io.stackseed.item.TargetTable;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.source.SequentialReads;
import io.stackseed.testing.Fakes;
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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A request's way through the functions, over queues in memory. Its clock stands still: what is
 * measured is measured outside.
 */
public final class Pipeline {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:stackseed-ingest";

  /** The functions' timeouts. */
  private static final Duration DISPATCHER = Duration.ofMinutes(2);

  private static final Duration WORKER = Duration.ofSeconds(90);

  private final Fakes fakes;
  private final RunStore runs;
  private final Contents objects;
  private final TargetTable tables;
  private final Completion completion;
  private final Requests requests;
  private final Splits splits;
  private final Chunks worker;
  private String runId = "";

  /** Over a progress table in memory. */
  public Pipeline(Contents objects, TargetTable tables) {
    this(objects, tables, new InMemoryRunStore());
  }

  public Pipeline(Contents objects, TargetTable tables, RunStore runs) {
    this(objects, tables, runs, Fakes.START);
  }

  /** One whose clock stands still at another time, for what also reads the machine's. */
  public Pipeline(Contents objects, TargetTable tables, RunStore runs, Instant now) {
    this.fakes = new Fakes(now);
    this.runs = runs;
    this.objects = objects;
    this.tables = tables;
    this.completion =
        new Completion(runs, fakes.sender, Set.of(), fakes.outcomes, fakes.metrics, fakes.time);
    Planner planner =
        new Planner(
            runs,
            objects,
            SequentialReads.AHEAD,
            objects,
            new ChunkSender(fakes.chunks, backoff()),
            new SplitSender(fakes.splits, backoff()),
            Planner.Stride.USUAL,
            fakes.time);
    Callbacks callbacks = new Callbacks(Set.of());
    Drafts drafts = new Drafts(callbacks, fakes.time);
    ByHand byHand = new ByHand(runs, completion, drafts);
    Inspection inspection =
        new Inspection(tables, objects, fakes.hashKeys, Contents.BUCKET, fakes.time);
    Admission admission =
        new Admission(runs, inspection, callbacks, drafts, byHand, Contents.BUCKET);
    this.requests = new Requests(admission, planner, runs, completion, fakes.time);
    this.splits = new Splits(planner, leasedWork());
    this.worker = worker();
  }

  private Backoff backoff() {
    return new Backoff(fakes.time, new Random(1));
  }

  private LeasedWork leasedWork() {
    return new LeasedWork(runs, completion, fakes.time, () -> UUID.randomUUID().toString());
  }

  private Chunks worker() {
    return new Chunks(
        runs,
        new ChunkLoader(
            objects, tables, fakes.report, fakes.shapers(), fakes.schedule, backoff(), fakes.time),
        leasedWork(),
        new ChunkSender(fakes.chunks, backoff()),
        fakes.metrics,
        fakes.time,
        new Random(1));
  }

  /**
   * Publishes a request for an object, and plans it to its end.
   *
   * @throws IllegalStateException if it was refused, or could not be planned
   */
  public void plan(String key) throws InterruptedException {
    String message =
        """
        {"RequestType": "Create", "ResourceType": "Custom::DataIngest", "ResourceProperties":
          {"ServiceToken": "%s", "TargetTable": "%s", "DataIngestFile": "%s", "MaxRejected": 1}}
        """
            .formatted(TOPIC, CountingTable.NAME, key);
    requests.handle(
        new Notification(TopicArn.parse(TOPIC), "message-1", fakes.time.now(), message),
        fakes.time.now().plus(DISPATCHER));
    runId =
        runs.openRuns().stream()
            .findFirst()
            // A run that has ended, and been announced, is open no more.
            .orElseThrow(
                () -> new IllegalStateException("it ended: " + fakes.outcomes.published()));
    for (Optional<Delivery<ObjectId>> next = fakes.splits.receive();
        next.isPresent();
        next = fakes.splits.receive()) {
      Delivery<ObjectId> delivery = next.get();
      requireDone(splits.handle(delivery.message(), fakes.time.now().plus(DISPATCHER)));
      fakes.splits.delete(delivery.receipt());
    }
    requireState(RunState.LOADING);
  }

  /**
   * Loads every chunk that is queued.
   *
   * @throws IllegalStateException if the run does not succeed by that
   */
  public void load() throws InterruptedException {
    loadChunks(worker);
    requireState(RunState.SUCCEEDED);
  }

  /**
   * The same by several workers at once, each in a thread of its own.
   *
   * @throws IllegalStateException if the run does not succeed by that
   */
  public void load(int workers) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        working.add(
            threads.submit(
                () -> {
                  loadChunks(worker());
                  return null;
                }));
      }
      for (Future<?> work : working) {
        work.get();
      }
    } finally {
      threads.shutdown();
    }
    requireState(RunState.SUCCEEDED);
  }

  private void loadChunks(Chunks worker) throws InterruptedException {
    for (Optional<Delivery<ChunkMessage>> next = received(); next.isPresent(); next = received()) {
      Delivery<ChunkMessage> delivery = next.get();
      requireDone(worker.handle(delivery.message(), fakes.time.now().plus(WORKER)));
      synchronized (fakes.chunks) {
        fakes.chunks.delete(delivery.receipt());
      }
    }
  }

  private Optional<Delivery<ChunkMessage>> received() {
    synchronized (fakes.chunks) {
      return fakes.chunks.receive();
    }
  }

  /** How far the run is. */
  public Progress progress() {
    return runs.progress(runId);
  }

  /** The plan, in the order of the object. */
  public List<PlanPage> pages() {
    List<PlanPage> pages = new ArrayList<>();
    for (Optional<PlanPage> page = runs.page(runId, 0, 0);
        page.isPresent();
        page = runs.page(runId, 0, pages.size())) {
      pages.add(page.get());
    }
    return pages;
  }

  /** The run. */
  public Run run() {
    return runs.run(runId).orElseThrow();
  }

  private static void requireDone(Acknowledgement acknowledgement) {
    if (!(acknowledgement instanceof Done)) {
      throw new IllegalStateException("an attempt failed, see the log: " + acknowledgement);
    }
  }

  private void requireState(RunState state) {
    if (progress().state() != state) {
      Outcome outcome = run().outcome();
      throw new IllegalStateException(
          "the run is not %s but %s: %s".formatted(state, progress().state(), outcome));
    }
  }
}
