package io.stackseed.format;

/** What became of one record: an item or a reject. */
public sealed interface ParsedRecord permits ParsedItem, Reject {

  /** The record's first byte in the object. */
  long offset();
}
