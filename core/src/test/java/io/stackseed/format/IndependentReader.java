package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazon.ion.IonBlob;
import com.amazon.ion.IonBool;
import com.amazon.ion.IonDatagram;
import com.amazon.ion.IonDecimal;
import com.amazon.ion.IonInt;
import com.amazon.ion.IonList;
import com.amazon.ion.IonString;
import com.amazon.ion.IonStruct;
import com.amazon.ion.IonSystem;
import com.amazon.ion.IonValue;
import com.amazon.ion.system.IonSystemBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One record at a time, into memory, by whole-text libraries alone: Jackson's tree, FastCSV and
 * Ion's loader, and numbers by {@link BigDecimal}. What the readers take, it must take as the same
 * item, in the form of {@link GoldenItems}.
 */
final class IndependentReader {

  private static final BigDecimal LEAST = new BigDecimal("1E-130");
  private static final BigDecimal TOO_MUCH = new BigDecimal("1E126");
  private static final int MAX_DEPTH = 32;
  private static final IonSystem ION = IonSystemBuilder.standard().build();

  private IndependentReader() {}

  /** No record of the format, or not one that an item may hold. */
  private static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /**
   * The item that a record is.
   *
   * @param record its bytes alone, without its line end
   * @return null if it is none
   */
  static @Nullable Map<String, Object> item(Layout layout, byte[] record) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
      return switch (layout.format()) {
        case JSON, CONCATENATED_JSON, JSON_LINES -> object(tree(text), 1, true);
        case DYNAMODB_JSON -> dynamoDb(tree(text));
        case ION -> ion(text);
        case CSV -> csv(layout.requiredCsv(), text);
      };
    } catch (CharacterCodingException | UnfitException e) {
      return null;
    }
  }

  /**
   * The items of a whole file; null if it is broken, or one of its records is no item.
   *
   * @param file where CSV has quoted newlines, without a lone carriage return, at which FastCSV
   *     ends a record
   */
  static @Nullable List<Map<String, Object>> items(Layout layout, byte[] file) {
    try {
      String all = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      String text = all.replaceFirst("^\ufeff", "");
      return switch (layout.format()) {
        case JSON -> all(tree(text), element -> object(element, 1, true));
        case CONCATENATED_JSON -> all(sequence(text), element -> object(element, 1, true));
        case JSON_LINES, DYNAMODB_JSON, ION -> lines(layout, text, "[ \\t\\r]*");
        case CSV ->
            layout.requiredCsv().quotedNewlines()
                ? all(
                    records(layout.requiredCsv(), all), record -> csv(layout.requiredCsv(), record))
                : lines(layout, text, "\\r*");
      };
    } catch (CharacterCodingException | UnfitException e) {
      return null;
    }
  }

  private static <T> List<Map<String, Object>> all(
      Iterable<T> records, Function<T, Map<String, Object>> item) {
    List<Map<String, Object>> items = new ArrayList<>();
    records.forEach(record -> items.add(item.apply(record)));
    return items;
  }

  private static List<Map<String, Object>> lines(Layout layout, String text, String blank) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.matches(blank)) {
        Map<String, Object> item = item(layout, line.getBytes(UTF_8));
        if (item == null) {
          throw new UnfitException("a line is none");
        }
        items.add(item);
      }
    }
    return items;
  }

  private static List<JsonNode> sequence(String text) {
    try (MappingIterator<JsonNode> values = Trees.READER.readValues(text)) {
      return values.readAll();
    } catch (IOException | NumberFormatException e) {
      throw new UnfitException("not JSON");
    }
  }

  private static List<CsvRecord> records(CsvLayout layout, String text) {
    List<CsvRecord> records = new ArrayList<>();
    try {
      CsvReader.builder()
          .fieldSeparator(layout.delimiter())
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .ofCsvRecord(text)
          .forEach(records::add);
    } catch (CsvParseException e) {
      throw new UnfitException("not CSV");
    }
    return records;
  }

  private static JsonNode tree(String text) {
    try {
      // Of bytes, Jackson would guess the encoding, and pass over a byte order mark anywhere.
      return Trees.READER.readTree(text);
    } catch (JsonProcessingException | NumberFormatException e) {
      throw new UnfitException("not JSON");
    }
  }

  private static Map<String, Object> object(JsonNode node, int depth, boolean plain) {
    require(node.isObject() && depth <= MAX_DEPTH);
    Map<String, Object> entries = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                entries.put(
                    text(entry.getKey()),
                    plain ? plain(entry.getValue(), depth) : typed(entry.getValue(), depth)));
    return entries;
  }

  private static Object plain(JsonNode node, int depth) {
    return switch (node.getNodeType()) {
      case STRING -> text(node.textValue());
      case NUMBER -> number(node.decimalValue());
      case BOOLEAN -> node.booleanValue();
      case NULL -> Optional.empty();
      case OBJECT -> object(node, depth + 1, true);
      case ARRAY -> {
        require(depth < MAX_DEPTH);
        List<Object> elements = new ArrayList<>();
        node.forEach(element -> elements.add(plain(element, depth + 1)));
        yield elements;
      }
      case BINARY, MISSING, POJO -> throw new UnfitException("none of JSON's");
    };
  }

  private static Map<String, Object> dynamoDb(JsonNode tree) {
    require(tree.isObject());
    JsonNode inner = tree.get("Item");
    boolean exported =
        tree.size() == 1
            && inner != null
            && inner.isObject()
            && (inner.isEmpty() || inner.iterator().next().isObject());
    return object(exported ? inner : tree, 1, false);
  }

  private static Object typed(JsonNode node, int depth) {
    require(node.isObject() && node.size() == 1);
    Map.Entry<String, JsonNode> only = node.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> string(value);
      case "N" -> number(string(value));
      case "B" -> bytes(string(value));
      case "BOOL" -> {
        require(value.isBoolean());
        yield value.booleanValue();
      }
      case "NULL" -> {
        require(value.isBoolean() && value.booleanValue());
        yield Optional.empty();
      }
      case "M" -> object(value, depth + 1, false);
      case "L" -> {
        require(value.isArray() && depth < MAX_DEPTH);
        List<Object> elements = new ArrayList<>();
        value.forEach(element -> elements.add(typed(element, depth + 1)));
        yield elements;
      }
      case "SS" -> set(value, IndependentReader::string);
      case "NS" -> set(value, element -> number(string(element)));
      case "BS" -> set(value, element -> bytes(string(element)));
      default -> throw new UnfitException("no type");
    };
  }

  private static Object set(JsonNode node, Function<JsonNode, Object> element) {
    require(node.isArray());
    HashSet<Object> set = new HashSet<>();
    node.forEach(value -> set.add(element.apply(value)));
    return set;
  }

  private static String string(JsonNode node) {
    require(node.isTextual());
    return text(node.textValue());
  }

  /** No half of a surrogate pair, which no table takes. */
  private static String text(String text) {
    require(UTF_8.newEncoder().canEncode(text));
    return text;
  }

  private static BigDecimal number(String text) {
    require(text.matches("[-+0-9.eE]+"));
    try {
      return number(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new UnfitException("no number");
    }
  }

  private static BigDecimal number(BigDecimal value) {
    require(
        value.signum() == 0
            || (value.abs().compareTo(LEAST) >= 0
                && value.abs().compareTo(TOO_MUCH) < 0
                && value.stripTrailingZeros().precision() <= 38));
    return value.stripTrailingZeros();
  }

  private static ByteBuffer bytes(String base64) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new UnfitException("not Base64");
    }
  }

  private static Map<String, Object> ion(String text) {
    IonDatagram values;
    try {
      values = ION.getLoader().load(text);
      require(values.size() == 1 && values.get(0) instanceof IonStruct);
      IonStruct record = (IonStruct) values.get(0);
      require(!record.isNullValue() && record.size() == 1);
      IonValue item = record.iterator().next();
      require("Item".equals(item.getFieldName()) && item instanceof IonStruct);
      return struct((IonStruct) item, 1);
    } catch (UnfitException e) {
      throw e;
    } catch (RuntimeException e) {
      // The library's exceptions are of many types.
      throw new UnfitException("not Ion");
    }
  }

  private static Map<String, Object> struct(IonStruct struct, int depth) {
    require(!struct.isNullValue() && depth <= MAX_DEPTH);
    Map<String, Object> entries = new LinkedHashMap<>();
    for (IonValue value : struct) {
      require(entries.put(value.getFieldName(), ion(value, depth)) == null);
    }
    return entries;
  }

  private static Object ion(IonValue value, int depth) {
    if (value.isNullValue()) {
      return Optional.empty();
    }
    return switch (value.getType()) {
      case BOOL -> ((IonBool) value).booleanValue();
      case INT, DECIMAL -> ionNumber(value);
      case STRING -> text(((IonString) value).stringValue());
      case BLOB -> ByteBuffer.wrap(((IonBlob) value).getBytes());
      case STRUCT -> struct((IonStruct) value, depth + 1);
      case LIST -> list((IonList) value, depth + 1);
      case NULL, FLOAT, TIMESTAMP, SYMBOL, CLOB, SEXP, DATAGRAM ->
          throw new UnfitException("none of DynamoDB's");
    };
  }

  private static BigDecimal ionNumber(IonValue value) {
    return number(
        value instanceof IonInt whole
            ? new BigDecimal(whole.bigIntegerValue())
            : ((IonDecimal) value).bigDecimalValue());
  }

  private static Object list(IonList list, int depth) {
    require(depth <= MAX_DEPTH);
    String[] annotations = list.getTypeAnnotations();
    if (annotations.length == 0) {
      return list.stream().map(element -> ion(element, depth)).toList();
    }
    Class<?> type =
        switch (annotations[0]) {
          case "$dynamodb_SS" -> String.class;
          case "$dynamodb_NS" -> BigDecimal.class;
          case "$dynamodb_BS" -> ByteBuffer.class;
          default -> throw new UnfitException("no annotation of DynamoDB's");
        };
    HashSet<Object> set = new HashSet<>();
    for (IonValue element : list) {
      Object value = ion(element, depth);
      require(type.isInstance(value));
      set.add(value);
    }
    return set;
  }

  private static Map<String, Object> csv(CsvLayout layout, String text) {
    // FastCSV closes a quote at the end of the text: the next record tells that it was open.
    List<CsvRecord> records = records(layout, text.replaceFirst("\r+$", "") + "\nnext");
    require(records.size() == 2);
    return csv(layout, records.get(0));
  }

  private static Map<String, Object> csv(CsvLayout layout, CsvRecord record) {
    List<String> fields = record.getFields();
    require(fields.size() == layout.header().size());
    Map<String, Object> item = new LinkedHashMap<>();
    IntStream.range(0, fields.size())
        .forEach(
            i -> {
              CsvType type = layout.type(layout.header().get(i));
              Object value = field(fields.get(i), type, layout.empty());
              if (value != null) {
                item.put(layout.header().get(i), value);
              }
            });
    return item;
  }

  private static @Nullable Object field(String text, CsvType type, CsvEmpty empty) {
    if (text.isEmpty()) {
      return switch (empty) {
        case OMIT -> null;
        case NULL -> Optional.empty();
        case EMPTY_STRING -> type == CsvType.S ? "" : null;
      };
    }
    return switch (type) {
      case S -> text;
      case N -> number(text);
      case B -> bytes(text);
      case BOOL -> {
        require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
        yield text.equalsIgnoreCase("true");
      }
      case M -> object(tree(text), 2, true);
      case L -> {
        JsonNode tree = tree(text);
        require(tree.isArray());
        yield plain(tree, 1);
      }
      case SS -> set(tree(text), IndependentReader::string);
      case NS ->
          set(
              tree(text),
              element -> {
                require(element.isNumber());
                return number(element.decimalValue());
              });
    };
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new UnfitException("not as it must be");
    }
  }
}
