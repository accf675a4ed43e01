package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.PlanPage;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Counts;
import io.stackseed.run.Displaced;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore.Acceptance;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.simulation.Files.Version;
import io.stackseed.simulation.Operation.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps books of its own on every run, and refuses what the invariants rule out, as it happens:
 * after every effect on the progress table, and at every item that is written.
 */
final class Ledger {
  private final World world;
  private final Map<String, Entry> runs = new LinkedHashMap<>();
  private final Map<ResourceKey, Account> accounts = new HashMap<>();
  private final Map<Leased, Held> leases = new LinkedHashMap<>();
  private final Map<Actor, Held> working = new HashMap<>();

  /** What is known of a run. */
  static final class Entry {
    private final Run run;
    private final Account account;
    private final long acceptedAt;
    private RunState state;
    private @Nullable Outcome outcome;
    private long done;
    private Counts counts = Counts.ZERO;
    private boolean isTakeover;
    private long touchedAt;

    Entry(Run run, Account account, RunState state, long acceptedAt) {
      this.run = run;
      this.account = account;
      this.state = state;
      this.acceptedAt = acceptedAt;
      this.touchedAt = acceptedAt;
    }

    /** As it was accepted. */
    Run run() {
      return run;
    }

    long acceptedAt() {
      return acceptedAt;
    }

    RunState state() {
      return state;
    }

    @Nullable Outcome outcome() {
      return outcome;
    }

    /** True if it took the place of what was current. */
    boolean isTakeover() {
      return isTakeover;
    }

    Account account() {
      return account;
    }

    /** When anybody but the watchdog last changed it, in milliseconds of the epoch. */
    long touchedAt() {
      return touchedAt;
    }
  }

  /** What is known of a resource. */
  static final class Account {
    private final List<Entry> entries = new ArrayList<>();
    private Instant newest = Instant.EPOCH;
    private @Nullable Entry current;
    private @Nullable Entry writing;
    private Instant silentBefore = Instant.EPOCH;
    private @Nullable LastGood good;

    /** Everything that was accepted for it, oldest first. */
    List<Entry> entries() {
      return entries;
    }

    /** When the newest request was published. */
    Instant newest() {
      return newest;
    }

    /** The newest request that took over: one that loads, or a Delete of what was loaded. */
    @Nullable Entry current() {
      return current;
    }
  }

  /** A lease that was granted. */
  private static final class Held {
    private final Entry entry;
    private final Actor actor;
    private final String owner;
    private final List<Actor> earlier;
    private Instant until;
    private boolean isDone;

    Held(Entry entry, Actor actor, LeaseRequest request, List<Actor> earlier) {
      this.entry = entry;
      this.actor = actor;
      this.owner = request.owner();
      this.until = request.until();
      this.earlier = earlier;
    }

    boolean isLive(Instant now) {
      return !isDone && !until.isBefore(now);
    }
  }

  Ledger(World world) {
    this.world = world;
  }

  /** Null if there is no such run. */
  @Nullable Entry entry(String runId) {
    return runs.get(runId);
  }

  Iterable<Entry> entries() {
    return runs.values();
  }

  Account account(ResourceKey key) {
    return accounts.computeIfAbsent(key, unknown -> new Account());
  }

  private Entry known(String runId) {
    Entry entry = runs.get(runId);
    Violation.unless(entry != null, "a run that nobody accepted: %s", runId);
    return Objects.requireNonNull(entry);
  }

  private Instant now() {
    return world.scheduler.now();
  }

  // The progress table

  /** A request was accepted, or not. */
  void accepted(
      Acceptance acceptance, Run run, @Nullable Resource next, List<Displaced> displaced) {
    if (acceptance != Acceptance.ACCEPTED) {
      return;
    }
    Account account = account(run.resource());
    Entry entry =
        new Entry(run, account, world.store.progress(run.id()).state(), world.scheduler.millis());
    Violation.unless(runs.put(run.id(), entry) == null, "%s was accepted twice", run);
    account.entries.add(entry);
    world.tally.count("runs accepted");
    Attempt attempt = world.cloudFormation.attempt(run.id());
    Violation.unless(
        attempt != null || world.people.sent(run.id()), "%s is of a request that nobody sent", run);
    if (next != null) {
      boolean isNewest = run.requestedAt().isAfter(account.newest);
      Violation.unless(
          isNewest || (run.load() == null || run.outcome() != null) && !isTakenOver(next, run),
          "%s starts, and is not newer than what was seen",
          run);
      Violation.unless(
          next.latestTimestamp().equals(isNewest ? run.requestedAt() : account.newest),
          "%s lets its resource forget what was seen",
          run);
      account.newest = next.latestTimestamp();
      if (attempt != null) {
        withdrawEarlier(attempt);
      }
      if (isTakenOver(next, run)) {
        account.current = entry;
        entry.isTakeover = true;
        if (run.load() == null) {
          account.good = null;
        }
      }
    } else {
      Violation.unless(
          run.outcome() != null || run.load() == null, "%s starts, and is not the newest", run);
    }
    for (Displaced other : displaced) {
      if (other.outcome() != null) {
        ended(known(other.run().id()), other.outcome());
      }
    }
    if (run.outcome() != null) {
      ended(entry, run.outcome());
      if (attempt != null && next != null && run.outcome().state() == RunState.SUCCEEDED) {
        requireSame(entry, attempt);
      }
    } else if (run.load() != null) {
      started(entry, attempt);
    }
  }

  private static boolean isTakenOver(Resource next, Run by) {
    return by.id().equals(next.currentRun());
  }

  /** What asks for nothing new must be what is there, or is being loaded. */
  private void requireSame(Entry entry, Attempt attempt) {
    Entry current = entry.account.current;
    Attempt loading = current == null ? null : world.cloudFormation.attempt(current.run.id());
    if (current == null || current.run.load() == null || loading == null) {
      return;
    }
    ResourceProperties asked = attempt.operation().properties();
    if (!loading.operation().properties().table().equals(asked.table())) {
      // CloudFormation has gone back to the generation before, by a Delete that has yet to come.
      return;
    }
    // It may end just now: then it was going on when the request was looked at.
    Violation.unless(
        current.outcome == null
            || current.state == RunState.SUCCEEDED
            || !current.outcome.at().isBefore(now().minus(World.DISPATCHER)),
        "%s succeeds at once, and what it asks for is %s",
        entry.run,
        current.state);
    String wanted = asked.ingests();
    Violation.unless(
        loading.operation().properties().ingests().equals(wanted),
        "%s succeeds at once, and wants %s, but %s loads %s",
        entry.run,
        wanted,
        current.run,
        loading.operation().properties().ingests());
  }

  private static void withdrawEarlier(Attempt attempt) {
    for (Attempt earlier : attempt.operation().attempts()) {
      if (earlier == attempt) {
        return;
      }
      earlier.withdraw();
    }
  }

  /** The version that a run freezes: the last good one where it returns to it, else the newest. */
  private void started(Entry entry, @Nullable Attempt attempt) {
    Load load = Objects.requireNonNull(entry.run.load());
    Violation.unless(
        attempt == null || world.scheduler.millis() < attempt.closesAt(),
        "%s starts when nobody listens any more",
        entry.run);
    Version version = world.files.version(load.source());
    String goodVersion = goodVersion(entry, load);
    if (goodVersion != null) {
      world.tally.count("returns to the last good version");
      Violation.unless(
          goodVersion.equals(load.source().versionId()),
          "%s loads %s, and the last good version is %s",
          entry.run,
          load.source(),
          goodVersion);
    } else if (load.resumes() == null) {
      Violation.unless(
          world.files.wasCurrentSince(version, entry.run.requestedAt().toEpochMilli()),
          "%s loads %s, which was not the newest",
          entry.run,
          load.source());
    }
  }

  /** Null if the run does not return to what was good, or its bucket keeps no versions. */
  private static @Nullable String goodVersion(Entry entry, Load load) {
    LastGood good = entry.account.good;
    return good != null
            && entry.run.requestType().equals("Update")
            && good.reingestHash().equals(load.reingestHash())
        ? good.sourceVersion()
        : null;
  }

  /** Somebody asked for a lease. */
  void leased(Actor actor, Leased what, LeaseRequest request, Lease lease) {
    if (!(lease instanceof Lease.Granted)) {
      return;
    }
    Entry entry = known(what.runId());
    Instant now = now();
    Violation.unless(entry.state.isLive(), "%s is leased, and its run is %s", what, entry.state);
    Violation.unless(
        entry.account.current == entry, "%s is leased, and a newer run has begun", what);
    Held before = leases.get(what);
    if (before != null && before.owner.equals(request.owner())) {
      return;
    }
    Violation.unless(
        before == null || !before.isLive(now), "%s is leased while another has it", what);
    List<Actor> earlier = before == null ? List.of() : with(before.earlier, before.actor);
    Violation.unless(
        earlier.size() < LeaseRequest.MAX_ATTEMPTS, "%s is leased once too often", what);
    if (what instanceof ChunkId) {
      requireSilenceBefore(entry, now);
      entry.account.writing = entry;
    }
    Held held = new Held(entry, actor, request, earlier);
    leases.put(what, held);
    working.put(actor, held);
  }

  private static List<Actor> with(List<Actor> actors, Actor another) {
    List<Actor> all = new ArrayList<>(actors);
    all.add(another);
    return all;
  }

  private void requireSilenceBefore(Entry entry, Instant now) {
    leases.forEach(
        (what, held) ->
            Violation.unless(
                held.entry == entry
                    || held.entry.account != entry.account
                    || !(what instanceof ChunkId)
                    || !held.isLive(now),
                "%s leases a chunk while %s of the run before may still write",
                entry.run,
                held.actor));
  }

  /** Somebody ended a lease earlier. */
  void released(Leased what, String owner, int attempts, Instant until) {
    Held held = leases.get(what);
    if (attempts > 0) {
      Violation.unless(
          held != null && held.owner.equals(owner), "%s released a lease of another's", owner);
      Objects.requireNonNull(held).until = until;
    }
  }

  /** A chunk is queued: whoever comes after its message can find it in the plan. */
  void queued(ChunkMessage message) {
    ChunkId chunk = message.chunk();
    boolean isPlanned =
        world
            .store
            .page(chunk.runId(), chunk.object(), chunk.chunk() / PlanPage.SIZE)
            .filter(page -> page.ranges().size() > chunk.chunk() % PlanPage.SIZE)
            .filter(
                page -> page.ranges().get(chunk.chunk() % PlanPage.SIZE).equals(message.range()))
            .isPresent();
    Violation.unless(isPlanned, "%s is queued and not in the plan", message);
  }

  /** Somebody tried to commit a chunk. */
  void committed(Actor actor, ChunkId chunk, Counts counts, Commit commit) {
    Entry entry = known(chunk.runId());
    if (commit == Commit.COMMITTED) {
      Held held = leases.get(chunk);
      Violation.unless(
          held != null && held.actor == actor && !held.isDone,
          "%s was committed by %s, who has no lease of it",
          chunk,
          actor);
      Violation.unless(entry.state.isLive(), "%s was committed after the end", chunk);
      Objects.requireNonNull(held).isDone = true;
      entry.done++;
      entry.counts = entry.counts.plus(counts);
    }
    changed(chunk.runId());
  }

  /** Compares what is stored of a run with the books, after whatever may have changed it. */
  void changed(String runId) {
    Entry entry = runs.get(runId);
    if (entry == null) {
      return;
    }
    Actor actor = world.scheduler.current();
    if (actor != null && !actor.function().equals("watchdog")) {
      entry.touchedAt = world.scheduler.millis();
    }
    Progress progress = world.asStored.progress(runId);
    Violation.unless(
        progress.doneChunks() == entry.done && progress.counts().equals(entry.counts),
        "%s counts %d chunks and %s, but %d were done: %s",
        entry.run,
        progress.doneChunks(),
        progress.counts(),
        entry.done,
        entry.counts);
    if (progress.state() != entry.state) {
      moved(entry, progress.state());
    }
    Outcome stored = world.store.run(runId).map(Run::outcome).orElse(null);
    Violation.unless(
        Objects.equals(stored, entry.outcome),
        "%s ended as %s, and now as %s",
        entry.run,
        entry.outcome,
        stored);
  }

  private void moved(Entry entry, RunState next) {
    Violation.unless(
        entry.state == RunState.PLANNING && next == RunState.LOADING,
        "%s went from %s to %s",
        entry.run,
        entry.state,
        next);
    world.tally.count("state " + entry.state + " to " + next);
    entry.state = next;
  }

  /** Somebody has decided how a run ends, in the store. */
  void ended(String runId, Outcome outcome) {
    Entry entry = known(runId);
    ended(entry, outcome);
    changed(runId);
  }

  private void ended(Entry entry, Outcome outcome) {
    Violation.unless(entry.outcome == null, "%s ended twice", entry.run);
    world.tally.count(
        entry.run.outcome() == null
            ? "state " + entry.state + " to " + outcome.state()
            : "state accepted as " + outcome.state());
    entry.outcome = outcome;
    entry.state = outcome.state();
    Load load = entry.run.load();
    if (outcome.state() != RunState.SUCCEEDED) {
      world.reasons.check(entry, Objects.requireNonNull(outcome.reason()));
    } else if (load != null) {
      succeeded(entry, load, outcome);
    } else if (entry.run.requestType().equals("Delete") && entry.account.current == entry) {
      requireSilenceBefore(entry, now());
    }
  }

  /** SUCCESS means all of it. */
  private void succeeded(Entry entry, Load load, Outcome outcome) {
    Version version = world.files.version(load.source());
    requireSilenceBefore(entry, now());
    Violation.unless(
        load.resumes() != null || outcome.counts().recordsRead() == version.records(),
        "%s read %d of %d records",
        entry.run,
        outcome.counts().recordsRead(),
        version.records());
    Violation.unless(
        outcome.counts().equals(entry.counts), "%s ended with other counts", entry.run);
    if (load.resumes() == null) {
      entry.account.good =
          new LastGood(entry.run.id(), load.reingestHash(), load.source().versionId(), Map.of());
    } else {
      entry.account.good = world.store.resource(entry.run.resource()).lastGood();
    }
    if (!world.wasDroppedSince(load.table().tableName(), beginning(entry).acceptedAt)) {
      requireWhole(load.table().tableName(), version, entry.run);
    }
  }

  /** The run that this one goes on with, or the one that it goes on with in its turn. */
  private Entry beginning(Entry entry) {
    Load load = entry.run.load();
    return load == null || load.resumes() == null ? entry : beginning(known(load.resumes()));
  }

  /** Every item of a version is in the table, and is that version's. */
  private void requireWhole(String tableName, Version version, Run run) {
    Tables.Table table = world.tables.table(tableName);
    Violation.unless(table != null, "%s succeeded, and its table is gone", run);
    for (int i = 0; i < version.ids() && table != null; i++) {
      Item item = table.items().get(Tables.key("k" + i));
      String label = Optional.ofNullable(item).map(Ledger::label).orElse("nothing");
      Violation.unless(
          label.equals(version.label()),
          "%s succeeded, and k%d is not of %s but of %s",
          run,
          i,
          version.label(),
          label);
    }
  }

  /** Which version each item of a table is of. */
  List<String> labels(String tableName) {
    Tables.Table table = Objects.requireNonNull(world.tables.table(tableName));
    return table.items().values().stream().map(Ledger::label).toList();
  }

  private static String label(Item item) {
    return item.attributes().get("of") instanceof Value.S text ? text.text() : "something else";
  }

  // The target table

  /** An item is in its table. */
  void written(Actor actor, String table, Item item) {
    Held held = working.get(actor);
    Violation.unless(held != null, "%s writes and never had a lease", actor);
    Entry entry = Objects.requireNonNull(held).entry;
    Load load = Objects.requireNonNull(entry.run.load());
    Violation.unless(
        held.isDone || held.isLive(now()), "%s writes after its lease has ended", actor);
    Violation.unless(table.equals(load.table().tableName()), "%s writes into %s", actor, table);
    Violation.unless(
        label(item).equals(world.files.version(load.source()).label()),
        "%s loads %s and writes an item of %s",
        actor,
        load.source(),
        label(item));
    Violation.unless(
        entry.account.writing == entry, "%s writes for a run that was replaced", actor);
    Violation.unless(
        entry.run.requestedAt().isAfter(entry.account.silentBefore),
        "%s writes after the Delete of its resource was answered",
        actor);
  }

  /** From now on nothing that was asked for before the Delete may write. */
  void deleted(Run delete) {
    Account account = account(delete.resource());
    if (account.silentBefore.isBefore(delete.requestedAt())) {
      account.silentBefore = delete.requestedAt();
    }
  }

  /** How many of those who leased it were disturbed, and how many there were. */
  boolean everyAttemptWasDisturbed(String runId) {
    boolean found = false;
    for (Map.Entry<Leased, Held> lease : leases.entrySet()) {
      if (lease.getKey().runId().equals(runId) && !lease.getValue().isDone) {
        List<Actor> actors = with(lease.getValue().earlier, lease.getValue().actor);
        found |=
            actors.size() >= LeaseRequest.MAX_ATTEMPTS
                && actors.stream().allMatch(Actor::wasDisturbed);
      }
    }
    return found;
  }
}
