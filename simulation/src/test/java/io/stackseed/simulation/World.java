package io.stackseed.simulation;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Messages;
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
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.Notification;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Load;
import io.stackseed.run.RunStore;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of one seed: the services, the functions over them, and the books that are kept. */
final class World {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String BUCKET = "ingest";

  static final Duration DISPATCHER = Duration.ofMinutes(2);
  private static final Duration WORKER = Duration.ofSeconds(90);
  private static final Duration WATCHDOG = Duration.ofMinutes(1);
  private static final Duration RESCUE = Duration.ofMinutes(1);
  private static final int RECEIVES = 5;
  private static final long MINUTE = 60_000;

  /** Longer than any run may be open. */
  private static final long LONGEST = 30 * 60 * MINUTE;

  final Scheduler scheduler;
  final Hazards hazards;
  final Story story;
  final Calls calls;
  final Tally tally = new Tally();
  final InMemoryRunStore store = new InMemoryRunStore();
  final RunStore asStored;
  final Files files;
  final Tables tables;
  final Topic topic;
  final MessageQueue chunkQueue;
  final MessageQueue splitQueue;
  final MessageQueue failureQueue;
  final CloudFormation cloudFormation;
  final ResponsePath responses;
  final People people;
  final Ledger ledger;
  final Checks checks;
  final Reasons reasons;

  private final Chance chance;
  private final Pace pace;
  private final SimulatedTime time;
  private final RunStore runs;
  private final SourceObjects sources;
  private final TargetTable targets;
  private final Queues.Chunked chunks;
  private final Queues.Split splits;
  private final Chance backoffs;
  private final long chunkBytes;
  private final Functions.Function<Watchdog> watchdogs;
  private final Map<String, Notification> failed = new HashMap<>();
  private final Map<String, Long> droppedAt = new HashMap<>();
  private int owners;
  private int alive;
  private long restsSince = Long.MAX_VALUE;

  World(long seed, Stage stage, boolean told, Plant plant) {
    Chance all = Chance.of(seed);
    this.scheduler = new Scheduler(stage, all.another(), START);
    this.hazards = plant.hazards(all.another());
    this.hazards.in(scheduler);
    this.pace = new Pace(all.another());
    this.story = told ? Story.told(START) : Story.silent();
    this.scheduler.logTo(new ProductLog(scheduler, story));
    this.calls = new Calls(scheduler, pace, hazards, all.another(), story);
    this.time = new SimulatedTime(scheduler);
    this.ledger = new Ledger(this);
    this.checks = new Checks(this);
    this.reasons = new Reasons(this);
    InMemorySourceObjects objects = new InMemorySourceObjects();
    this.files = new Files(objects, all.another());
    this.tables = new Tables(scheduler, calls, pace, hazards, all.another(), story);
    this.tables.listen(ledger::written);
    this.cloudFormation = new CloudFormation(this, all.another());
    this.people = new People(this, all.another());
    RunStore table = plant.table(store);
    this.runs = plant.runs(this, new ProgressTable(table, calls, scheduler, ledger));
    this.asStored = plant.asStored(table, runs);
    this.sources =
        plant.sources(objects, new Sources(objects, scheduler, calls, hazards, all.another()));
    this.targets = plant.targets(tables);
    this.responses =
        new ResponsePath(scheduler, calls, pace, hazards, all.another(), cloudFormation);
    this.backoffs = all.another();
    this.chunkBytes = plant.chunkBytes(all);

    Chance queues = all.another();
    this.chunkQueue = new MessageQueue("chunks", scheduler, hazards, queues, 540_000, RECEIVES);
    this.splitQueue = new MessageQueue("splits", scheduler, hazards, queues, 720_000, RECEIVES);
    this.failureQueue = new MessageQueue("failures", scheduler, hazards, queues, 360_000, RECEIVES);
    this.chunks = new Queues.Chunked(chunkQueue, calls, hazards, ledger::queued);
    this.splits = new Queues.Split(splitQueue, calls);

    Functions functions = new Functions(scheduler);
    Functions.Function<Requests> requests =
        functions.function("requests", DISPATCHER, this::requests);
    this.watchdogs = functions.function("watchdog", WATCHDOG, this::watchdog);
    this.topic =
        new Topic(
            scheduler,
            hazards,
            all.another(),
            pace,
            Functions.subscriber(
                requests,
                (handler, notification, until) ->
                    handler.handle(plant.delivered(this, notification), until)),
            this::failed);
    connect(functions, plant.workers(all), plant);
    this.chance = all.another();
  }

  private void connect(Functions functions, int workers, Plant plant) {
    Functions.Function<Splits> splitting = functions.function("splits", DISPATCHER, this::splits);
    Functions.Function<Chunks> working = functions.function("chunks", WORKER, this::chunks);
    Functions.Function<Rescue> rescuing = functions.function("rescue", RESCUE, this::rescue);
    EventSource unused =
        new EventSource(
            chunkQueue,
            scheduler,
            hazards,
            pace,
            workers,
            (message, ended) ->
                working.take(
                    message,
                    (worker, body, until) -> worker.handle(Messages.readChunk(body), until),
                    chunks::retryIn,
                    ended));
    unused =
        new EventSource(
            splitQueue,
            scheduler,
            hazards,
            pace,
            10,
            (message, ended) ->
                splitting.take(
                    message,
                    (splitter, body, until) -> splitter.handle(Messages.readObject(body), until),
                    splits::retryIn,
                    ended));
    if (plant.rescues()) {
      unused =
          new EventSource(
              failureQueue,
              scheduler,
              hazards,
              pace,
              2,
              (message, ended) ->
                  rescuing.invoke(
                      (rescue, until) -> rescue.handle(failed(message.body()), "it failed", until),
                      (actor, thrown) -> ended.with(thrown == null)));
    }
  }

  private Notification failed(String messageId) {
    Notification notification = failed.get(messageId);
    if (notification == null) {
      throw new IllegalStateException("nobody published " + messageId);
    }
    return notification;
  }

  private void failed(Notification notification) {
    tally.count("notifications failed for good");
    failed.put(notification.messageId(), notification);
    failureQueue.sendSurely(notification.messageId(), notification.messageId());
  }

  // What there is, and who lives in it

  /** One to three resources: of one name in two stacks, and two in one. */
  void populate() {
    int resources = chance.between(1, 3);
    List<String> stacks = List.of("first", "first", "second");
    List<String> names = List.of("Seed", "Other", "Seed");
    for (int i = 0; i < resources; i++) {
      String own = "r" + (i + 1);
      List<SourceLocation> locations =
          List.of(
              location(BUCKET, own + "/orders.jsonl"),
              location(chance.below(3) == 0 ? Files.UNVERSIONED : BUCKET, own + "/more.json"));
      locations.forEach(file -> files.write(file, scheduler.millis()));
      alive++;
      List<String> tableNames = List.of(own + "-orders", own + "-copies");
      tableNames.forEach(this::createTable);
      StackResource resource =
          new StackResource(
              this,
              cloudFormation,
              chance.another(),
              "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/" + stacks.get(i),
              names.get(i),
              tableNames,
              locations,
              this::rested);
      resource.begin();
    }
    new Schedule(scheduler, hazards, chance.another(), this::watch, this::isWatched).begin();
  }

  private static SourceLocation location(String bucket, String key) {
    return new SourceLocation(bucket, key);
  }

  /** One of those who live here is done. */
  void rested() {
    alive--;
    if (alive == 0) {
      restsSince = scheduler.millis();
      hazards.cease();
    }
  }

  private boolean isWatched() {
    return alive > 0
        || (scheduler.millis() < restsSince + LONGEST
            && !(store.openRuns().isEmpty() && chunkQueue.isEmpty() && splitQueue.isEmpty()));
  }

  /** Where nothing is open, one query would say so: most of them are spared. */
  private void watch() {
    if (store.openRuns().isEmpty() && chance.below(20) > 0) {
      return;
    }
    watchdogs.invoke(
        (watchdog, until) -> watchdog.handle(until), (actor, thrown) -> checks.watched(actor));
  }

  void createTable(String name) {
    if (tables.table(name) == null) {
      tables.create(
          new TableSchema(
              name,
              "arn:aws:dynamodb:eu-west-1:123456789012:table/" + name,
              new KeySchema(new KeyAttribute("id", KeyType.S), null),
              List.of()));
    }
  }

  void dropTable(String name) {
    tell(null, "somebody deletes the table " + name);
    tables.drop(name);
    hazards.note();
    droppedAt.put(name, scheduler.millis());
  }

  /** True if the table was deleted since then, in milliseconds of the epoch. */
  boolean wasDroppedSince(String name, long since) {
    return droppedAt.getOrDefault(name, -1L) >= since;
  }

  /** True if any table was ever deleted. */
  boolean wasAnyDropped() {
    return !droppedAt.isEmpty();
  }

  /** Tells of a step, if anything is told. */
  void tell(@Nullable Actor who, String what) {
    if (story.isTold()) {
      story.tell(scheduler.now(), who, what);
    }
  }

  /** What happened, for the mix of all seeds. */
  Tally summary() {
    for (Hazard hazard : Hazard.values()) {
      tally.add("hazard: " + hazard.words(), hazards.struck(hazard));
    }
    return tally;
  }

  /** Begins to watch: somebody lives here until they {@link #rested}. */
  void inhabit() {
    alive++;
    new Schedule(scheduler, hazards, chance.another(), this::watch, this::isWatched).begin();
  }

  /** A whole life of those who live in it, as {@link #run} says. */
  @Nullable Throwable live() {
    populate();
    return run();
  }

  /**
   * Runs until nothing is left to happen.
   *
   * @return what was violated; null if nothing was
   */
  @Nullable Throwable run() {
    Throwable failure = scheduler.run();
    if (failure != null) {
      return failure;
    }
    try {
      checks.atTheEnd();
      return null;
    } catch (Violation e) {
      return e;
    }
  }

  // The product

  private Completion completion() {
    return new Completion(runs, responses, Set.of(), time);
  }

  private Backoff backoff() {
    return new Backoff(time, backoffs.generator());
  }

  private ChunkSender sender() {
    return new ChunkSender(chunks, backoff());
  }

  private Planner planner() {
    return new Planner(runs, sender(), splits);
  }

  private Requests requests() {
    Callbacks callbacks = new Callbacks(Set.of());
    Drafts drafts = new Drafts(callbacks, time);
    Completion completion = completion();
    Admission admission =
        new Admission(
            new SmallChunks(targets, sources, chunkBytes),
            callbacks,
            drafts,
            new ByHand(runs, completion, drafts),
            BUCKET);
    return new Requests(admission, planner(), runs, completion, time);
  }

  private Watchdog watchdog() {
    Completion completion = completion();
    return new Watchdog(
        runs, completion, new Recovery(runs, completion, chunks, sender(), splits, time), time);
  }

  private Rescue rescue() {
    return new Rescue(runs, completion(), new Callbacks(Set.of()), time);
  }

  private LeasedWork leasedWork() {
    return new LeasedWork(runs, completion(), time, () -> "owner-" + ++owners);
  }

  private Splits splits() {
    return new Splits(sources, planner(), leasedWork());
  }

  private Chunks chunks() {
    return new Chunks(runs, new ChunkLoader(sources, targets, backoff(), time), leasedWork(), time);
  }

  /** Cuts small files into several chunks all the same. */
  private static final class SmallChunks extends Inspection {
    private final long chunkBytes;

    SmallChunks(TargetTable tables, SourceObjects objects, long chunkBytes) {
      super(tables, objects);
      this.chunkBytes = chunkBytes;
    }

    @Override
    public Load load(IngestProperties properties, @Nullable String versionId) {
      Load load = super.load(properties, versionId);
      return new Load(
          load.source(),
          load.firstByte(),
          load.format(),
          load.table(),
          chunkBytes,
          load.waitForCompletion(),
          load.reingestHash(),
          load.resumes());
    }
  }
}
