package io.stackseed.source;

import java.nio.charset.StandardCharsets;

/**
 * The objects of a bucket whose keys begin with the same text.
 *
 * @param bucket as {@link SourceLocation}'s
 * @param prefix ends in a slash, or is empty and means the whole bucket
 */
public record SourcePrefix(String bucket, String prefix) implements SourceName {
  private static final int MAX_PREFIX_BYTES = 1024;

  /**
   * @throws IllegalArgumentException if the bucket or the prefix breaks a rule; the message says
   *     which
   */
  public SourcePrefix {
    SourceLocation.checkBucket(bucket);
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix does not end in '/'");
    }
    if (prefix.getBytes(StandardCharsets.UTF_8).length > MAX_PREFIX_BYTES) {
      throw new IllegalArgumentException("the prefix is longer than 1,024 bytes");
    }
  }

  /** The form that users write: {@code s3://bucket/prefix/}. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
