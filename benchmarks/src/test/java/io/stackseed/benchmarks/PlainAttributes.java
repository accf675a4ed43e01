package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lines of JSON as the SDK's attribute values, by Jackson's tree: what one would write first. */
public final class PlainAttributes {
  /** No digit passes through a double. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private PlainAttributes() {}

  /** An item for each line. */
  public static Stream<Map<String, AttributeValue>> of(byte[] lines) {
    return new String(lines, UTF_8).lines().map(PlainAttributes::of);
  }

  public static Map<String, AttributeValue> of(String line) {
    try {
      return map(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static Map<String, AttributeValue> map(JsonNode object) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static AttributeValue value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> AttributeValue.fromS(node.textValue());
      case NUMBER -> AttributeValue.fromN(node.asText());
      case BOOLEAN -> AttributeValue.fromBool(node.booleanValue());
      case NULL -> AttributeValue.fromNul(true);
      case OBJECT -> AttributeValue.fromM(map(node));
      case ARRAY -> {
        List<AttributeValue> elements = new ArrayList<>();
        node.forEach(element -> elements.add(value(element)));
        yield AttributeValue.fromL(elements);
      }
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + node);
    };
  }
}
