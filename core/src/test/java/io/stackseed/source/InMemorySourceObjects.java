package io.stackseed.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in memory, with S3's semantics of versions, delete markers and If-Match, and with faults
 * on demand. Opens are counted from 1.
 */
public final class InMemorySourceObjects implements SourceObjects, StagingArea {

  private static final class Version {
    private final @Nullable String id;
    private final String eTag;
    private final byte[] bytes;
    private final boolean deleteMarker;

    Version(@Nullable String id, String eTag, byte @Nullable [] bytes) {
      this.id = id;
      this.eTag = eTag;
      this.bytes = bytes == null ? new byte[0] : bytes;
      this.deleteMarker = bytes == null;
    }
  }

  private final Map<String, Map<String, List<Version>>> buckets = new HashMap<>();
  private final Set<String> unversioned = new HashSet<>();
  private final Set<SourceLocation> denied = new HashSet<>();
  private final Map<Integer, Long> truncations = new HashMap<>();
  private final Set<Integer> failures = new HashSet<>();
  private final List<ByteRange> opened = new ArrayList<>();
  private int written;
  private boolean stagingFails;

  /** Makes the bucket one that never had versioning; {@link #put} makes versioned ones. */
  public synchronized void createUnversionedBucket(String bucket) {
    buckets.computeIfAbsent(bucket, name -> new HashMap<>());
    unversioned.add(bucket);
  }

  /** Writes a new version, in a new bucket if need be; returns its id, null if unversioned. */
  public synchronized @Nullable String put(String bucket, String key, byte[] bytes) {
    return add(bucket, key, bytes.clone());
  }

  /** The next part is not staged. */
  public synchronized void failNextStaging() {
    stagingFails = true;
  }

  @Override
  public synchronized void write(SourceLocation part, byte[] bytes, int length) throws IOException {
    if (stagingFails) {
      stagingFails = false;
      throw new IOException("staging " + part + " failed");
    }
    add(part.bucket(), part.key(), Arrays.copyOf(bytes, length));
  }

  /** As S3 does: a delete marker in a versioned bucket, else the end of the object. */
  public synchronized void delete(String bucket, String key) {
    if (unversioned.contains(bucket)) {
      versions(bucket, key).clear();
    } else {
      add(bucket, key, null);
    }
  }

  public synchronized void deleteVersion(String bucket, String key, String versionId) {
    versions(bucket, key).removeIf(version -> versionId.equals(version.id));
  }

  public synchronized void deny(SourceLocation location) {
    denied.add(location);
  }

  /** The {@code nth} open from the beginning gives a stream that ends after so many bytes. */
  public synchronized void truncateOpen(int nth, long afterBytes) {
    truncations.put(nth, afterBytes);
  }

  /** The {@code nth} open from the beginning fails. */
  public synchronized void failOpen(int nth) {
    failures.add(nth);
  }

  /** Every range opened so far, in order. */
  public synchronized List<ByteRange> opened() {
    return List.copyOf(opened);
  }

  @Override
  public synchronized SourceObject describe(SourceLocation location, @Nullable String versionId) {
    Version version = version(location, versionId);
    return new SourceObject(location, version.id, version.eTag, version.bytes.length);
  }

  @Override
  public synchronized List<SourceObject> list(SourcePrefix prefix, int most) {
    Map<String, List<Version>> bucket = buckets.get(prefix.bucket());
    if (bucket == null) {
      throw new SourceUnavailableException(Problem.BUCKET_MISSING, prefix.toString());
    }
    return bucket.keySet().stream()
        .filter(key -> key.startsWith(prefix.prefix()))
        .sorted(Comparator.comparing(key -> key.getBytes(UTF_8), Arrays::compareUnsigned))
        .map(key -> new SourceLocation(prefix.bucket(), key))
        .filter(this::exists)
        .map(location -> describe(location, null))
        .filter(object -> object.sizeBytes() > 0)
        .limit(most)
        .toList();
  }

  private boolean exists(SourceLocation location) {
    List<Version> versions = versions(location.bucket(), location.key());
    return !versions.isEmpty() && !versions.get(versions.size() - 1).deleteMarker;
  }

  @Override
  public synchronized InputStream open(SourceObject object, ByteRange range) throws IOException {
    opened.add(range);
    int nth = opened.size();
    if (failures.contains(nth)) {
      throw new IOException("connection reset");
    }
    Version version = version(object.location(), object.versionId());
    if (!version.eTag.equals(object.eTag())) {
      throw new SourceUnavailableException(Problem.CHANGED, object.toString());
    }
    if (range.isEmpty() || range.endExclusive() > version.bytes.length) {
      throw new IllegalArgumentException(range + " of " + object);
    }
    long length = Math.min(range.length(), truncations.getOrDefault(nth, Long.MAX_VALUE));
    return new ByteArrayInputStream(
        Arrays.copyOfRange(version.bytes, (int) range.start(), (int) (range.start() + length)));
  }

  private @Nullable String add(String bucket, String key, byte @Nullable [] bytes) {
    written++;
    List<Version> versions = versions(bucket, key);
    String id = null;
    if (unversioned.contains(bucket)) {
      versions.clear();
    } else {
      id = "version-" + written;
    }
    versions.add(new Version(id, "\"etag-" + written + "\"", bytes));
    return id;
  }

  private List<Version> versions(String bucket, String key) {
    return buckets
        .computeIfAbsent(bucket, name -> new HashMap<>())
        .computeIfAbsent(key, name -> new ArrayList<>());
  }

  private Version version(SourceLocation location, @Nullable String versionId) {
    Map<String, List<Version>> bucket = buckets.get(location.bucket());
    if (bucket == null) {
      throw new SourceUnavailableException(Problem.BUCKET_MISSING, location.toString());
    }
    if (denied.contains(location)) {
      throw new SourceUnavailableException(Problem.DENIED, location.toString());
    }
    List<Version> versions = bucket.getOrDefault(location.key(), List.of());
    return versionId == null ? current(location, versions) : named(location, versions, versionId);
  }

  private static Version current(SourceLocation location, List<Version> versions) {
    if (versions.isEmpty() || versions.get(versions.size() - 1).deleteMarker) {
      throw new SourceUnavailableException(Problem.MISSING, location.toString());
    }
    return versions.get(versions.size() - 1);
  }

  private static Version named(SourceLocation location, List<Version> versions, String versionId) {
    return versions.stream()
        .filter(version -> versionId.equals(version.id) && !version.deleteMarker)
        .findFirst()
        .orElseThrow(
            () ->
                new SourceUnavailableException(
                    Problem.VERSION_MISSING, location + " (version " + versionId + ")"));
  }
}
