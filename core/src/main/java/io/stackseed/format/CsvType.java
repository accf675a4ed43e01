package io.stackseed.format;

/** The type that a CSV field's text becomes, by DynamoDB's own descriptors. */
public enum CsvType {
  S,
  N,
  /** Base64. */
  B,
  /** {@code true} or {@code false}, in any case. */
  BOOL,
  /** A JSON array. */
  L,
  /** A JSON object. */
  M,
  /** A JSON array of strings. */
  SS,
  /** A JSON array of numbers. */
  NS
}
