package io.stackseed.simulation;

import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.simulation.Operation.Attempt;
import io.stackseed.source.SourceLocation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a run that did not succeed had the reason that it gives. */
final class Reasons {
  /** In so long a run gets over whatever befell it, if nothing else does. */
  private static final long RECOVERY = Duration.ofMinutes(40).toMillis();

  private final World world;

  Reasons(World world) {
    this.world = world;
  }

  void check(Entry entry, String reason) {
    String kind = kind(reason);
    world.tally.count("ended: " + kind);
    Violation.unless(
        isTrue(entry, kind), "%s gives a reason that is not so: %s", entry.run(), reason);
  }

  /** The reason without what differs from run to run. */
  private static String kind(String reason) {
    return reason
        .replaceAll("\\b[0-9a-f]{32}\\b", "…")
        .replaceAll("s3://[^ ]*|'[^']*'|[0-9][0-9,]*", "…")
        .replaceAll("Last cause: .*", "")
        .replaceAll("First: .*", "")
        .replaceAll("(\\w+): … ", "$1: ")
        .strip();
  }

  private boolean isTrue(Entry entry, String kind) {
    if (kind.startsWith("Superseded: a retry")) {
      return entry.account().entries().stream().anyMatch(other -> retries(other, entry));
    }
    if (kind.startsWith("Superseded: a newer request")) {
      return !entry.account().newest().isBefore(entry.run().requestedAt());
    }
    if (kind.startsWith("Superseded")) {
      Entry current = entry.account().current();
      return current != null
          && current != entry
          && current.run().requestedAt().isAfter(entry.run().requestedAt());
    }
    if (kind.startsWith("Cancelled by a message") || kind.startsWith("RunId")) {
      return world.people.spokeOf(entry.run());
    }
    if (kind.startsWith("The ingest stack could not take")) {
      return world.hazards.struckSince(entry.run().requestedAt().toEpochMilli());
    }
    if (kind.startsWith("MaxRejected")) {
      Load load = entry.run().load();
      return load != null && world.files.version(load).rejects() > 0;
    }
    if (kind.startsWith("TargetTable")) {
      return world.wasAnyDropped();
    }
    if (kind.startsWith("Unknown property")) {
      Attempt attempt = world.cloudFormation.attempt(entry.run().id());
      return attempt != null && attempt.operation().properties().strange() != null;
    }
    return kind.startsWith("ServiceTimeout")
        ? isLate(entry, kind)
        : kind.startsWith("DataIngestFile") && isSourceUnusable(entry, kind);
  }

  private static boolean retries(Entry other, Entry entry) {
    String requestId = entry.run().requestId();
    return other != entry && requestId != null && requestId.equals(other.run().requestId());
  }

  private boolean isLate(Entry entry, String kind) {
    Run run = entry.run();
    Attempt attempt = world.cloudFormation.attempt(run.id());
    if (attempt != null && !attempt.operation().properties().areUsable()) {
      return true;
    }
    if (world.tables.areScarce()) {
      return true;
    }
    if (!kind.contains("when the time was up")) {
      return world.hazards.struckSince(run.requestedAt().toEpochMilli());
    }
    // A run waits for the silence of the one before it, up to a minute and three quarters.
    long now = world.scheduler.millis();
    long since = Math.max(now - RECOVERY, run.requestedAt().toEpochMilli());
    return world.hazards.struckBetween(since, now)
        || (run.silence().after() != null && now - entry.acceptedAt() < RECOVERY);
  }

  private boolean isSourceUnusable(Entry entry, String kind) {
    if (kind.contains("were begun") || kind.contains("decompressed in one go")) {
      return world.ledger.leases().isExhaustedByDisturbance(entry.run().id());
    }
    SourceLocation file = file(entry);
    if (file == null) {
      return false;
    }
    if (kind.contains("does not exist") || kind.contains("no such version")) {
      return world.files.wasDeleted(file);
    }
    if (kind.contains("was overwritten")) {
      return file.bucket().equals(Files.UNVERSIONED) && world.files.wasOverwritten(file);
    }
    return (kind.contains("is empty") || kind.contains("holds no object"))
        && (world.files.wasEverEmpty(file) || world.files.wasDeleted(file));
  }

  private @Nullable SourceLocation file(Entry entry) {
    Load load = entry.run().load();
    if (load != null) {
      return Files.location(load);
    }
    Attempt attempt = world.cloudFormation.attempt(entry.run().id());
    return attempt == null
        ? world.people.file(entry.run().id())
        : attempt.operation().resource().location(attempt.operation().properties().file());
  }
}
