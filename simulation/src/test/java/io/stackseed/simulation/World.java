package io.stackseed.simulation;

import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.RunStore;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything of one seed: the services, who lives over them, and the books that are kept. */
final class World {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String BUCKET = "ingest";

  private static final int RECEIVES = 5;
  private static final long MINUTE = 60_000;

  /** Longer than any run may be open. */
  private static final long LONGEST = 30 * 60 * MINUTE;

  final Scheduler scheduler;
  final Hazards hazards;
  final Pace pace;
  final Story story;
  final Calls calls;
  final Tally tally = new Tally();

  final InMemoryRunStore store = new InMemoryRunStore();
  final RunStore asStored;
  final Files files;
  final Tables tables;
  final Reports reports;
  final MessageQueue chunkQueue;
  final MessageQueue splitQueue;
  final MessageQueue failureQueue;
  final CloudFormation cloudFormation;
  final ResponsePath responses;
  final Topic topic;
  final OutcomeTopic outcomes;
  final People people;

  final Ledger ledger;
  final Checks checks;
  final Reasons reasons;

  private final Deployment deployment;
  private final Chance chance;
  private final Map<String, Long> droppedAt = new HashMap<>();
  private int alive;
  private long restsSince = Long.MAX_VALUE;

  World(long seed, Stage stage, boolean told, Plant plant) {
    Chance all = Chance.of(seed);
    scheduler = new Scheduler(stage, all.another(), START);
    hazards = plant.hazards(all.another());
    hazards.in(scheduler);
    pace = new Pace(all.another());
    story = told ? Story.told(START) : Story.silent();
    scheduler.logTo(new ProductLog(scheduler, story));
    calls = new Calls(scheduler, pace, hazards, all.another(), story);
    ledger = new Ledger(this);
    checks = new Checks(this);
    reasons = new Reasons(this);

    InMemorySourceObjects objects = new InMemorySourceObjects();
    files = new Files(objects, all.another());
    tables = new Tables(scheduler, calls, pace, hazards, all.another(), story);
    tables.listen(ledger.leases()::written);
    tables.listenToStarts(ledger.leases()::started);
    reports = new Reports(calls);
    Chance queues = all.another();
    chunkQueue = new MessageQueue("chunks", scheduler, hazards, queues, 9 * MINUTE, RECEIVES);
    splitQueue = new MessageQueue("splits", scheduler, hazards, queues, 12 * MINUTE, RECEIVES);
    failureQueue = new MessageQueue("failures", scheduler, hazards, queues, 6 * MINUTE, RECEIVES);
    cloudFormation = new CloudFormation(this, all.another());
    responses = new ResponsePath(scheduler, calls, pace, hazards, all.another(), cloudFormation);
    people = new People(this, all.another());
    outcomes = new OutcomeTopic(this);

    RunStore table = plant.table(store);
    RunStore runs = plant.runs(this, new ProgressTable(table, calls, scheduler, ledger));
    asStored = plant.asStored(table, runs);
    Sources sources = new Sources(objects, objects, scheduler, calls, hazards, all.another());
    deployment =
        new Deployment(this, plant, runs, plant.sources(objects, sources), sources, all.another());
    topic =
        new Topic(
            scheduler, hazards, all.another(), pace, deployment.subscriber(), deployment::fail);
    chance = all.another();
  }

  /** One to three resources: of one name in two stacks, and two in one. */
  private void populate() {
    List<String> stacks = List.of("first", "first", "second");
    List<String> names = List.of("Seed", "Other", "Seed");
    int resources = chance.between(1, 3);
    if (chance.below(6) == 0) {
      tables.limit(chance.oneOf(0.05, 0.3, 1.0, 5.0));
    }
    for (int i = 0; i < resources; i++) {
      String own = "r" + (i + 1);
      String bucket = chance.below(3) == 0 ? Files.UNVERSIONED : BUCKET;
      StackResource resource =
          new StackResource(
              "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/" + stacks.get(i),
              names.get(i),
              List.of(own + "-orders", own + "-copies"),
              List.of(
                  new SourceLocation(BUCKET, own + "/orders.jsonl"),
                  new SourceLocation(
                      bucket, own + chance.oneOf("/more.json", "/more.jsonl.gz", "/many/"))));
      resource.tables().forEach(this::createTable);
      resource.files().forEach(file -> files.write(file, scheduler.millis()));
      alive++;
      new Life(this, resource, chance.another()).begin();
    }
    new Schedule(scheduler, hazards, chance.another(), this::watch, this::isWatched).begin();
  }

  /** Begins to watch: somebody lives here until they have {@link #rested}. */
  void inhabit() {
    alive++;
    new Schedule(scheduler, hazards, chance.another(), this::watch, this::isWatched).begin();
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
            && !(store.openRuns().isEmpty()
                && chunkQueue.isEmpty()
                && splitQueue.isEmpty()
                && failureQueue.isEmpty()
                && !topic.isBusy()));
  }

  /** Where nothing is open, one query would say so: most of them are spared. */
  private void watch() {
    if (!store.openRuns().isEmpty() || chance.below(20) == 0) {
      deployment.watch();
    }
  }

  /** Nothing happens if it is there. */
  void createTable(String name) {
    if (!tables.exists(name)) {
      tables.create(
          new TableSchema(
              name,
              "arn:aws:dynamodb:eu-west-1:123456789012:table/" + name,
              new KeySchema(new KeyAttribute("id", KeyType.S), null),
              List.of()));
    }
  }

  /** Somebody deletes it, with everything in it. */
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
}
