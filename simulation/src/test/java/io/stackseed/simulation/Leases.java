package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.item.Item;
import io.stackseed.run.Load;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The part of the books that says who may write, from when and until when. */
final class Leases {
  private final World world;
  private final Map<Leased, Held> leases = new LinkedHashMap<>();
  private final Map<Actor, Held> working = new HashMap<>();

  /** The runs of which a part was leased in vain by so many unlucky ones that it is given up. */
  private final Set<String> exhausted = new HashSet<>();

  /** A lease that was granted. */
  private static final class Held {
    private final Entry entry;
    private final Actor actor;
    private final String owner;
    private final List<Actor> earlier;
    private Instant until;
    private Instant resumeAt = Instant.EPOCH;
    private boolean hasAdvanced;
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

    /** Everybody who had it since it last advanced. */
    List<Actor> holders() {
      if (hasAdvanced) {
        return List.of();
      }
      List<Actor> all = new ArrayList<>(earlier);
      all.add(actor);
      return all;
    }
  }

  Leases(World world) {
    this.world = world;
  }

  /** A lease was granted. */
  void granted(Actor actor, Entry entry, Leased what, LeaseRequest request) {
    Instant now = world.scheduler.now();
    Violation.unless(
        entry.state().isLive(), "%s is leased, and its run is %s", what, entry.state());
    Violation.unless(
        entry.account().current() == entry, "%s is leased, and a newer run has begun", what);
    Held before = leases.get(what);
    if (before != null && before.owner.equals(request.owner())) {
      return;
    }
    Violation.unless(
        before == null || !before.isLive(now), "%s is leased while another has it", what);
    Violation.unless(
        before == null || !before.resumeAt.isAfter(request.now()), "%s is leased too early", what);
    List<Actor> earlier = before == null ? List.of() : before.holders();
    Violation.unless(
        earlier.size() < LeaseRequest.MAX_ATTEMPTS, "%s is leased once too often", what);
    if (what instanceof ChunkId) {
      requireSilenceBefore(entry);
      entry.account().write(entry);
    }
    Held held = new Held(entry, actor, request, earlier);
    leases.put(what, held);
    working.put(actor, held);
  }

  /** No worker of an older run of the resource may still write. */
  void requireSilenceBefore(Entry entry) {
    Instant now = world.scheduler.now();
    for (Map.Entry<Leased, Held> lease : leases.entrySet()) {
      Held held = lease.getValue();
      Violation.unless(
          held.entry.account() != entry.account()
              || !held.entry.run().requestedAt().isBefore(entry.run().requestedAt())
              || !(lease.getKey() instanceof ChunkId)
              || !held.isLive(now),
          "%s goes on while %s of the run before may still write",
          entry,
          held.actor);
    }
  }

  /** Its owner has got on: the leases are counted anew. */
  void advanced(Leased what, String owner) {
    Held held = leases.get(what);
    Violation.unless(
        held != null && held.owner.equals(owner) && !held.isDone,
        "%s advanced what is another's",
        owner);
    Objects.requireNonNull(held).hasAdvanced = true;
  }

  /** A lease ends earlier than it would; once its end is known it is never put off. */
  void released(Leased what, String owner, Instant until) {
    Held held = leases.get(what);
    Violation.unless(
        held != null && held.owner.equals(owner), "%s released a lease of another's", owner);
    Held ended = Objects.requireNonNull(held);
    ended.until = until.isBefore(ended.until) ? until : ended.until;
    exhausted(what);
  }

  /** A chunk is given back, loaded in part: from now on its owner is silent. */
  void paused(Actor actor, ChunkId chunk, Instant resumeAt) {
    Held held = leases.get(chunk);
    Violation.unless(
        held != null && held.actor == actor && !held.isDone,
        "%s was paused by %s, who has no lease of it",
        chunk,
        actor);
    Held ended = Objects.requireNonNull(held);
    ended.until = Instant.EPOCH;
    ended.hasAdvanced = true;
    ended.resumeAt = resumeAt;
    world.tally.count("chunks paused");
  }

  /** A chunk is done. */
  void committed(Actor actor, ChunkId chunk) {
    Held held = leases.get(chunk);
    Violation.unless(
        held != null && held.actor == actor && !held.isDone,
        "%s was committed by %s, who has no lease of it",
        chunk,
        actor);
    Objects.requireNonNull(held).isDone = true;
  }

  /**
   * A call starts. Where nothing goes wrong and the tables take everything, what starts within ten
   * seconds is within a tenth of the cap, or one item more.
   */
  void started(Actor actor, int units) {
    Entry entry = Objects.requireNonNull(working.get(actor)).entry;
    Long cap = entry.load().writing().maxUnitsPerSecond();
    if (cap != null && world.hazards.struck() == 0 && !world.tables.areScarce()) {
      double most = 1.1 * 10 * cap + 1;
      int lately = entry.startedLately(world.scheduler.millis(), units);
      Violation.unless(
          lately <= most,
          "%s started %d units in ten seconds, %d a second allowed",
          entry,
          lately,
          cap);
    }
  }

  /** An item is in its table. */
  void written(Actor actor, String table, Item item) {
    Held held = working.get(actor);
    Violation.unless(held != null, "%s writes and never had a lease", actor);
    Entry entry = Objects.requireNonNull(held).entry;
    Load load = entry.load();
    Violation.unless(
        held.isDone || held.isLive(world.scheduler.now()),
        "%s writes after its lease has ended",
        actor);
    Violation.unless(table.equals(load.table().tableName()), "%s writes into %s", actor, table);
    Violation.unless(
        Tables.label(item).equals(world.files.version(load).label()),
        "%s loads %s and writes an item of %s",
        actor,
        load.source(),
        Tables.label(item));
    Violation.unless(
        entry.account().writing() == entry, "%s writes for a run that was replaced", actor);
    Violation.unless(
        entry.run().requestedAt().isAfter(entry.account().silentBefore()),
        "%s writes after the Delete of its resource was answered",
        actor);
  }

  /** True if a part of the run was leased as often as it may be, each time by somebody unlucky. */
  boolean isExhaustedByDisturbance(String runId) {
    leases.keySet().stream().filter(what -> what.runId().equals(runId)).forEach(this::exhausted);
    return exhausted.contains(runId);
  }

  /** A part may not be leased again, for now: an owner who is late may still get on. */
  void exhausted(Leased what) {
    Held held = leases.get(what);
    if (held != null && !held.isDone && isExhaustedByDisturbance(held.holders())) {
      exhausted.add(what.runId());
    }
  }

  private static boolean isExhaustedByDisturbance(List<Actor> holders) {
    return holders.size() >= LeaseRequest.MAX_ATTEMPTS
        && holders.stream().allMatch(Actor::wasDisturbed);
  }
}
