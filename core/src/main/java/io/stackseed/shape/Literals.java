package io.stackseed.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.item.Binary;
import io.stackseed.item.KeyType;
import io.stackseed.item.Numbers;
import io.stackseed.item.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads what Set puts at one path: JSON, or a value under DynamoDB's own type descriptor. Text that
 * begins with {@code now} is a moment; one that is to stay as it is has a backslash before it.
 */
final class Literals {
  /** Far more than anyone writes, and few enough for what is around it where it is stored. */
  private static final int MAX_DEPTH = 16;

  private static final String KEPT = "\\now";

  private final String path;
  private final Instant now;

  Literals(AttributePath path, Instant now) {
    this.path = path.toString();
    this.now = now;
  }

  /**
   * A value of any type.
   *
   * @throws FailureException if it is none
   */
  Value value(JsonNode node) {
    return value(node, 0);
  }

  /**
   * A value of a key attribute: a scalar without a type has the key's.
   *
   * @throws FailureException if it is none of that type
   */
  Value key(JsonNode node, KeyType type) {
    return node.isValueNode() && !node.isNull() ? typed(type.name(), node, 0) : value(node);
  }

  private Value value(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw failure(
          "is nested more than %d levels deep".formatted(MAX_DEPTH), "Use a simpler value");
    }
    return switch (node.getNodeType()) {
      case STRING -> text(node.textValue());
      case NUMBER -> number(node.asText());
      case BOOLEAN -> new Value.Bool(node.booleanValue());
      case ARRAY -> new Value.L(elements(node, element -> value(element, depth + 1)));
      case OBJECT -> {
        String name = node.size() == 1 ? node.fieldNames().next() : "";
        yield isDescriptor(name)
            ? typed(name, node.path(name), depth)
            : new Value.M(entries(node, depth));
      }
      case NULL, MISSING, BINARY, POJO -> new Value.Null();
    };
  }

  private Value text(String text) {
    if (Moment.isOne(text)) {
      return new Value.N(Long.toString(moment(text).getEpochSecond()));
    }
    return new Value.S(unescaped(text));
  }

  private static String unescaped(String text) {
    return text.startsWith(KEPT) ? text.substring(1) : text;
  }

  private static boolean isDescriptor(String name) {
    return switch (name) {
      case "S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS" -> true;
      default -> false;
    };
  }

  private Value typed(String descriptor, JsonNode node, int depth) {
    return switch (descriptor) {
      case "S" -> {
        String text = scalar("S", node);
        yield new Value.S(Moment.isOne(text) ? moment(text).toString() : unescaped(text));
      }
      case "N" -> {
        String text = scalar("N", node);
        yield Moment.isOne(text) ? text(text) : number(text);
      }
      case "B" -> new Value.B(binary(scalar("B", node)));
      case "BOOL" -> new Value.Bool(truth("BOOL", node, "true", "false"));
      case "NULL" -> {
        boolean unused = truth("NULL", node, "true", "true");
        yield new Value.Null();
      }
      case "L" ->
          new Value.L(elements(required("L", node, node.isArray()), e -> value(e, depth + 1)));
      case "M" -> new Value.M(entries(required("M", node, node.isObject()), depth));
      case "SS" -> new Value.SS(scalars("SS", node, Function.identity()));
      case "NS" -> new Value.NS(scalars("NS", node, text -> number(text).digits()));
      case "BS" -> new Value.BS(scalars("BS", node, this::binary));
      default -> throw new IllegalStateException(descriptor + " is no type");
    };
  }

  private <T> List<T> scalars(String descriptor, JsonNode node, Function<String, T> element) {
    return elements(
        required(descriptor, node, node.isArray()),
        value -> element.apply(scalar(descriptor, value)));
  }

  private static <T> List<T> elements(JsonNode list, Function<JsonNode, T> element) {
    List<T> elements = new ArrayList<>();
    list.forEach(node -> elements.add(element.apply(node)));
    return elements;
  }

  private Map<String, Value> entries(JsonNode map, int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    map.properties()
        .forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), depth + 1)));
    return entries;
  }

  private Instant moment(String text) {
    try {
      return Moment.at(text, now);
    } catch (IllegalArgumentException e) {
      throw failure(
          "cannot be '%s': %s".formatted(text, e.getMessage()),
          "Use a duration such as P30D or PT2H, or write \\%s for the text".formatted(text));
    }
  }

  private Value.N number(String text) {
    Numbers.problem(text)
        .ifPresent(
            problem -> {
              throw failure(
                  "cannot be N '%s': the number %s".formatted(text, problem),
                  "Correct the number, or its type");
            });
    return new Value.N(text);
  }

  private Binary binary(String text) {
    try {
      return Binary.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw failure("cannot be B '%s': it is not Base64".formatted(text), "Encode the bytes in it");
    }
  }

  private boolean truth(String descriptor, JsonNode node, String one, String other) {
    String text = scalar(descriptor, node).toLowerCase(Locale.ROOT);
    if (!text.equals(one) && !text.equals(other)) {
      throw failure(
          "cannot be %s '%s'".formatted(descriptor, text),
          one.equals(other) ? "Use " + one : "Use %s or %s".formatted(one, other));
    }
    return text.equals("true");
  }

  private String scalar(String descriptor, JsonNode node) {
    return required(descriptor, node, node.isValueNode() && !node.isNull()).asText();
  }

  private JsonNode required(String descriptor, JsonNode node, boolean fits) {
    if (!fits) {
      throw failure(
          "is no value under the type %s".formatted(descriptor),
          "Write it as DynamoDB JSON does, or {\"M\":…} for a map with one entry '%s'"
              .formatted(descriptor));
    }
    return node;
  }

  private FailureException failure(String problem, String remedy) {
    return new FailureException(
        new InvalidProperty("Set", "'%s' %s".formatted(path, problem), remedy));
  }
}
