package io.stackseed.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stackseed.item.Item;
import io.stackseed.item.Problem;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item while a record is read. A problem does not stop the reading, because only the record's
 * end tells whether it is well formed at all; the first one stands.
 */
final class ItemDraft {

  /** Stands for a value with a problem, in an item that will not be made. */
  static final Value UNFIT = new Value.Null();

  private @Nullable Problem problem;

  void found(RejectCode code, String what) {
    if (problem == null) {
      problem = new Problem(code, what);
    }
  }

  /**
   * What became of the record.
   *
   * @param offset the record's first byte in the object
   */
  ParsedRecord parsed(long offset, Map<String, Value> attributes) {
    return problem == null
        ? new ParsedItem(offset, new Item(attributes))
        : new Reject(offset, problem.code(), problem.reason());
  }

  /** Reads a value of JSON, at its first token. */
  @FunctionalInterface
  interface JsonValue {
    Value read() throws IOException;
  }

  /** Reads the entries of a JSON object, whose brace the parser is at, to its end. */
  Map<String, Value> readEntries(JsonParser parser, JsonValue value) throws IOException {
    Map<String, Value> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (entries.put(name, value.read()) != null) {
        found(RejectCode.DUPLICATE_NAME, "a name appears twice in one object");
      }
    }
    return entries;
  }
}
