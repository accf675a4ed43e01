package io.stackseed.simulation;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Messages;
import io.stackseed.dispatcher.Admission;
import io.stackseed.dispatcher.Inspection;
import io.stackseed.dispatcher.Planner;
import io.stackseed.dispatcher.Requests;
import io.stackseed.dispatcher.ResponseUrls;
import io.stackseed.dispatcher.Splits;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.Notification;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Load;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Everything of one seed: the services, the functions over them, and what goes wrong. */
final class World {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String BUCKET = "ingest";

  private static final Duration DISPATCHER = Duration.ofMinutes(2);
  private static final Duration WORKER = Duration.ofSeconds(90);
  private static final int RECEIVES = 5;

  final Scheduler scheduler;
  final Chance chance;
  final Hazards hazards;
  final Story story;
  final Calls calls;
  final InMemoryRunStore store = new InMemoryRunStore();
  final InMemorySourceObjects objects = new InMemorySourceObjects();
  final Tables tables;
  final Topic topic;
  final MessageQueue chunkQueue;
  final MessageQueue splitQueue;
  final MessageQueue failureQueue;

  private final Pace pace;
  private final SimulatedTime time;
  private final ProgressTable runs;
  private final Sources sources;
  private final ResponsePath responses;
  private final Chance backoffs;
  private final long chunkBytes;
  private int owners;

  World(long seed, Stage stage, boolean told, ResponsePath.Bucket bucket) {
    Chance all = Chance.of(seed);
    this.scheduler = new Scheduler(stage, all.another(), START);
    this.hazards = Hazards.of(all.another());
    this.pace = new Pace(all.another());
    this.story = told ? Story.told(START) : Story.silent();
    this.calls = new Calls(scheduler, pace, hazards, all.another(), story);
    this.time = new SimulatedTime(scheduler);
    this.runs = new ProgressTable(store, calls);
    this.sources = new Sources(objects, scheduler, calls, hazards, all.another());
    this.tables = new Tables(scheduler, calls, pace, hazards, all.another(), story);
    this.responses = new ResponsePath(scheduler, calls, pace, hazards, all.another(), bucket);
    this.backoffs = all.another();
    this.chunkBytes = all.oneOf(64L, 200L, 1_000L);
    this.chance = all.another();

    Chance queues = all.another();
    this.chunkQueue = new MessageQueue("chunks", scheduler, hazards, queues, 540_000, RECEIVES);
    this.splitQueue = new MessageQueue("splits", scheduler, hazards, queues, 720_000, RECEIVES);
    this.failureQueue = new MessageQueue("failures", scheduler, hazards, queues, 720_000, RECEIVES);

    Functions functions = new Functions(scheduler);
    Queues.Chunked chunks = new Queues.Chunked(chunkQueue, calls, hazards);
    Queues.Split splits = new Queues.Split(splitQueue, calls);
    Functions.Function<Requests> requests =
        functions.function("requests", DISPATCHER, this::requests);
    Functions.Function<Splits> splitter = functions.function("splits", DISPATCHER, this::splits);
    Functions.Function<Chunks> workers = functions.function("chunks", WORKER, this::chunks);
    this.topic =
        new Topic(
            scheduler,
            hazards,
            all.another(),
            pace,
            Functions.subscriber(requests, Requests::handle),
            this::failed);
    new EventSource(
        chunkQueue,
        scheduler,
        hazards,
        pace,
        all.between(2, 10),
        (message, ended) ->
            workers.take(
                message,
                (worker, body, until) -> worker.handle(Messages.readChunk(body), until),
                chunks::retryIn,
                ended));
    new EventSource(
        splitQueue,
        scheduler,
        hazards,
        pace,
        10,
        (message, ended) ->
            splitter.take(
                message,
                (splitting, body, until) -> splitting.handle(Messages.readObject(body), until),
                splits::retryIn,
                ended));
  }

  private void failed(Notification notification) {
    failureQueue.send(notification.message(), notification.messageId());
  }

  private Completion completion() {
    return new Completion(runs, responses, Set.of(), time);
  }

  private Backoff backoff() {
    return new Backoff(time, backoffs.generator());
  }

  private Planner planner() {
    return new Planner(
        runs,
        new ChunkSender(new Queues.Chunked(chunkQueue, calls, hazards), backoff()),
        new Queues.Split(splitQueue, calls));
  }

  private Requests requests() {
    return new Requests(
        new Admission(
            new SmallChunks(tables, sources, chunkBytes), new ResponseUrls(Set.of()), BUCKET, time),
        planner(),
        runs,
        completion(),
        time);
  }

  private LeasedWork leasedWork() {
    return new LeasedWork(runs, completion(), time, () -> "owner-" + ++owners);
  }

  private Splits splits() {
    return new Splits(sources, planner(), leasedWork());
  }

  private Chunks chunks() {
    return new Chunks(runs, new ChunkLoader(sources, tables, backoff(), time), leasedWork());
  }

  /** Cuts small files into several chunks all the same. */
  private static final class SmallChunks extends Inspection {
    private final long chunkBytes;

    SmallChunks(Tables tables, SourceObjects objects, long chunkBytes) {
      super(tables, objects);
      this.chunkBytes = chunkBytes;
    }

    @Override
    public Load load(IngestProperties properties) {
      Load load = super.load(properties);
      return new Load(
          load.source(),
          load.firstByte(),
          load.format(),
          load.table(),
          chunkBytes,
          load.waitForCompletion(),
          load.reingestHash());
    }
  }
}
