package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object, frozen: every read of it carries its version and its ETag, so that
 * bytes of two versions are never mixed.
 *
 * @param versionId null in a bucket that never had versioning; {@code "null"} is a version of a
 *     bucket whose versioning is suspended, and can be overwritten
 * @param eTag as S3 gave it, quotes included: what {@code If-Match} wants
 * @param sizeBytes the whole object's size
 */
public record SourceObject(
    SourceLocation location, @Nullable String versionId, String eTag, long sizeBytes)
    implements SourceContent {

  /**
   * @throws IllegalArgumentException if the version or ETag is blank or the size negative
   */
  public SourceObject {
    if (versionId != null && versionId.isBlank()) {
      throw new IllegalArgumentException(location + " has a blank version id");
    }
    if (eTag.isBlank()) {
      throw new IllegalArgumentException(location + " has a blank ETag");
    }
    if (sizeBytes < 0) {
      throw new IllegalArgumentException(location + " has the size " + sizeBytes);
    }
  }

  @Override
  public InputStream open(SourceObjects objects, ByteRange range) throws IOException {
    return objects.open(this, range);
  }

  /** The location, and the version if there is one: for messages. */
  @Override
  public String toString() {
    return versionId == null ? location.toString() : location + " (version " + versionId + ")";
  }
}
