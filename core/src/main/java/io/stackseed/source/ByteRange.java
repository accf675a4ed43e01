package io.stackseed.source;

/**
 * Bytes of an object, half-open: {@code start} is the first one, {@code endExclusive} the first one
 * after it.
 */
public record ByteRange(long start, long endExclusive) {

  /**
   * @throws IllegalArgumentException if {@code start} is negative or after {@code endExclusive}
   */
  public ByteRange {
    if (start < 0 || endExclusive < start) {
      throw new IllegalArgumentException("not a byte range: [" + start + ", " + endExclusive + ")");
    }
  }

  /** Bytes in the range. */
  public long length() {
    return endExclusive - start;
  }

  public boolean isEmpty() {
    return start == endExclusive;
  }

  /**
   * HTTP's {@code Range} header, the one place where the last byte is inclusive (RFC 9110, 14.1.2).
   *
   * @throws IllegalStateException if the range is empty, which the header cannot say
   */
  public String toHttpRange() {
    if (isEmpty()) {
      throw new IllegalStateException("HTTP has no form for the empty range at " + start);
    }
    return "bytes=" + start + "-" + (endExclusive - 1);
  }
}
