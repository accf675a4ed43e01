package io.stackseed.format;

import java.util.Locale;

/**
 * The object's structure is broken: unlike a reject, what follows cannot be trusted. Permanent, as
 * the version read is frozen.
 */
public final class MalformedSourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  /**
   * @param offset the byte in the object at which it was noticed
   * @param reason a short phrase without item data
   */
  public MalformedSourceException(long offset, String reason) {
    super(String.format(Locale.ENGLISH, "byte %,d: %s", offset, reason));
    this.offset = offset;
    this.reason = reason;
  }

  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
