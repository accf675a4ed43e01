package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Items as plain maps, to be compared attribute by attribute: each number a {@link BigDecimal}
 * without trailing zeros, bytes a {@link ByteBuffer}, each set a {@link Set}, a null an empty
 * {@link Optional}. Shares no code with the readers: DynamoDB JSON is told apart in Jackson's tree.
 */
public final class GoldenItems {

  private static final JsonMapper JSON = new JsonMapper();

  private GoldenItems() {}

  /** The items of lines of {@code {"Item":…}}, in their order. */
  public static List<Map<String, Object>> ofExport(byte[] lines) {
    return new String(lines, UTF_8)
        .lines()
        .map(line -> attributes(tree(line).get("Item")))
        .toList();
  }

  /** A reader's item in the same form. */
  static Map<String, Object> of(Item item) {
    return attributes(item.attributes());
  }

  private static Map<String, Object> attributes(Map<String, Value> values) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    values.forEach((name, value) -> attributes.put(name, value.accept(PLAIN)));
    return attributes;
  }

  /** A number by its value. */
  public static BigDecimal number(String digits) {
    return new BigDecimal(digits).stripTrailingZeros();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> attributes(JsonNode node) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    node.properties().forEach(entry -> attributes.put(entry.getKey(), plain(entry.getValue())));
    return attributes;
  }

  private static Object plain(JsonNode typed) {
    Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
    JsonNode value = entry.getValue();
    return switch (entry.getKey()) {
      case "S" -> value.textValue();
      case "N" -> number(value.textValue());
      case "B" -> bytes(value.textValue());
      case "BOOL" -> value.booleanValue();
      case "NULL" -> Optional.empty();
      case "M" -> attributes(value);
      case "L" -> {
        List<Object> elements = new ArrayList<>();
        value.forEach(element -> elements.add(plain(element)));
        yield elements;
      }
      case "SS" -> set(value, Function.identity());
      case "NS" -> set(value, GoldenItems::number);
      case "BS" -> set(value, GoldenItems::bytes);
      default -> throw new IllegalArgumentException("no type of DynamoDB's: " + entry.getKey());
    };
  }

  private static ByteBuffer bytes(String base64) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
  }

  private static final Value.Visitor<Object> PLAIN =
      new Value.Visitor<>() {
        @Override
        public Object visit(Value.S value) {
          return value.text();
        }

        @Override
        public Object visit(Value.N value) {
          return number(value.digits());
        }

        @Override
        public Object visit(Value.B value) {
          return ByteBuffer.wrap(value.bytes().toArray());
        }

        @Override
        public Object visit(Value.Bool value) {
          return value.value();
        }

        @Override
        public Object visit(Value.Null value) {
          return Optional.empty();
        }

        @Override
        public Object visit(Value.L value) {
          List<Object> elements = new ArrayList<>();
          value.elements().forEach(element -> elements.add(element.accept(this)));
          return elements;
        }

        @Override
        public Object visit(Value.M value) {
          return attributes(value.entries());
        }

        @Override
        public Object visit(Value.SS value) {
          return Set.copyOf(value.elements());
        }

        @Override
        public Object visit(Value.NS value) {
          return value.elements().stream().map(GoldenItems::number).collect(Collectors.toSet());
        }

        @Override
        public Object visit(Value.BS value) {
          return value.elements().stream()
              .map(bytes -> ByteBuffer.wrap(bytes.toArray()))
              .collect(Collectors.toSet());
        }
      };

  private static <T> Set<T> set(JsonNode elements, Function<String, T> value) {
    Set<T> set = new HashSet<>();
    elements.forEach(element -> set.add(value.apply(element.textValue())));
    return set;
  }
}
