package io.stackseed.format;

import static io.stackseed.format.JsonRecordParser.at;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stackseed.item.Binary;
import io.stackseed.item.ItemRules;
import io.stackseed.item.Numbers;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One JSON object in DynamoDB's own JSON to an item: each value stands under its type's descriptor
 * (developer guide, "Data type descriptors"). As with plain JSON, the first problem stands and does
 * not stop the reading.
 */
final class DynamoDbItemReader {

  /** The name under which DynamoDB's export to S3 writes the item. */
  private static final String ITEM = "Item";

  private final JsonParser parser;
  private final long offset;
  private final ItemDraft draft = new ItemDraft();

  /**
   * @param parser at the object's first token
   * @param offset the record's first byte in the object
   */
  DynamoDbItemReader(JsonParser parser, long offset) {
    this.parser = parser;
    this.offset = offset;
  }

  /**
   * Whether an object has the form of an export: one entry {@code Item}, and under it attributes. A
   * bare item whose only attribute is called {@code Item} holds a scalar there, being a key.
   */
  static boolean isExported(RecordBytes bytes) throws IOException {
    try (JsonParser parser = JsonRecordParser.tokens(bytes)) {
      parser.nextToken();
      if (!ITEM.equals(parser.nextFieldName()) || parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      boolean ofAttributes =
          parser.nextToken() == JsonToken.END_OBJECT
              || parser.nextToken() == JsonToken.START_OBJECT;
      while (parser.currentToken() != null && parser.getParsingContext().getNestingDepth() > 1) {
        parser.nextToken();
      }
      return ofAttributes && parser.nextToken() == JsonToken.END_OBJECT;
    }
  }

  /**
   * Reads to the end of the object.
   *
   * @param exported whether the item is under the name {@code Item}
   */
  ParsedRecord readItem(boolean exported) throws IOException {
    if (exported) {
      parser.nextToken();
      parser.nextToken();
    }
    Map<String, Value> attributes = readEntries(1);
    if (exported) {
      parser.nextToken();
    }
    return draft.parsed(offset, attributes);
  }

  /**
   * @param depth the level of the map whose entries are read; the item's is 1
   */
  private Map<String, Value> readEntries(int depth) throws IOException {
    return draft.readEntries(parser, () -> readValue(depth));
  }

  private Value readValue(int depth) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return unfit(RejectCode.TYPED_VALUE, at("there is no type and value", tokenOffset()));
    }
    long start = tokenOffset();
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      return unfit(RejectCode.TYPED_VALUE, at("there is no type and value", start));
    }
    String descriptor = parser.currentName();
    parser.nextToken();
    Value value = readTyped(descriptor, depth);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      draft.found(RejectCode.TYPED_VALUE, at("there is more than one type", start));
      parser.nextToken();
      parser.skipChildren();
    }
    return value;
  }

  private Value readTyped(String descriptor, int depth) throws IOException {
    return switch (descriptor) {
      case "S" -> readText("S", Value.S::new);
      case "N" -> readText("N", this::number);
      case "B" -> readText("B", this::binary);
      case "BOOL" -> readTruth();
      case "NULL" ->
          is(JsonToken.VALUE_TRUE)
              ? new Value.Null()
              : unfit(RejectCode.TYPED_VALUE, mismatch("NULL", "only true"));
      case "M" -> readMap(depth);
      case "L" -> readList(depth);
      case "SS" -> new Value.SS(readTexts("SS", Function.identity()));
      case "NS" -> new Value.NS(readTexts("NS", this::checkedNumber));
      case "BS" -> new Value.BS(readTexts("BS", this::decoded));
      default -> unfit(RejectCode.TYPED_VALUE, at("there is no type of DynamoDB's", tokenOffset()));
    };
  }

  private Value readText(String descriptor, Function<String, Value> value) throws IOException {
    return is(JsonToken.VALUE_STRING)
        ? value.apply(parser.getText())
        : unfit(RejectCode.TYPED_VALUE, mismatch(descriptor, "a string"));
  }

  private Value readTruth() throws IOException {
    return is(JsonToken.VALUE_TRUE) || is(JsonToken.VALUE_FALSE)
        ? new Value.Bool(is(JsonToken.VALUE_TRUE))
        : unfit(RejectCode.TYPED_VALUE, mismatch("BOOL", "true or false"));
  }

  private Value readMap(int depth) throws IOException {
    if (!is(JsonToken.START_OBJECT)) {
      return unfit(RejectCode.TYPED_VALUE, mismatch("M", "an object"));
    }
    return depth < ItemRules.MAX_DEPTH
        ? new Value.M(readEntries(depth + 1))
        : unfit(RejectCode.TOO_DEEP, JsonItemReader.TOO_DEEP);
  }

  private Value readList(int depth) throws IOException {
    if (!is(JsonToken.START_ARRAY)) {
      return unfit(RejectCode.TYPED_VALUE, mismatch("L", "an array"));
    }
    if (depth == ItemRules.MAX_DEPTH) {
      return unfit(RejectCode.TOO_DEEP, JsonItemReader.TOO_DEEP);
    }
    List<Value> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(depth + 1));
    }
    return new Value.L(elements);
  }

  private <T> List<T> readTexts(String descriptor, Function<String, T> element) throws IOException {
    if (!is(JsonToken.START_ARRAY)) {
      unfit(RejectCode.TYPED_VALUE, mismatch(descriptor, "an array of strings"));
      return List.of();
    }
    List<T> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (is(JsonToken.VALUE_STRING)) {
        elements.add(element.apply(parser.getText()));
      } else {
        unfit(RejectCode.TYPED_VALUE, mismatch(descriptor, "an array of strings"));
      }
    }
    return elements;
  }

  private Value number(String text) {
    return new Value.N(checkedNumber(text));
  }

  /** The text as it stands: no digit passes through a double. */
  private String checkedNumber(String text) {
    Optional<String> refused = Numbers.problem(text);
    if (refused.isPresent()) {
      draft.found(RejectCode.NUMBER, at("the number", tokenOffset()) + " " + refused.get());
      return "0";
    }
    return text;
  }

  private Value binary(String text) {
    return new Value.B(decoded(text));
  }

  private Binary decoded(String text) {
    try {
      return Binary.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      draft.found(RejectCode.NOT_BASE64, at("a binary value is not Base64", tokenOffset()));
      return Binary.of(new byte[0]);
    }
  }

  private boolean is(JsonToken token) {
    return parser.currentToken() == token;
  }

  private String mismatch(String descriptor, String wanted) {
    return at("type " + descriptor + " wants " + wanted, tokenOffset());
  }

  /** Notes the problem and passes over the value. */
  private Value unfit(RejectCode code, String what) throws IOException {
    draft.found(code, what);
    parser.skipChildren();
    return ItemDraft.UNFIT;
  }

  private long tokenOffset() {
    return offset + parser.currentTokenLocation().getByteOffset();
  }
}
