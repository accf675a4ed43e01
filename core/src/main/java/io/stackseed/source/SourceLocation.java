package io.stackseed.source;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where an object is, whatever its version.
 *
 * @param bucket by S3's naming rules for general purpose buckets: 3 to 63 lower-case letters,
 *     digits, dots and hyphens, beginning and ending with a letter or digit, no two dots in a row,
 *     not an IP address
 * @param key 1 to 1,024 bytes in UTF-8, not URL-encoded
 */
public record SourceLocation(String bucket, String key) implements SourceName {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final int MAX_KEY_BYTES = 1024;

  /**
   * @throws IllegalArgumentException if the bucket or the key breaks a rule; the message says which
   */
  public SourceLocation {
    checkBucket(bucket);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("the key is empty");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("the key is longer than 1,024 bytes");
    }
  }

  static void checkBucket(String bucket) {
    if (!BUCKET.matcher(bucket).matches()
        || bucket.contains("..")
        || IP_ADDRESS.matcher(bucket).matches()) {
      throw new IllegalArgumentException("not a bucket name: '" + bucket + "'");
    }
  }

  /** The form that users write: {@code s3://bucket/key}. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
