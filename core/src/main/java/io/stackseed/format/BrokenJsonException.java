package io.stackseed.format;

/** A record that is not JSON: a reject where lines separate records, the end where nothing does. */
final class BrokenJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  BrokenJsonException(long offset, String reason) {
    // Caught one call up and turned into a value: a stack trace would only cost time.
    super(reason, null, false, false);
    this.offset = offset;
    this.reason = reason;
  }

  long offset() {
    return offset;
  }

  String reason() {
    return reason;
  }
}
