package io.stackseed.format;

import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import io.stackseed.item.Binary;
import io.stackseed.item.ItemRules;
import io.stackseed.item.Numbers;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One struct of Ion to an item, as DynamoDB's export to S3 writes it: numbers are decimals, sets
 * are annotated lists (developer guide, "DynamoDB table export output format"). The first problem
 * stands and does not stop the reading.
 */
final class IonItemReader {

  private static final String ITEM = "Item";

  /** More than any number that DynamoDB takes has; past it, making a text of one is work. */
  private static final int MAX_NUMBER_BITS = 1024;

  private final IonReader reader;
  private final ItemDraft draft = new ItemDraft();

  IonItemReader(IonReader reader) {
    this.reader = reader;
  }

  /**
   * Reads to the end of the text.
   *
   * @param offset the record's first byte in the object
   * @throws RuntimeException if it is not Ion
   */
  ParsedRecord readItem(long offset) {
    if (reader.next() != IonType.STRUCT) {
      return new Reject(offset, RejectCode.NOT_ION, "not an Ion struct");
    }
    reader.stepIn();
    Map<String, Value> attributes = Map.of();
    if (reader.next() == IonType.STRUCT && ITEM.equals(reader.getFieldName())) {
      attributes = readEntries(1);
    } else {
      draft.found(RejectCode.NOT_ION, "there is no struct named Item alone");
    }
    if (reader.next() != null) {
      draft.found(RejectCode.NOT_ION, "there is no struct named Item alone");
    }
    reader.stepOut();
    if (reader.next() != null) {
      draft.found(RejectCode.NOT_ION, "there is more than one value");
    }
    return draft.parsed(offset, attributes);
  }

  /**
   * @param depth the level of the struct whose entries are read; the item's is 1
   */
  private Map<String, Value> readEntries(int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    if (reader.isNullValue()) {
      draft.found(RejectCode.TYPED_VALUE, "a struct is null");
      return entries;
    }
    reader.stepIn();
    for (IonType type = reader.next(); type != null; type = reader.next()) {
      if (entries.put(reader.getFieldName(), readValue(type, depth)) != null) {
        draft.found(RejectCode.DUPLICATE_NAME, "a name appears twice in one struct");
      }
    }
    reader.stepOut();
    return entries;
  }

  private Value readValue(IonType type, int depth) {
    if (reader.isNullValue()) {
      return new Value.Null();
    }
    return switch (type) {
      case BOOL -> new Value.Bool(reader.booleanValue());
      case INT, DECIMAL -> new Value.N(number());
      case STRING -> new Value.S(reader.stringValue());
      case BLOB -> new Value.B(Binary.of(reader.newBytes()));
      case LIST ->
          depth < ItemRules.MAX_DEPTH
              ? readList(depth + 1)
              : unfit(RejectCode.TOO_DEEP, JsonItemReader.TOO_DEEP);
      case STRUCT ->
          depth < ItemRules.MAX_DEPTH
              ? new Value.M(readEntries(depth + 1))
              : unfit(RejectCode.TOO_DEEP, JsonItemReader.TOO_DEEP);
      case NULL, FLOAT, TIMESTAMP, SYMBOL, CLOB, SEXP, DATAGRAM ->
          unfit(RejectCode.TYPED_VALUE, "a value is of a type that DynamoDB does not have");
    };
  }

  private Value readList(int depth) {
    String[] annotations = reader.getTypeAnnotations();
    if (annotations.length == 0) {
      return new Value.L(readElements(null, () -> readValue(reader.getType(), depth)));
    }
    return switch (annotations[0]) {
      case "$dynamodb_SS" -> new Value.SS(readElements(IonType.STRING, reader::stringValue));
      case "$dynamodb_NS" -> new Value.NS(readElements(IonType.DECIMAL, this::number));
      case "$dynamodb_BS" ->
          new Value.BS(readElements(IonType.BLOB, () -> Binary.of(reader.newBytes())));
      default ->
          unfit(RejectCode.TYPED_VALUE, "a list has an annotation that is none of DynamoDB's");
    };
  }

  /**
   * @param wanted the type of every element; null for any
   */
  private <T> List<T> readElements(@Nullable IonType wanted, Supplier<T> element) {
    List<T> elements = new ArrayList<>();
    reader.stepIn();
    for (IonType type = reader.next(); type != null; type = reader.next()) {
      IonType comparable = type == IonType.INT ? IonType.DECIMAL : type;
      if (wanted == null || (comparable == wanted && !reader.isNullValue())) {
        elements.add(element.get());
      } else {
        draft.found(RejectCode.TYPED_VALUE, "a set has an element of another type");
      }
    }
    reader.stepOut();
    return elements;
  }

  private String number() {
    BigDecimal value = reader.bigDecimalValue();
    String text = value.unscaledValue().bitLength() > MAX_NUMBER_BITS ? "" : value.toString();
    Optional<String> refused =
        text.isEmpty() ? Optional.of("has too many digits") : Numbers.problem(text);
    if (refused.isPresent()) {
      draft.found(RejectCode.NUMBER, "a number " + refused.get());
      return "0";
    }
    return text;
  }

  private Value unfit(RejectCode code, String what) {
    draft.found(code, what);
    return ItemDraft.UNFIT;
  }
}
