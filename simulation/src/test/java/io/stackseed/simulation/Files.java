package io.stackseed.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The source files, and what is known to be in each version of each. */
final class Files {
  /** Keeps every version. */
  static final String VERSIONED = World.BUCKET;

  /** Keeps the newest alone. */
  static final String UNVERSIONED = "loose-files";

  /** What there is under a prefix: one of each kind. */
  private static final List<String> PARTS = List.of("a.jsonl", "b.json", "c.jsonl.gz");

  private static final Layout ANY = Layout.of(Format.JSON, 0);

  /** A record that cannot become an item. */
  static final String REJECT = "{\"name\":\"without a key\"}";

  private final InMemorySourceObjects objects;
  private final Chance chance;
  private final Map<SourceLocation, List<Version>> versions = new HashMap<>();
  private final Map<String, Version> bySource = new HashMap<>();
  private final Set<SourceLocation> deleted = new HashSet<>();

  /**
   * One version of a file, or of all objects under a prefix.
   *
   * @param name as a run's source has it
   * @param source as a run's source tells it from others
   * @param label what each of its items carries, and no other version's
   * @param ids its items have the keys {@code k0} to one less than that
   * @param records in it, those of the same key counted each
   * @param rejects how many of its records cannot become items
   * @param since when it was written, in milliseconds of the epoch
   */
  record Version(
      String name, String source, String label, int ids, int records, int rejects, long since) {}

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
    List<String> lines = ids == 0 ? List.of() : lines(label, ids, records, rejects);
    Version version =
        new Version(location.toString(), put(location, lines), label, ids, records, rejects, now);
    known.add(version);
    bySource.put(version.source(), version);
  }

  /** Writes it, or the objects under it; returns what tells them from what was there before. */
  private String put(SourceLocation location, List<String> lines) {
    if (!isPrefix(location)) {
      objects.put(location.bucket(), location.key(), content(location.key(), lines));
      return new SourceFile(objects.describe(location, null), ANY).version();
    }
    for (int part = 0; part < PARTS.size(); part++) {
      String key = location.key() + PARTS.get(part);
      objects.put(location.bucket(), key, content(key, share(lines, part)));
    }
    return SourceListing.idOf(list(location));
  }

  private static List<String> share(List<String> lines, int part) {
    return IntStream.range(0, lines.size())
        .filter(line -> line % PARTS.size() == part)
        .mapToObj(lines::get)
        .toList();
  }

  private List<SourceObject> list(SourceLocation prefix) {
    return objects.list(new SourcePrefix(prefix.bucket(), prefix.key()), Integer.MAX_VALUE);
  }

  private static boolean isPrefix(SourceLocation location) {
    return location.key().endsWith("/");
  }

  private static List<String> lines(String label, int ids, int records, int rejects) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < records - rejects; i++) {
      lines.add("{\"id\":\"k" + i % ids + "\",\"of\":\"" + label + "\"}");
    }
    for (int i = 0; i < rejects; i++) {
      lines.add(lines.size() / 2, REJECT);
    }
    return lines;
  }

  /** In the format that the key's ending tells. */
  private static byte[] content(String key, List<String> lines) {
    if (lines.isEmpty()) {
      return new byte[0];
    }
    String text =
        key.endsWith(".json")
            ? "[" + String.join(",\n", lines) + "]"
            : String.join("\n", lines) + "\n";
    return key.endsWith(".gz") ? gzip(text) : text.getBytes(UTF_8);
  }

  private static byte[] gzip(String text) {
    try {
      return Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it: what is pinned stays where versions are kept. */
  void delete(SourceLocation location) {
    if (isPrefix(location)) {
      list(location)
          .forEach(part -> objects.delete(part.location().bucket(), part.location().key()));
    } else {
      objects.delete(location.bucket(), location.key());
    }
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

  /** The object's newest version, or the object itself if there is none any more. */
  SourceObject newest(SourceObject object) {
    try {
      return objects.describe(object.location(), null);
    } catch (SourceUnavailableException e) {
      return object;
    }
  }

  /** What a user would call it. */
  static String kind(SourceLocation location) {
    String key = location.key();
    return isPrefix(location) ? "a prefix" : key.endsWith(".gz") ? "a compressed file" : "a file";
  }

  /** Where what a run reads is. */
  static SourceLocation location(Load load) {
    String name = load.source().name();
    int slash = name.indexOf('/', "s3://".length());
    return new SourceLocation(name.substring("s3://".length(), slash), name.substring(slash + 1));
  }

  /** The version that a run has frozen. */
  Version version(Load load) {
    Version version = bySource.get(load.source().version());
    if (version == null || !version.name().equals(load.source().name())) {
      throw new AssertionError("a version that nobody wrote: " + load.source());
    }
    return version;
  }

  /** True if this version was the newest at some instant from then on. */
  boolean wasCurrentSince(SourceLocation location, Version version, long since) {
    List<Version> known = versions.getOrDefault(location, List.of());
    int next = known.indexOf(version) + 1;
    return next == known.size() || known.get(next).since() >= since;
  }
}
