package io.stackseed.benchmarks.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazon.ion.IonBool;
import com.amazon.ion.IonDecimal;
import com.amazon.ion.IonList;
import com.amazon.ion.IonStruct;
import com.amazon.ion.IonSystem;
import com.amazon.ion.IonText;
import com.amazon.ion.IonValue;
import com.amazon.ion.system.IonSystemBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one would write without Stackseed: a library's tree of each record, and the tree mapped to
 * attribute values. They are Stackseed's own, so that both sides make the same. It checks nothing
 * that the values do not check themselves.
 */
final class PlainItems {
  /** No digit passes through a double. */
  private static final ObjectReader TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private static final IonSystem ION = IonSystemBuilder.standard().build();

  private PlainItems() {}

  /** Of an array, or of lines. */
  static void json(byte[] bytes, Consumer<Item> items) throws IOException {
    try (MappingIterator<JsonNode> trees = TREES.readValues(bytes)) {
      while (trees.hasNextValue()) {
        items.accept(new Item(map(trees.nextValue())));
      }
    }
  }

  private static Map<String, Value> map(JsonNode object) {
    Map<String, Value> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> new Value.S(node.textValue());
      case NUMBER -> new Value.N(node.asText());
      case BOOLEAN -> new Value.Bool(node.booleanValue());
      case NULL -> new Value.Null();
      case OBJECT -> new Value.M(map(node));
      case ARRAY -> {
        List<Value> elements = new ArrayList<>();
        node.forEach(element -> elements.add(value(element)));
        yield new Value.L(elements);
      }
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + node);
    };
  }

  static void dynamoDbJson(byte[] bytes, Consumer<Item> items) throws IOException {
    try (MappingIterator<JsonNode> trees = TREES.readValues(bytes)) {
      while (trees.hasNextValue()) {
        items.accept(new Item(typedMap(trees.nextValue().path("Item"))));
      }
    }
  }

  private static Map<String, Value> typedMap(JsonNode object) {
    Map<String, Value> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), typedValue(entry.getValue())));
    return map;
  }

  private static Value typedValue(JsonNode node) {
    Map.Entry<String, JsonNode> typed = node.properties().iterator().next();
    JsonNode value = typed.getValue();
    return switch (typed.getKey()) {
      case "S" -> new Value.S(value.textValue());
      case "N" -> new Value.N(value.textValue());
      case "BOOL" -> new Value.Bool(value.booleanValue());
      case "NULL" -> new Value.Null();
      case "M" -> new Value.M(typedMap(value));
      case "L" -> {
        List<Value> elements = new ArrayList<>();
        value.forEach(element -> elements.add(typedValue(element)));
        yield new Value.L(elements);
      }
      default -> throw new IllegalArgumentException("an order has no " + typed.getKey());
    };
  }

  static void ion(byte[] bytes, Consumer<Item> items) {
    Iterator<IonValue> trees = ION.iterate(ION.newReader(bytes));
    while (trees.hasNext()) {
      items.accept(new Item(ionMap((IonStruct) ((IonStruct) trees.next()).get("Item"))));
    }
  }

  private static Map<String, Value> ionMap(IonStruct struct) {
    Map<String, Value> map = new LinkedHashMap<>();
    struct.forEach(value -> map.put(value.getFieldName(), ionValue(value)));
    return map;
  }

  private static Value ionValue(IonValue value) {
    if (value.isNullValue()) {
      return new Value.Null();
    }
    return switch (value.getType()) {
      case STRING -> new Value.S(((IonText) value).stringValue());
      case DECIMAL -> new Value.N(((IonDecimal) value).bigDecimalValue().toString());
      case BOOL -> new Value.Bool(((IonBool) value).booleanValue());
      case STRUCT -> new Value.M(ionMap((IonStruct) value));
      case LIST -> {
        List<Value> elements = new ArrayList<>();
        ((IonList) value).forEach(element -> elements.add(ionValue(element)));
        yield new Value.L(elements);
      }
      default -> throw new IllegalArgumentException("an order has no " + value.getType());
    };
  }

  static void csv(byte[] bytes, Consumer<Item> items) throws IOException {
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(bytes), UTF_8))) {
      Iterator<CsvRecord> rest = records.iterator();
      List<String> names = rest.next().getFields();
      while (rest.hasNext()) {
        items.accept(new Item(csvMap(names, rest.next())));
      }
    }
  }

  private static Map<String, Value> csvMap(List<String> names, CsvRecord record) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String text = record.getField(i);
      if (!text.isEmpty()) {
        map.put(names.get(i), csvValue(names.get(i), text));
      }
    }
    return map;
  }

  private static Value csvValue(String name, String text) {
    return switch (name) {
      case "quantity", "price", "amount" -> new Value.N(text);
      case "paid" -> new Value.Bool(text.toLowerCase(Locale.ROOT).equals("true"));
      default -> new Value.S(text);
    };
  }
}
