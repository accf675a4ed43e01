package io.stackseed.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stackseed.item.ItemRules;
import io.stackseed.item.Numbers;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object to an item. A problem does not stop the reading: only at the object's end is it
 * known to be JSON at all. The first problem stands.
 */
final class JsonItemReader {

  static final String TOO_DEEP = "nested more than " + ItemRules.MAX_DEPTH + " levels deep";

  private final JsonParser parser;
  private final long offset;
  private final ItemDraft draft = new ItemDraft();

  /**
   * @param parser at the object's first token
   * @param offset the record's first byte in the object
   */
  JsonItemReader(JsonParser parser, long offset) {
    this.parser = parser;
    this.offset = offset;
  }

  /** Reads to the end of the object. */
  ParsedRecord readItem() throws IOException {
    Map<String, Value> attributes = readEntries(1);
    return draft.parsed(offset, attributes);
  }

  /**
   * @param depth the level of the object whose entries are read; the item's is 1
   */
  private Map<String, Value> readEntries(int depth) throws IOException {
    return draft.readEntries(parser, () -> readValue(depth));
  }

  private List<Value> readElements(int depth) throws IOException {
    List<Value> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(depth));
    }
    return elements;
  }

  private Value readValue(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Value.S(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case VALUE_NULL -> new Value.Null();
      case START_OBJECT ->
          depth < ItemRules.MAX_DEPTH ? new Value.M(readEntries(depth + 1)) : tooDeep();
      case START_ARRAY ->
          depth < ItemRules.MAX_DEPTH ? new Value.L(readElements(depth + 1)) : tooDeep();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a value cannot begin with " + parser.currentToken());
    };
  }

  /** The text as it stands: no digit passes through a double. */
  private Value number(String text) {
    Optional<String> refused = Numbers.problem(text);
    if (refused.isPresent()) {
      draft.found(
          RejectCode.NUMBER,
          JsonRecordParser.at("the number", tokenOffset()) + " " + refused.get());
      return ItemDraft.UNFIT;
    }
    return new Value.N(text);
  }

  private Value tooDeep() throws IOException {
    draft.found(RejectCode.TOO_DEEP, TOO_DEEP);
    parser.skipChildren();
    return ItemDraft.UNFIT;
  }

  private long tokenOffset() {
    return offset + parser.currentTokenLocation().getByteOffset();
  }
}
