package io.stackseed.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The source files, and what is known to be in each version of each. */
final class Files {
  /** Keeps every version. */
  static final String VERSIONED = World.BUCKET;

  /** Keeps the newest alone. */
  static final String UNVERSIONED = "loose-files";

  /** A record that cannot become an item. */
  static final String REJECT = "{\"name\":\"without a key\"}";

  private final InMemorySourceObjects objects;
  private final Chance chance;
  private final Map<SourceLocation, List<Version>> versions = new HashMap<>();
  private final Map<String, Version> byETag = new HashMap<>();
  private final Set<SourceLocation> deleted = new HashSet<>();

  /**
   * One version of a file.
   *
   * @param label what each of its items carries, and no other version's
   * @param ids its items have the keys {@code k0} to one less than that
   * @param records in it, those of the same key counted each
   * @param rejects how many of its records cannot become items
   * @param since when it was written, in milliseconds of the epoch
   */
  record Version(
      SourceObject source, String label, int ids, int records, int rejects, long since) {}

  Files(InMemorySourceObjects objects, Chance chance) {
    this.objects = objects;
    this.chance = chance;
    objects.createUnversionedBucket(UNVERSIONED);
  }

  /** Writes a new version of it. */
  void write(SourceLocation location, long now) {
    int kind = chance.below(100);
    int ids = kind < 2 ? 0 : kind < 20 ? chance.between(1, 3) : chance.between(4, 30);
    int rejects = kind >= 97 ? 1 : 0;
    int records = ids + rejects + (kind % 7 == 6 ? 1 : 0);
    add(location, ids, records, rejects, now);
  }

  /** Writes a new version of it, with so many good records. */
  void write(SourceLocation location, int ids, long now) {
    add(location, ids, ids, 0, now);
  }

  /**
   * Writes a new version of it.
   *
   * @param ids keys of its items
   * @param records all in all
   * @param rejects so many of them without a key
   */
  void add(SourceLocation location, int ids, int records, int rejects, long now) {
    List<Version> known = versions.computeIfAbsent(location, key -> new ArrayList<>());
    String label = location.key() + "#" + (known.size() + 1);
    String text =
        ids == 0 ? "" : text(label, ids, records, rejects, location.key().endsWith(".json"));
    objects.put(location.bucket(), location.key(), text.getBytes(UTF_8));
    Version version =
        new Version(objects.describe(location, null), label, ids, records, rejects, now);
    known.add(version);
    byETag.put(version.source().eTag(), version);
  }

  private static String text(String label, int ids, int records, int rejects, boolean isArray) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < records - rejects; i++) {
      lines.add("{\"id\":\"k" + i % ids + "\",\"of\":\"" + label + "\"}");
    }
    for (int i = 0; i < rejects; i++) {
      lines.add(lines.size() / 2, REJECT);
    }
    return isArray ? "[" + String.join(",\n", lines) + "]" : String.join("\n", lines) + "\n";
  }

  /** Deletes it: what is pinned stays where versions are kept. */
  void delete(SourceLocation location) {
    objects.delete(location.bucket(), location.key());
    deleted.add(location);
  }

  boolean wasDeleted(SourceLocation location) {
    return deleted.contains(location);
  }

  /** True if it was written more than once. */
  boolean wasOverwritten(SourceLocation location) {
    return versions.getOrDefault(location, List.of()).size() > 1;
  }

  /** True if one of its versions held nothing. */
  boolean wasEverEmpty(SourceLocation location) {
    return versions.getOrDefault(location, List.of()).stream()
        .anyMatch(version -> version.records() == 0);
  }

  /** The one object that a run reads. */
  static SourceObject object(Load load) {
    return ((SourceFile) load.source()).object();
  }

  /** The version that a run has frozen. */
  Version version(SourceObject source) {
    Version version = byETag.get(source.eTag());
    if (version == null || !version.source().equals(source)) {
      throw new AssertionError("a version that nobody wrote: " + source);
    }
    return version;
  }

  /** True if this version was the newest at some instant from then on. */
  boolean wasCurrentSince(Version version, long since) {
    List<Version> known = versions.getOrDefault(version.source().location(), List.of());
    int next = known.indexOf(version) + 1;
    return next == known.size() || known.get(next).since() >= since;
  }
}
