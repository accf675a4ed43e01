package io.stackseed.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads single properties. CloudFormation sends scalars as strings ({@code "true"}), people send
 * them natively: both are read. An empty string is an absent property, because templates pass empty
 * parameters on.
 */
final class PropertyReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private final JsonNode properties;

  PropertyReader(@Nullable JsonNode properties) {
    this.properties = properties == null ? JsonNodeFactory.instance.objectNode() : properties;
  }

  void refuseUnknown() {
    for (Iterator<String> names = properties.fieldNames(); names.hasNext(); ) {
      PropertyNames.check(names.next());
    }
  }

  String required(String property, String remedy) {
    String value = optional(property);
    if (value == null) {
      throw invalid(property, "missing", remedy);
    }
    return value;
  }

  @Nullable String optional(String property) {
    JsonNode value = properties.path(property);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw invalid(
          property,
          "a %s is not allowed".formatted(value.isArray() ? "list" : "map"),
          "Use a single value");
    }
    String text = value.asText();
    return text.isEmpty() ? null : text;
  }

  boolean truth(String property, boolean absent) {
    String text = optional(property);
    if (text == null) {
      return absent;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw invalid(property, "'%s' is not allowed".formatted(text), "Use true or false");
    };
  }

  long wholeNumber(String property, long min, long max, long absent) {
    String text = optional(property);
    if (text == null) {
      return absent;
    }
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw invalid(
        property,
        "'%s' is not allowed".formatted(text),
        String.format(Locale.ROOT, "Use a whole number from %d to %d", min, max));
  }

  /**
   * One of a closed set, read without regard to case, {@code _} and {@code -}.
   *
   * @return null if the property is absent or says {@code absent}
   */
  <T> @Nullable T choice(String property, Map<String, T> values, String absent, String remedy) {
    String text = optional(property);
    if (text == null) {
      return null;
    }
    String name = text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    T value = values.get(name);
    if (value == null && !name.equals(absent)) {
      throw invalid(property, "'%s' is not allowed".formatted(text), remedy);
    }
    return value;
  }

  /**
   * A list of texts, given natively or as JSON text.
   *
   * @return null if the property is absent
   */
  @Nullable List<String> list(String property) {
    JsonNode value = container(property);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw notA(property, "list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(scalar(property, element, "list of texts"));
    }
    return texts;
  }

  /** A map of texts, given natively or as JSON text; empty if the property is absent. */
  Map<String, String> map(String property) {
    Map<String, String> texts = new LinkedHashMap<>();
    nodes(property, "map of texts")
        .forEach((name, value) -> texts.put(name, scalar(property, value, "map of texts")));
    return texts;
  }

  /**
   * A map of any JSON, given natively or as JSON text; empty if the property is absent.
   *
   * @param wanted what it is, for whoever gave something else
   */
  Map<String, JsonNode> nodes(String property, String wanted) {
    JsonNode value = container(property);
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw notA(property, wanted);
    }
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    value.properties().forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    return nodes;
  }

  private @Nullable JsonNode container(String property) {
    JsonNode value = properties.path(property);
    if (value.isContainerNode()) {
      return value;
    }
    String text = optional(property);
    if (text == null) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String scalar(String property, JsonNode value, String wanted) {
    if (!value.isValueNode() || value.isNull()) {
      throw notA(property, wanted);
    }
    return value.asText();
  }

  private static FailureException notA(String property, String wanted) {
    return invalid(property, "not a " + wanted, "Use a " + wanted + ", natively or as JSON text");
  }

  private static FailureException invalid(String property, String problem, String remedy) {
    return new FailureException(new InvalidProperty(property, problem, remedy));
  }
}
