package io.stackseed.format;

/** How an object holds its records. */
public enum Format {
  /** One top-level array whose elements are the records. */
  JSON,
  /** One JSON object per line. */
  JSON_LINES,
  /**
   * One item per line in DynamoDB's own JSON, bare or as DynamoDB's export writes it: {@code
   * {"Item":{"id":{"S":"a"}}}}.
   */
  DYNAMODB_JSON
}
