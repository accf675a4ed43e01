package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.Binary;
import io.stackseed.item.Numbers;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One CSV field's text to a value. */
final class CsvField {

  private static final String NAME = "field";

  private CsvField() {}

  /**
   * @return null if there is to be no attribute
   * @throws UnfitFieldException if the text is no value of the type
   */
  static @Nullable Value value(String text, CsvType type, CsvEmpty empty)
      throws UnfitFieldException {
    if (text.isEmpty()) {
      return switch (empty) {
        case OMIT -> null;
        case NULL -> new Value.Null();
        case EMPTY_STRING -> type == CsvType.S ? new Value.S("") : null;
      };
    }
    return switch (type) {
      case S -> new Value.S(text);
      case N -> number(text);
      case B -> binary(text);
      case BOOL -> truth(text);
      case L -> list(text, type);
      case M -> map(text);
      case SS -> new Value.SS(strings(text));
      case NS -> new Value.NS(numbers(text));
    };
  }

  private static Value number(String text) throws UnfitFieldException {
    Optional<String> problem = Numbers.problem(text);
    if (problem.isPresent()) {
      throw new UnfitFieldException(RejectCode.NUMBER, "(N): the number " + problem.get());
    }
    return new Value.N(text);
  }

  private static Value binary(String text) throws UnfitFieldException {
    try {
      return new Value.B(Binary.of(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw new UnfitFieldException(RejectCode.NOT_BASE64, "(B) is not Base64");
    }
  }

  private static Value truth(String text) throws UnfitFieldException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> new Value.Bool(true);
      case "false" -> new Value.Bool(false);
      default ->
          throw new UnfitFieldException(RejectCode.FIELD_TYPE, "(BOOL) is neither true nor false");
    };
  }

  private static Value map(String text) throws UnfitFieldException {
    if (json(text) instanceof Value.M map) {
      return map;
    }
    throw new UnfitFieldException(
        RejectCode.FIELD_TYPE, "(M) is not a JSON object of what an item may hold");
  }

  private static Value.L list(String text, CsvType type) throws UnfitFieldException {
    if (json(text) instanceof Value.L list) {
      return list;
    }
    throw new UnfitFieldException(
        RejectCode.FIELD_TYPE, "(" + type + ") is not a JSON array of what an item may hold");
  }

  private static List<String> strings(String text) throws UnfitFieldException {
    List<String> strings = new ArrayList<>();
    for (Value element : list(text, CsvType.SS).elements()) {
      if (!(element instanceof Value.S string)) {
        throw new UnfitFieldException(
            RejectCode.FIELD_TYPE, "(SS) holds something else than strings");
      }
      strings.add(string.text());
    }
    return strings;
  }

  private static List<String> numbers(String text) throws UnfitFieldException {
    List<String> numbers = new ArrayList<>();
    for (Value element : list(text, CsvType.NS).elements()) {
      if (!(element instanceof Value.N number)) {
        throw new UnfitFieldException(
            RejectCode.FIELD_TYPE, "(NS) holds something else than numbers");
      }
      numbers.add(number.digits());
    }
    return numbers;
  }

  /** Null if the text is not one JSON value, or not one that an item may hold. */
  private static @Nullable Value json(String text) {
    byte[] object = ("{\"" + NAME + "\":" + text + "}").getBytes(UTF_8);
    RecordBytes bytes = new RecordBytes(object.length);
    bytes.append(object, 0, object.length);
    try {
      // A text that closes the object itself leaves more than the one attribute, or more than one
      // value.
      return JsonRecordParser.parse(JsonDialect.PLAIN, bytes, 0) instanceof ParsedItem parsed
              && parsed.item().attributes().size() == 1
          ? parsed.item().attributes().get(NAME)
          : null;
    } catch (BrokenJsonException e) {
      return null;
    }
  }
}
