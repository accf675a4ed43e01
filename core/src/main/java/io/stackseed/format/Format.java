package io.stackseed.format;

/** How an object holds its records. */
public enum Format {
  /** One top-level array whose elements are the records. */
  JSON("json"),
  /** JSON objects one after the other, on one line, on several, or on several each. */
  CONCATENATED_JSON("json"),
  /** One JSON object per line. */
  JSON_LINES("jsonl"),
  /** Comma-separated values by RFC 4180, or separated by another character. */
  CSV("csv"),
  /**
   * One item per line in DynamoDB's own JSON, bare or as DynamoDB's export writes it: {@code
   * {"Item":{"id":{"S":"a"}}}}.
   */
  DYNAMODB_JSON("dynamodb-json"),
  /** Ion text as DynamoDB's export writes it: {@code $ion_1_0 {Item:{id:"a"}}} on each line. */
  ION("ion");

  private final String word;

  Format(String word) {
    this.word = word;
  }

  /** What the property Format calls it. */
  public String word() {
    return word;
  }
}
