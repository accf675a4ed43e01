package io.stackseed.simulation;

import io.stackseed.run.Resource;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the books say of a resource. */
final class Account {
  private final List<Entry> entries = new ArrayList<>();
  private Instant newest = Instant.EPOCH;
  private @Nullable Entry current;
  private @Nullable Entry writing;
  private @Nullable LastGood lastGood;
  private Instant silentBefore = Instant.EPOCH;

  /** Everything that was accepted for it, oldest first. */
  List<Entry> entries() {
    return entries;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** When the newest request was published. */
  Instant newest() {
    return newest;
  }

  /** A request has changed the resource: it is the newest, or it starts nothing. */
  void changed(Entry entry, Resource next) {
    Run run = entry.run();
    boolean isNewest = run.requestedAt().isAfter(newest);
    boolean starts = entry.isTakeover() || (run.load() != null && run.outcome() == null);
    Violation.unless(isNewest || !starts, "%s starts, and is not newer than what was seen", run);
    Violation.unless(
        next.latestTimestamp().equals(isNewest ? run.requestedAt() : newest),
        "%s lets its resource forget what was seen",
        run);
    newest = next.latestTimestamp();
    if (entry.isTakeover()) {
      current = entry;
      lastGood = run.load() == null ? null : lastGood;
    }
  }

  /** The newest request that took over: one that loads, or a Delete of what was loaded. */
  @Nullable Entry current() {
    return current;
  }

  /** The newest run that took over and loads into this table; null if there is none. */
  @Nullable Entry lastLoadInto(String table) {
    Entry last = null;
    for (Entry entry : entries) {
      boolean loads =
          entry.isTakeover()
              && entry.run().load() != null
              && entry.load().table().tableName().equals(table);
      if (loads && (last == null || entry.run().requestedAt().isAfter(last.run().requestedAt()))) {
        last = entry;
      }
    }
    return last;
  }

  /** The run that leased a chunk last: from then on no other writes. */
  @Nullable Entry writing() {
    return writing;
  }

  void write(Entry entry) {
    writing = entry;
  }

  /** What a rollback returns to; null if there is none. */
  @Nullable LastGood lastGood() {
    return lastGood;
  }

  void succeeded(@Nullable LastGood good) {
    lastGood = good;
  }

  /** Nothing that was asked for before then may write any more. */
  Instant silentBefore() {
    return silentBefore;
  }

  /** A Delete was answered that was published then. */
  void silence(Instant deleteRequestedAt) {
    if (silentBefore.isBefore(deleteRequestedAt)) {
      silentBefore = deleteRequestedAt;
    }
  }
}
