package io.stackseed.format;

/** What {@link FormatDetection} finds: a format, or why there is none. */
public sealed interface Detection {

  /** The object can be read. */
  record Detected(Layout layout) implements Detection {}

  /**
   * The object cannot be read.
   *
   * @param problem a sentence without its subject, which is the object: {@code is empty}
   */
  record Refused(String problem) implements Detection {}
}
