package io.stackseed.simulation;

import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.simulation.CloudFormation.Told;
import io.stackseed.simulation.Files.Version;
import io.stackseed.simulation.Operation.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What CloudFormation may be told, and when; and what is left when all is over. */
final class Checks {
  /** How long after a disturbance a delivery may be claimed by somebody who is dead. */
  private static final long CLAIM = 30_000;

  /** How long a round tries to deliver: one whose calls alone take as long cannot. */
  private static final long DELIVERY = 10_000;

  /** How long after it has changed a run an actor may still be about to answer. */
  private static final long RACE = 20_000;

  /** In so long a request is rescued, if nothing disturbs it. */
  private static final long RESCUE = Duration.ofMinutes(30).toMillis();

  /** How long after CloudFormation has begun to wait its notification is published at most. */
  private static final long CLOCKS_APART = 2_000;

  /** How long the product takes before CloudFormation's time-out to be done in time. */
  private static final long MIN_MARGIN = Duration.ofSeconds(150).toMillis();

  /** For so long the end of a run is announced, if it is not taken. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final World world;
  private final List<Round> rounds = new ArrayList<>();

  /** A round of the watchdog that nothing disturbed, in milliseconds of the epoch. */
  private record Round(long start, long end) {}

  Checks(World world) {
    this.world = world;
  }

  /** The watchdog has made a round. */
  void watched(Actor watchdog) {
    if (!watchdog.wasDisturbed()) {
      rounds.add(new Round(watchdog.startedAt(), world.scheduler.millis()));
    }
  }

  /** Something is PUT to a ResponseURL. */
  void put(Attempt attempt, String body, @Nullable Actor sender) {
    long now = world.scheduler.millis();
    Violation.unless(now < attempt.timesOutAt(), "%s is answered after its time-out", attempt);
    if (attempt.isWithdrawn()) {
      // Where CloudFormation has gone on to something newer, nobody takes it for an answer.
      world.tally.count("answers to a withdrawn request that nobody listens to");
      Violation.unless(
          !attempt.operation().isPending(),
          "%s is answered, and its retry was accepted before",
          attempt);
    }
    Violation.unless(
        attempt.body() == null || attempt.body().equals(body),
        "%s is answered twice, and not alike: %s",
        attempt,
        attempt.body());
    Run run = world.store.run(attempt.runId()).orElse(null);
    Violation.unless(
        run != null && run.answer() != null, "%s is answered before the answer is stored", attempt);
    if (attempt.body() == null) {
      attempt.put(body);
      String function = sender == null ? "nobody" : sender.function();
      world.tally.count("answered by " + function);
      if (function.equals("watchdog")) {
        requireReason(attempt, Objects.requireNonNull(run));
      }
    } else {
      world.tally.count("answers sent again");
    }
  }

  /**
   * Nothing is left to the watchdog without need: it may only be a little quicker than whoever has
   * changed the run, or have waited for the silence of the runs before it.
   */
  private void requireReason(Attempt attempt, Run run) {
    Entry entry = Objects.requireNonNull(world.ledger.entry(run.id()));
    Violation.unless(
        world.hazards.struck() > 0
            || world.tables.areScarce()
            || run.silence().after() != null
            || world.scheduler.millis() - entry.touchedAt() < RACE,
        "%s is answered by the watchdog, and nothing went wrong",
        attempt);
  }

  /** CloudFormation has taken an answer. */
  void answered(Operation operation, Attempt attempt, Told told) {
    Violation.unless(!told.physicalId().isEmpty(), "%s has no PhysicalResourceId", operation);
    Violation.unless(
        attempt.operation() == operation && (told.isSuccess() || told.reason() != null),
        "%s failed without a reason",
        operation);
    world.tally.count(operation.type() + (told.isSuccess() ? " SUCCESS" : " FAILED"));
    if (operation.isDelete()) {
      deleteAnswered(operation, attempt, told);
    } else if (told.isSuccess()) {
      loadAnswered(operation, attempt, told);
    }
    if (operation.type().equals("Update") && !isOtherTable(operation)) {
      Violation.unless(
          told.physicalId().equals(operation.physicalId()), "%s changed the id", operation);
    }
  }

  private static boolean isOtherTable(Operation operation) {
    ResourceProperties old = operation.oldProperties();
    return old == null || !old.table().equals(operation.properties().table());
  }

  private void deleteAnswered(Operation operation, Attempt attempt, Told told) {
    Violation.unless(told.isSuccess(), "%s failed: %s", operation, told.reason());
    Violation.unless(
        told.physicalId().equals(operation.physicalId()), "%s changed the id", operation);
    Entry entry = Objects.requireNonNull(world.ledger.entry(attempt.runId()));
    if (entry.isTakeover()) {
      entry.account().silence(entry.run().requestedAt());
    }
  }

  private void loadAnswered(Operation operation, Attempt attempt, Told told) {
    Entry entry = Objects.requireNonNull(world.ledger.entry(attempt.runId()));
    Load load = entry.run().load();
    if (load == null) {
      Violation.unless(
          operation.type().equals("Update"), "%s succeeded and loads nothing", operation);
      world.tally.count("updates that ingest nothing");
      return;
    }
    Map<String, String> data = told.data();
    Violation.unless(
        entry.run().id().equals(data.get("RunId")), "%s names another run: %s", operation, data);
    Version version = world.files.version(load);
    if (operation.properties().waits()) {
      Outcome outcome = entry.outcome();
      Violation.unless(
          outcome != null && outcome.state() == RunState.SUCCEEDED,
          "%s is told SUCCESS, and its run is %s",
          operation,
          entry.state());
      String records = Integer.toString(version.records());
      Violation.unless(
          records.equals(data.get("RecordsRead"))
              && version.records()
                  == Long.parseLong(Objects.requireNonNull(data.get("ItemsWritten")))
                      + Long.parseLong(Objects.requireNonNull(data.get("ItemsSkipped"))),
          "%s is told %s, and its file has %s records",
          operation,
          data,
          records);
    }
    String source = load.source().version();
    Violation.unless(
        source.equals(data.get("SourceVersion")), "%s names another version: %s", operation, data);
  }

  /** A wait condition is told how a run ended. */
  void signalled(String runId, String status) {
    world.tally.count("signals " + status);
    Entry entry = Objects.requireNonNull(world.ledger.entry(runId));
    Outcome outcome = entry.outcome();
    Violation.unless(
        outcome != null
            && status.equals(outcome.state() == RunState.SUCCEEDED ? "SUCCESS" : "FAILURE"),
        "%s signals %s, and is %s",
        entry.run(),
        status,
        entry.state());
  }

  /** CloudFormation's time is up: allowed only where nobody was left to answer. */
  void unanswered(Attempt attempt) {
    world.tally.count("not answered in time");
    Entry entry = world.ledger.entry(attempt.runId());
    if (entry == null) {
      Violation.unless(
          world.topic.isUnderWay(attempt.messageId())
              || world.failureQueue.deadLetters().contains(attempt.messageId())
              || world.hazards.struckBetween(
                  Math.max(attempt.startedAt(), attempt.closesAt() - RESCUE), attempt.closesAt()),
          "%s was neither accepted nor rescued",
          attempt);
      return;
    }
    long timeout = attempt.operation().properties().timeoutMillis();
    // The product counts from the notification, CloudFormation from a little earlier.
    long deadline = attempt.closesAt() - Math.max(MIN_MARGIN, timeout / 20) + CLOCKS_APART;
    long ready = Math.max(Math.max(deadline, entry.acceptedAt()), silentAt(attempt.runId()));
    for (Round round : rounds) {
      Violation.unless(
          round.start() < ready
              || round.end() >= attempt.closesAt() - 6_000
              || round.end() - round.start() >= DELIVERY
              // Another may have claimed the delivery, and be struck after the round.
              || world.hazards.struckBetween(round.start() - CLAIM, round.end() + CLAIM),
          "%s was not answered, and the watchdog had the time from %s to %s",
          attempt,
          Instant.ofEpochMilli(round.start()),
          Instant.ofEpochMilli(round.end()));
    }
  }

  /** When the runs before a Delete are silent; in milliseconds of the epoch. */
  private long silentAt(String runId) {
    Instant silence = world.store.run(runId).map(run -> run.silence().at()).orElse(null);
    return silence == null ? Long.MAX_VALUE : silence.toEpochMilli();
  }

  /** Who wants to know has heard of every ingest, and of every request that failed. */
  private void requireAnnounced(Run run) {
    Outcome outcome = Objects.requireNonNull(run.outcome());
    boolean isNews = run.load() != null || outcome.state() == RunState.FAILED;
    boolean isHeard = world.outcomes.hasHeardOf(run.id());
    Violation.unless(isNews || !isHeard, "%s is no news, and is announced", run);
    if (isNews && !isHeard) {
      world.tally.count("ends that were not announced in an hour");
      long ended = outcome.at().toEpochMilli();
      Violation.unless(
          rounds.stream().noneMatch(round -> hadTimeToAnnounce(round, ended)),
          "%s ended, and nobody heard of it",
          run);
    }
  }

  /** Another may have claimed the announcement before a round, and have been struck. */
  private boolean hadTimeToAnnounce(Round round, long ended) {
    return round.start() > ended + CLAIM
        && round.end() < ended + PATIENCE.toMillis()
        && round.end() - round.start() < DELIVERY
        && !world.hazards.struckBetween(round.start() - CLAIM, round.end());
  }

  /** Nothing is left open when all is over. */
  void atTheEnd() {
    Violation.unless(world.store.openRuns().isEmpty(), "still open: %s", world.store.openRuns());
    for (Run run : world.store.runs()) {
      Violation.unless(run.isClosed(), "%s is not closed", run);
      requireAnnounced(run);
      world.ledger.changed(run.id());
      world.reports.check(world, run);
    }
    for (MessageQueue queue : List.of(world.chunkQueue, world.splitQueue, world.failureQueue)) {
      Violation.unless(queue.isEmpty(), "left in the queue of %s: %s", queue, queue.bodies());
    }
    world.tally.add("requests that Rescue gave up", world.failureQueue.deadLetters().size());
    world.tally.add("dead letters of chunks", world.chunkQueue.deadLetters().size());
    for (Operation operation : world.cloudFormation.operations()) {
      Violation.unless(!operation.isPending(), "%s is still waited for", operation);
    }
  }
}
