package io.stackseed.format;

/** What an empty CSV field becomes, quoted or not. */
public enum CsvEmpty {
  /** No attribute. */
  OMIT,
  /** A null. */
  NULL,
  /** An empty string, where the attribute is a string; no attribute where it is not. */
  EMPTY_STRING
}
