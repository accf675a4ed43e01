package io.stackseed.format;

/** How an object holds its records. */
public enum Format {
  /** One top-level array whose elements are the records. */
  JSON,
  /** One JSON object per line. */
  JSON_LINES
}
