package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.Turns;
import io.stackseed.benchmarks.UnansweredRun;
import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.chunk.SplitSender;
import io.stackseed.dispatcher.Planner;
import io.stackseed.dispatcher.Recovery;
import io.stackseed.dispatcher.Splits;
import io.stackseed.dispatcher.Watchdog;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.format.LineRanges;
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
import io.stackseed.source.SequentialReads;
import io.stackseed.source.SourceLocation;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One run, from its first page of the plan to its outcome, by the product's own code: Splits, as
 * many workers as the event source invokes, and the watchdog. Each has a thread, whose calls take
 * simulated time. What came before, the request's admission, is left out.
 */
final class Trial {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final String RUN = "run-1";
  private static final SourceLocation OBJECT = new SourceLocation("ingest", "events.jsonl");

  /** The default of the property ChunkBytes. */
  private static final long CHUNK_BYTES = 4 << 20;

  /** What the template sets. */
  private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(90);

  private static final Duration SPLITS_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration CHUNK_VISIBILITY = Duration.ofMinutes(9);
  private static final Duration SPLIT_VISIBILITY = Duration.ofMinutes(12);
  private static final Duration WATCHDOG_RATE = Duration.ofMinutes(1);

  /**
   * With a whole processor, about what the benchmark cold-start measures; with a part of one it is
   * taken to be longer in proportion, though Lambda gives more while it makes an environment.
   */
  private static final Duration COLD_START = Duration.ofMillis(1_500);

  /** A poller receives a message and invokes the function; afterwards it deletes the message. */
  private static final Latency RECEIVE_AND_INVOKE = new Latency(15, 35);

  private static final Latency DELETE = new Latency(6, 14);

  /** Between two looks of those who wait for messages. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long an empty receive waits: the longest that SQS has. */
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  private static final Metrics METRICS = (table, measured) -> {};

  private final Scenario scenario;
  private final Batches batches;
  private final SplittableRandom randoms;
  private final Turns turns = new Turns(START);
  private final Moments moments = new Moments(START.toEpochMilli());

  /** Of those who are not workers. */
  private final Moments ofOthers = new Moments(START.toEpochMilli());

  private final Usage usage = new Usage();
  private final InMemoryRunStore runs = new InMemoryRunStore();
  private final PacedRunStore.ProgressItem progressItem = new PacedRunStore.ProgressItem();
  private final PacedQueue<ChunkMessage> chunkQueue;
  private final PacedQueue<ObjectId> splitQueue;
  private final EventSource eventSource;
  private final GrowingTable table;
  private int owners;

  Trial(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.batches = scenario.source();
    this.randoms = new SplittableRandom(seed);
    this.chunkQueue = new PacedQueue<>(CHUNK_VISIBILITY, usage);
    this.splitQueue = new PacedQueue<>(SPLIT_VISIBILITY, usage);
    this.eventSource = new EventSource(scenario.concurrency());
    this.table = new GrowingTable(scenario.table(), batches, moments, usage, START);
  }

  /**
   * Carries it out.
   *
   * @throws IllegalStateException if the plan or what was loaded is not what it should be
   */
  Figures run() {
    accept();
    List<Turns.Work> works = new ArrayList<>();
    works.add(this::split);
    works.add(this::watch);
    for (int place = 1; place <= scenario.concurrency(); place++) {
      int number = place;
      works.add(() -> work(number));
    }
    turns.run(works);
    return verified();
  }

  private Figures verified() {
    Progress progress = runs.progress(RUN);
    long chunks = new LineRanges(0, batches.sizeBytes(), chunkBytes()).count();
    if (progress.state() != RunState.SUCCEEDED
        || progress.totalChunks() != chunks
        || progress.counts().itemsWritten() != batches.records()) {
      throw new IllegalStateException("%s was not loaded: %s".formatted(scenario, progress));
    }
    if (usage.itemWriteUnits < batches.units()) {
      throw new IllegalStateException(
          "%s took %f units of %f".formatted(scenario, usage.itemWriteUnits, batches.units()));
    }
    Run run = runs.runs().get(0);
    if (run.outcome() == null) {
      throw new IllegalStateException(run + " has no outcome");
    }
    Duration took = Duration.between(START, run.outcome().at());
    table.pass(run.outcome().at().toEpochMilli());
    return new Figures(scenario, took.toMillis() / 1e3, chunks, batches.units(), moments, usage);
  }

  private long chunkBytes() {
    return batches.chunkBytes(CHUNK_BYTES);
  }

  private void accept() {
    Place nobody = place(ofOthers);
    Run run =
        UnansweredRun.of(
            RUN,
            START,
            new SourceFile(
                new PacedObjects(batches, scenario.processor(), nobody, usage)
                    .describe(OBJECT, null),
                Layout.of(Format.JSON_LINES, 0)),
            Batches.SCHEMA,
            chunkBytes(),
            OBJECT.bucket());
    runs.accept(
        run, Progress.planning(1), Resource.NEW, Resource.NEW.begun(run, "id-1"), List.of());
  }

  private boolean isLive() {
    return runs.progress(RUN).state().isLive();
  }

  private Place place(Moments whose) {
    RandomGenerator random = randoms.split();
    return new Place(turns, whose, random);
  }

  /** The ports of one function, and the product's code over them. */
  private final class Parts {
    private final Place place;
    private final Time time;
    private final PacedRunStore store;
    private final Completion completion;
    private final Backoff backoff;
    private final ChunkQueue chunks;
    private final SplitQueue splits;

    Parts(Place place) {
      this.place = place;
      this.time = place.pausing(Activity.HOLDING_BACK);
      this.store = new PacedRunStore(runs, progressItem, place, usage);
      this.completion =
          new Completion(
              store,
              new RecordingResponseSender(),
              Set.of(),
              new RecordingOutcomes(),
              METRICS,
              time);
      this.backoff = new Backoff(time, place.random());
      this.chunks =
          new ChunkQueue() {
            @Override
            public List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay) {
              chunkQueue.send(batch, delay, place, Activity.DISPATCH);
              eventSource.activate(place.now());
              return List.of();
            }

            @Override
            public void retryIn(String receipt, Duration delay) {
              chunkQueue.retryIn(receipt, delay, place, Activity.DISPATCH);
            }

            @Override
            public boolean isEmpty() {
              return chunkQueue.isEmpty();
            }
          };
      this.splits =
          new SplitQueue() {
            @Override
            public List<ObjectId> send(List<ObjectId> batch) {
              splitQueue.send(batch, Duration.ZERO, place, Activity.DISPATCH);
              return List.of();
            }

            @Override
            public void retryIn(String receipt, Duration delay) {
              splitQueue.retryIn(receipt, delay, place, Activity.DISPATCH);
            }
          };
    }

    LeasedWork leasedWork() {
      return new LeasedWork(store, completion, time, () -> "owner-" + ++owners);
    }

    ChunkSender chunkSender() {
      return new ChunkSender(chunks, backoff);
    }

    SplitSender splitSender() {
      return new SplitSender(splits, backoff);
    }

    Chunks chunks() {
      ChunkLoader loader =
          new ChunkLoader(
              new PacedObjects(batches, scenario.processor(), place, usage),
              table.at(place),
              new InMemoryRejectReport(),
              new Shapers(HashKeys.none()),
              new InMemoryWriteSchedule(),
              backoff,
              time);
      return new Chunks(store, loader, leasedWork(), chunkSender(), METRICS, time, place.random());
    }

    Splits splits() {
      Planner planner =
          new Planner(
              store,
              new PacedObjects(batches, scenario.processor(), place, usage),
              SequentialReads.PLAIN,
              (part, bytes, length) -> {
                throw new UnsupportedOperationException("nothing is staged of " + part);
              },
              chunkSender(),
              splitSender(),
              Planner.Stride.USUAL,
              time);
      return new Splits(planner, leasedWork());
    }

    Watchdog watchdog() {
      Recovery recovery =
          new Recovery(store, completion, chunks, chunkSender(), splitSender(), time);
      return new Watchdog(store, completion, recovery, METRICS, time);
    }
  }

  /** Splits, whose environment is made when the request comes. */
  private void split() throws InterruptedException {
    Parts parts = new Parts(place(ofOthers));
    Splits splits = parts.splits();
    parts.splitSender().send(List.of(new ObjectId(RUN, 0)));
    parts.place.spend(Activity.COLD_START, coldStart());
    while (!runs.progress(RUN).isPlanned()) {
      Optional<Delivery<ObjectId>> next = splitQueue.receive(turns.now());
      if (next.isEmpty()) {
        parts.place.spend(Activity.DISPATCH, POLL);
        continue;
      }
      parts.place.spend(Activity.DISPATCH, RECEIVE_AND_INVOKE);
      Instant from = turns.now();
      Acknowledgement acknowledgement =
          splits.handle(next.get().message(), from.plus(SPLITS_TIMEOUT));
      invoked(from);
      if (acknowledgement instanceof Done) {
        splitQueue.delete(next.get().receipt());
      } else if (acknowledgement instanceof RetryIn retry) {
        parts.splits.retryIn(next.get().receipt(), retry.delay());
      }
    }
  }

  private void watch() throws InterruptedException {
    Parts parts = new Parts(place(ofOthers));
    Watchdog watchdog = parts.watchdog();
    while (isLive()) {
      parts.place.spend(Activity.DISPATCH, WATCHDOG_RATE);
      Instant from = turns.now();
      watchdog.handle(from.plus(WATCHDOG_RATE));
      invoked(from);
    }
  }

  /** What happens at one of the event source's places, invocation after invocation. */
  private void work(int number) throws InterruptedException {
    Parts parts = new Parts(place(moments));
    Place place = parts.place;
    Chunks chunks = parts.chunks();
    while (eventSource.concurrency(turns.now()) < number) {
      boolean isActive = eventSource.concurrency(turns.now()) > 0;
      place.spend(isActive ? Activity.NOT_INVOKED : Activity.AWAITING_PLAN, POLL);
    }
    boolean isCold = true;
    Instant lastPoll = Instant.EPOCH;
    while (isLive()) {
      Optional<Delivery<ChunkMessage>> next = chunkQueue.receive(turns.now());
      if (next.isEmpty()) {
        if (!turns.now().isBefore(lastPoll.plus(LONG_POLL))) {
          usage.queueRequests++;
          lastPoll = turns.now();
        }
        boolean isPlanned = runs.progress(RUN).isPlanned();
        place.spend(isPlanned ? Activity.NOTHING_LEFT : Activity.AWAITING_PLAN, POLL);
        continue;
      }
      place.spend(Activity.DISPATCH, RECEIVE_AND_INVOKE);
      Instant from = turns.now();
      if (isCold) {
        place.spend(Activity.COLD_START, coldStart());
        isCold = false;
      }
      Acknowledgement acknowledgement =
          chunks.handle(next.get().message(), turns.now().plus(WORKER_TIMEOUT));
      if (acknowledgement instanceof RetryIn retry) {
        parts.chunks.retryIn(next.get().receipt(), retry.delay());
      }
      invoked(from);
      if (acknowledgement instanceof Done) {
        place.spend(Activity.DISPATCH, DELETE);
        chunkQueue.delete(next.get().receipt());
      }
    }
  }

  private Duration coldStart() {
    return Duration.ofMillis((long) (COLD_START.toMillis() / scenario.processor()));
  }

  private void invoked(Instant from) {
    usage.invocations++;
    usage.invokedMillis += Duration.between(from, turns.now()).toMillis();
  }
}
