package io.stackseed.format;

import io.stackseed.item.Binary;

/**
 * A record as the file holds it, without what separates it from the next.
 *
 * @param bytes the first {@value #MAX_BYTES} at most
 * @param isTruncated whether there were more
 */
public record RawRecord(Binary bytes, boolean isTruncated) {

  /** Enough to recognise a record by; a report of nothing but rejects stays readable. */
  public static final int MAX_BYTES = 16 * 1024;

  public RawRecord {
    if (bytes.length() > MAX_BYTES) {
      throw new IllegalArgumentException(bytes.length() + " bytes of a record");
    }
  }
}
