package io.stackseed.simulation;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Messages;
import io.stackseed.chunk.SplitSender;
import io.stackseed.dispatcher.Admission;
import io.stackseed.dispatcher.ByHand;
import io.stackseed.dispatcher.Callbacks;
import io.stackseed.dispatcher.Drafts;
import io.stackseed.dispatcher.Inspection;
import io.stackseed.dispatcher.Planner;
import io.stackseed.dispatcher.Recovery;
import io.stackseed.dispatcher.Requests;
import io.stackseed.dispatcher.Rescue;
import io.stackseed.dispatcher.Splits;
import io.stackseed.dispatcher.Watchdog;
import io.stackseed.item.TargetTable;
import io.stackseed.metric.Metrics;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.Notification;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryWriteSchedule;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceListing;
import io.stackseed.run.WriteSchedule;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shapers;
import io.stackseed.source.SequentialReads;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagingArea;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions over the services of a world, with the limits that the template gives them. */
final class Deployment {
  static final Duration DISPATCHER = Duration.ofMinutes(2);
  private static final Duration WORKER = Duration.ofSeconds(90);
  private static final Duration WATCHDOG = Duration.ofMinutes(1);
  private static final Duration RESCUE = Duration.ofMinutes(1);
  private static final int SPLITS_AT_ONCE = 10;

  /** So many seconds less than there are may be too few for a compressed object. */
  private static final int WORTH_NOTICE = 60;

  private static final int RESCUES_AT_ONCE = 2;

  /** Nothing depends on them. */
  private static final Metrics METRICS = (table, measured) -> {};

  private final World world;
  private final Plant plant;
  private final RunStore runs;
  private final SourceObjects sources;
  private final StagingArea area;
  private final TargetTable targets;
  private final Queues.Chunked chunkQueue;
  private final Queues.Split splitQueue;
  private final WriteSchedule schedule;
  private final Time time;
  private final Chance backoffs;
  private final long chunkBytes;
  private final Planner.Stride stride;
  private final Chance stops;
  private final Functions functions;
  private final Functions.Function<Watchdog> watchdogs;
  private final Map<String, Notification> failed = new HashMap<>();
  private int owners;

  Deployment(
      World world,
      Plant plant,
      RunStore runs,
      SourceObjects sources,
      StagingArea area,
      Chance chance) {
    this.world = world;
    this.plant = plant;
    this.runs = runs;
    this.sources = sources;
    this.area = area;
    this.targets = plant.targets(world.tables);
    this.chunkQueue =
        new Queues.Chunked(world.chunkQueue, world.calls, world.hazards, world.ledger::queued);
    this.splitQueue = new Queues.Split(world.splitQueue, world.calls, world.hazards);
    WriteSchedule reserved = plant.schedule(new InMemoryWriteSchedule());
    this.schedule =
        (runId, takes, now, latest) ->
            world.calls.make("reserve", runId, () -> reserved.reserve(runId, takes, now, latest));
    this.time = new SimulatedTime(world.scheduler);
    this.backoffs = chance.another();
    this.chunkBytes = plant.chunkBytes(chance);
    this.stops = chance.another();
    this.stride = plant.stride(stops);
    this.functions = new Functions(world.scheduler);
    this.watchdogs = functions.function("watchdog", WATCHDOG, this::watchdog);
    takeChunks(plant.workers(chance));
    takeSplits();
    if (plant.rescues()) {
      takeFailures();
    }
  }

  /** What the topic invokes. */
  Topic.Subscriber subscriber() {
    return Functions.subscriber(
        functions.function("requests", DISPATCHER, this::requests),
        (requests, notification, until) ->
            requests.handle(plant.delivered(world, notification), until));
  }

  /** What the schedule invokes. */
  void watch() {
    watchdogs.invoke(
        (watchdog, until) -> watchdog.handle(until),
        (actor, thrown) -> world.checks.watched(actor));
  }

  private void takeChunks(int workers) {
    Functions.Function<Chunks> working = functions.function("chunks", WORKER, this::chunks);
    connect(
        world.chunkQueue,
        workers,
        (message, ended) ->
            working.take(
                message,
                (worker, body, until) -> worker.handle(Messages.readChunk(body), until),
                chunkQueue::retryIn,
                ended));
  }

  private void takeSplits() {
    Functions.Function<Splits> splitting = functions.function("splits", DISPATCHER, this::splits);
    connect(
        world.splitQueue,
        SPLITS_AT_ONCE,
        (message, ended) ->
            splitting.take(
                message,
                (splitter, body, until) ->
                    splitter.handle(Messages.readObject(body), until.minus(haste())),
                splitQueue::retryIn,
                ended));
  }

  /** Stops many a pass at its first range, and few before their lease. */
  private Duration haste() {
    int seconds = stops.below(100);
    if (seconds >= WORTH_NOTICE) {
      world.scheduler.caller().disturb();
    }
    return Duration.ofSeconds(seconds);
  }

  private void takeFailures() {
    Functions.Function<Rescue> rescuing = functions.function("rescue", RESCUE, this::rescue);
    connect(
        world.failureQueue,
        RESCUES_AT_ONCE,
        (message, ended) ->
            rescuing.invoke(
                (rescue, until) -> rescue.handle(failed(message.body()), "it failed", until),
                (actor, thrown) -> ended.with(thrown == null)));
  }

  private void connect(MessageQueue queue, int atOnce, EventSource.Invocation invocation) {
    new EventSource(queue, world.scheduler, world.hazards, world.pace, atOnce, invocation).begin();
  }

  /** A request could not be delivered, or its function failed for good. */
  void fail(Notification notification) {
    world.tally.count("notifications failed for good");
    failed.put(notification.messageId(), notification);
    world.failureQueue.sendSurely(notification.messageId(), notification.messageId());
  }

  private Notification failed(String messageId) {
    Notification notification = failed.get(messageId);
    if (notification == null) {
      throw new IllegalStateException("nobody published " + messageId);
    }
    return notification;
  }

  // The functions, as their handlers make them

  private Completion completion() {
    return new Completion(
        runs, world.responses, Set.of(), plant.outcomes(world, world.outcomes), METRICS, time);
  }

  private Backoff backoff() {
    return new Backoff(time, backoffs.generator());
  }

  private ChunkSender sender() {
    return new ChunkSender(chunkQueue, backoff());
  }

  private SplitSender splitSender() {
    return new SplitSender(splitQueue, backoff());
  }

  private Planner planner() {
    return new Planner(
        runs, sources, SequentialReads.PLAIN, area, sender(), splitSender(), stride, time);
  }

  private LeasedWork leasedWork() {
    return new LeasedWork(runs, completion(), time, () -> "owner-" + ++owners);
  }

  private Requests requests() {
    Callbacks callbacks = new Callbacks(Set.of());
    Drafts drafts = new Drafts(callbacks, time);
    Completion completion = completion();
    Admission admission =
        new Admission(
            runs,
            new SmallChunks(targets, sources, chunkBytes, time),
            callbacks,
            drafts,
            new ByHand(runs, completion, drafts),
            World.BUCKET);
    return new Requests(admission, planner(), runs, completion, time);
  }

  private Splits splits() {
    return new Splits(planner(), leasedWork());
  }

  private Chunks chunks() {
    return new Chunks(
        runs,
        new ChunkLoader(
            sources,
            targets,
            plant.report(world.reports),
            new Shapers(HashKeys.none()),
            schedule,
            backoff(),
            time),
        leasedWork(),
        sender(),
        METRICS,
        time,
        backoffs.generator());
  }

  private Watchdog watchdog() {
    Completion completion = completion();
    return new Watchdog(
        runs,
        completion,
        new Recovery(runs, completion, chunkQueue, sender(), splitSender(), time),
        METRICS,
        time);
  }

  private Rescue rescue() {
    return new Rescue(runs, completion(), new Callbacks(Set.of()), METRICS, time);
  }

  /** Cuts small files into several chunks all the same. */
  private static final class SmallChunks extends Inspection {
    private final long chunkBytes;

    SmallChunks(TargetTable tables, SourceObjects objects, long chunkBytes, Time time) {
      super(tables, objects, HashKeys.none(), World.BUCKET, time);
      this.chunkBytes = chunkBytes;
    }

    @Override
    public Inspected inspect(
        String runId, IngestProperties properties, @Nullable String versionId) {
      return super.inspect(runId, small(properties), versionId);
    }

    @Override
    public Inspected inspect(SourceListing listing, IngestProperties properties) {
      return super.inspect(listing, small(properties));
    }

    private IngestProperties small(IngestProperties properties) {
      return new IngestProperties(
          properties.targetTable(),
          properties.dataIngestFile(),
          properties.objectVersionId(),
          properties.dataVersion(),
          properties.layout(),
          properties.shaping(),
          properties.dryRun(),
          chunkBytes,
          properties.waitForCompletion(),
          properties.maxRejected(),
          properties.writing(),
          properties.completionHandle());
    }
  }
}
