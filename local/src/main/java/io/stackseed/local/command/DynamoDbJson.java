package io.stackseed.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as DynamoDB's API and export write them. */
final class DynamoDbJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DynamoDbJson() {}

  /** Attributes by name, sorted, so that two dumps can be compared. */
  static ObjectNode item(Map<String, AttributeValue> item) {
    ObjectNode node = NODES.objectNode();
    new TreeMap<>(item).forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static JsonNode value(AttributeValue value) {
    ObjectNode node = NODES.objectNode();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case B -> node.put("B", value.b().asByteArray());
      case M -> node.set("M", item(value.m()));
      case L -> node.set("L", list(value.l()));
      case SS -> node.set("SS", texts(value.ss()));
      case NS -> node.set("NS", texts(value.ns()));
      case BS -> node.set("BS", bytes(value.bs()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("a value of no known type");
    }
    return node;
  }

  private static ArrayNode list(List<AttributeValue> values) {
    ArrayNode node = NODES.arrayNode();
    values.forEach(value -> node.add(value(value)));
    return node;
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode node = NODES.arrayNode();
    values.forEach(node::add);
    return node;
  }

  private static ArrayNode bytes(List<SdkBytes> values) {
    ArrayNode node = NODES.arrayNode();
    values.forEach(value -> node.add(value.asByteArray()));
    return node;
  }
}
