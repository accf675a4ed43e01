package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.PlanPage;
import io.stackseed.item.WriteMode;
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
import io.stackseed.run.SourceFile;
import io.stackseed.simulation.Files.Version;
import io.stackseed.simulation.Operation.Attempt;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps books of its own on every run and resource, and refuses what the invariants rule out as it
 * happens: after every effect on the progress table.
 */
final class Ledger {
  private final World world;
  private final Leases leases;
  private final Map<String, Entry> runs = new LinkedHashMap<>();
  private final Map<ResourceKey, Account> accounts = new HashMap<>();

  Ledger(World world) {
    this.world = world;
    this.leases = new Leases(world);
  }

  Leases leases() {
    return leases;
  }

  /** Null if there is no such run. */
  @Nullable Entry entry(String runId) {
    return runs.get(runId);
  }

  private Entry known(String runId) {
    Entry entry = runs.get(runId);
    Violation.unless(entry != null, "a run that nobody accepted: %s", runId);
    return Objects.requireNonNull(entry);
  }

  /** A request was accepted, or not. */
  void accepted(
      Acceptance acceptance, Run run, @Nullable Resource next, List<Displaced> displaced) {
    if (acceptance != Acceptance.ACCEPTED) {
      return;
    }
    world.tally.count("runs accepted");
    Account account = accounts.computeIfAbsent(run.resource(), key -> new Account());
    Entry entry =
        new Entry(
            run,
            account,
            world.store.progress(run.id()).state(),
            world.scheduler.millis(),
            next != null && run.id().equals(next.currentRun()));
    Violation.unless(runs.put(run.id(), entry) == null, "%s was accepted twice", run);
    account.add(entry);
    Attempt attempt = world.cloudFormation.attempt(run.id());
    Violation.unless(
        attempt != null || world.people.sent(run.id()), "%s is of a request that nobody sent", run);
    if (next == null) {
      Violation.unless(
          run.outcome() != null || run.load() == null, "%s starts, and changes nothing", run);
    } else {
      account.changed(entry, next);
      if (attempt != null) {
        attempt.withdrawEarlier();
      }
    }
    for (Displaced other : displaced) {
      if (other.outcome() != null) {
        end(known(other.run().id()), other.outcome());
      }
    }
    begin(entry, attempt, next != null);
  }

  private void begin(Entry entry, @Nullable Attempt attempt, boolean isSeen) {
    Outcome outcome = entry.run().outcome();
    if (outcome != null) {
      end(entry, outcome);
      if (attempt != null && isSeen && outcome.state() == RunState.SUCCEEDED) {
        requireSame(entry, attempt);
      }
    } else if (entry.run().load() != null) {
      Violation.unless(
          attempt == null || world.scheduler.millis() < attempt.closesAt(),
          "%s starts when nobody listens any more",
          entry);
      requireVersion(entry);
    }
  }

  /** What asks for nothing new must be what its table was filled with last, or is being. */
  private void requireSame(Entry entry, Attempt attempt) {
    ResourceProperties wanted = attempt.operation().properties();
    Entry last = entry.account().lastLoadInto(wanted.table());
    Attempt loading = last == null ? null : world.cloudFormation.attempt(last.run().id());
    if (last == null || loading == null) {
      return;
    }
    Outcome outcome = last.outcome();
    // It may end just now: then it was going on when the request was looked at.
    boolean isThere =
        outcome == null
            || outcome.state() == RunState.SUCCEEDED
            || !outcome.at().isBefore(world.scheduler.now().minus(Deployment.DISPATCHER));
    Violation.unless(
        isThere || entry.account().current() != last,
        "%s succeeds at once, and what it asks for is %s",
        entry,
        last.state());
    if (!isThere) {
      world.tally.count("succeeds at once over a load that did not end well");
    }
    String loaded = loading.operation().properties().ingests();
    Violation.unless(
        loaded.equals(wanted.ingests()),
        "%s succeeds at once, and wants %s, but %s loads %s",
        entry,
        wanted.ingests(),
        last,
        loaded);
  }

  /** The version that a run freezes: the last good one where it returns to it, else the newest. */
  private void requireVersion(Entry entry) {
    Load load = entry.load();
    world.tally.count("loads " + Files.kind(Files.location(load)));
    Version version = world.files.version(load);
    String goodVersion = goodVersion(entry);
    if (goodVersion != null) {
      world.tally.count("returns to the last good version");
      Violation.unless(
          goodVersion.equals(version.source()),
          "%s loads %s, and the last good version is %s",
          entry,
          load.source(),
          goodVersion);
    } else if (load.resumes() == null) {
      Violation.unless(
          world.files.wasCurrentSince(
              Files.location(load), version, entry.run().requestedAt().toEpochMilli()),
          "%s loads %s, which was not the newest",
          entry,
          load.source());
    }
  }

  /** Null if the run does not return to what was good, or its bucket keeps no versions. */
  private static @Nullable String goodVersion(Entry entry) {
    LastGood good = entry.account().lastGood();
    return good != null
            && entry.run().requestType().equals("Update")
            && good.reingestHash().equals(entry.load().reingestHash())
        ? good.sourceVersion()
        : null;
  }

  /** A chunk is queued: whoever comes after its message can find it in the plan. */
  void queued(ChunkMessage message) {
    ChunkId chunk = message.chunk();
    int index = chunk.chunk() % PlanPage.SIZE;
    boolean isPlanned =
        world
            .store
            .page(chunk.runId(), chunk.object(), chunk.chunk() / PlanPage.SIZE)
            .filter(page -> page.ranges().size() > index)
            .filter(page -> page.ranges().get(index).equals(message.range()))
            .isPresent();
    Violation.unless(isPlanned, "%s is queued and not in the plan", message);
  }

  /** Somebody asked for a lease. */
  void leased(Actor actor, Leased what, LeaseRequest request, Lease lease) {
    if (lease instanceof Lease.Granted) {
      leases.granted(actor, known(what.runId()), what, request);
    } else if (lease instanceof Lease.Exhausted) {
      leases.exhausted(what);
    }
  }

  /** Somebody tried to commit a chunk. */
  void committed(Actor actor, ChunkId chunk, Counts counts, Commit commit) {
    if (commit == Commit.COMMITTED) {
      Entry entry = known(chunk.runId());
      Violation.unless(entry.state().isLive(), "%s was committed after the end", chunk);
      leases.committed(actor, chunk);
      entry.count(counts);
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
      entry.touch(world.scheduler.millis());
    }
    Progress progress = world.asStored.progress(runId);
    Violation.unless(
        progress.doneChunks() == entry.done() && progress.counts().equals(entry.counts()),
        "%s counts %d chunks and %s, but %d were done: %s",
        entry,
        progress.doneChunks(),
        progress.counts(),
        entry.done(),
        entry.counts());
    if (progress.state() != entry.state()) {
      move(entry, progress.state());
    }
    Outcome stored = world.store.run(runId).map(Run::outcome).orElse(null);
    Violation.unless(
        Objects.equals(stored, entry.outcome()),
        "%s ended as %s, and now as %s",
        entry,
        entry.outcome(),
        stored);
  }

  private void move(Entry entry, RunState next) {
    Violation.unless(
        entry.state() == RunState.PLANNING && next == RunState.LOADING,
        "%s went from %s to %s",
        entry,
        entry.state(),
        next);
    world.tally.count("state " + entry.state() + " to " + next);
    entry.become(next);
  }

  /** Somebody has decided how a run ends. */
  void ended(String runId, Outcome outcome) {
    end(known(runId), outcome);
    changed(runId);
  }

  private void end(Entry entry, Outcome outcome) {
    Violation.unless(entry.outcome() == null, "%s ended twice", entry);
    world.tally.count(
        entry.run().outcome() == null
            ? "state " + entry.state() + " to " + outcome.state()
            : "state accepted as " + outcome.state());
    entry.end(outcome);
    if (outcome.state() != RunState.SUCCEEDED) {
      world.reasons.check(entry, Objects.requireNonNull(outcome.reason()));
    } else if (entry.run().load() != null) {
      succeed(entry, outcome);
    } else if (entry.run().requestType().equals("Delete") && entry.isTakeover()) {
      leases.requireSilenceBefore(entry);
    }
  }

  /** SUCCESS means all of it. */
  private void succeed(Entry entry, Outcome outcome) {
    Load load = entry.load();
    Version version = world.files.version(load);
    leases.requireSilenceBefore(entry);
    Violation.unless(
        load.resumes() != null || outcome.counts().recordsRead() == version.records(),
        "%s read %d of %d records",
        entry,
        outcome.counts().recordsRead(),
        version.records());
    Violation.unless(outcome.counts().equals(entry.counts()), "%s ended with other counts", entry);
    entry.account().succeeded(lastGood(entry));
    if (!world.wasDroppedSince(load.table().tableName(), beginning(entry).acceptedAt())) {
      requireWhole(load, version, outcome, entry);
    }
  }

  /** Whether a resumed run becomes the last good one depends on those before it. */
  private @Nullable LastGood lastGood(Entry entry) {
    Run run = entry.run();
    Load load = entry.load();
    LastGood stored = world.store.resource(run.resource()).lastGood();
    boolean isGood = load.resumes() == null || (stored != null && stored.runId().equals(run.id()));
    return isGood
        ? new LastGood(run.id(), load.reingestHash(), keptVersion(load), Map.of())
        : entry.account().lastGood();
  }

  /** What a rollback returns to: null where a bucket keeps no versions of a file. */
  private static @Nullable String keptVersion(Load load) {
    return load.source() instanceof SourceFile file
        ? file.object().versionId()
        : load.source().version();
  }

  /** The run that this one goes on with, or the one that it goes on with in its turn. */
  private Entry beginning(Entry entry) {
    String resumed = entry.load().resumes();
    return resumed == null ? entry : beginning(known(resumed));
  }

  /**
   * Every item of a version is in the table, and is that version's; or was there before, where
   * existing items are skipped.
   */
  private void requireWhole(Load load, Version version, Outcome outcome, Entry entry) {
    boolean skips = load.writing().mode() == WriteMode.SKIP_EXISTING;
    long skipped = 0;
    for (int i = 0; i < version.records() - version.rejects(); i++) {
      if (!world
          .tables
          .label(load.table().tableName(), "k" + i % version.ids())
          .equals(version.label())) {
        skipped++;
      }
    }
    Violation.unless(
        load.resumes() != null || outcome.counts().itemsSkipped() == (skips ? skipped : 0),
        "%s skipped %d items, and %d are not its own",
        entry,
        outcome.counts().itemsSkipped(),
        skipped);
    for (int i = 0; i < version.ids(); i++) {
      String label = world.tables.label(load.table().tableName(), "k" + i);
      Violation.unless(
          skips ? !label.equals("nothing") : label.equals(version.label()),
          "%s succeeded, and k%d is not of %s but of %s",
          entry,
          i,
          version.label(),
          label);
    }
  }
}
