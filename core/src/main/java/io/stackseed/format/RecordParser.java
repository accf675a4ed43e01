package io.stackseed.format;

import org.jspecify.annotations.Nullable;

/** What makes an item or a reject of one record's bytes. */
interface RecordParser {

  /**
   * Parses one record.
   *
   * @param offset the first byte's in the object
   * @return null if the bytes hold no record, as a blank line does
   * @throws BrokenJsonException if the bytes are not exactly one JSON value
   */
  @Nullable ParsedRecord parse(RecordBytes bytes, long offset) throws BrokenJsonException;
}
