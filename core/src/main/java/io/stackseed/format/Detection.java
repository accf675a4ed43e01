package io.stackseed.format;

/** What {@link FormatDetection} finds: a format, or why there is none. */
public sealed interface Detection {

  /**
   * The object can be read.
   *
   * @param bomLength bytes of the byte order mark, 0 or 3: where the first record may begin
   */
  record Detected(Format format, int bomLength) implements Detection {}

  /**
   * The object cannot be read.
   *
   * @param problem a sentence without its subject, which is the object: {@code is empty}
   */
  record Refused(String problem) implements Detection {}
}
