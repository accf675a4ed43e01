package io.stackseed.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What the JSON of a record means. */
enum JsonDialect {
  /** Strings are strings and numbers are numbers. */
  PLAIN {
    @Override
    ParsedRecord readItem(JsonParser parser, RecordBytes bytes, long offset) throws IOException {
      return new JsonItemReader(parser, offset).readItem();
    }
  },
  /** Each value is under its type's descriptor, as in DynamoDB's API. */
  DYNAMODB {
    @Override
    ParsedRecord readItem(JsonParser parser, RecordBytes bytes, long offset) throws IOException {
      return new DynamoDbItemReader(parser, offset).readItem(DynamoDbItemReader.isExported(bytes));
    }
  };

  /**
   * Reads to the end of the object.
   *
   * @param parser at the record's first token, which begins an object
   * @param offset the record's first byte in the object
   */
  abstract ParsedRecord readItem(JsonParser parser, RecordBytes bytes, long offset)
      throws IOException;

  /** A parser of lines, of which a blank one holds no record. */
  RecordParser ofLines() {
    return (line, offset) -> line.isBlank() ? null : JsonRecordParser.parse(this, line, offset);
  }

  /** A parser of values. */
  RecordParser ofValues() {
    return (value, offset) -> JsonRecordParser.parse(this, value, offset);
  }
}
