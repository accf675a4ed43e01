package io.stackseed.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Items as DynamoDB writes them, made with Jackson's tree: the naive model of their reader. */
public final class DynamoDbJsonText implements Value.Visitor<ObjectNode> {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DynamoDbJsonText VISITOR = new DynamoDbJsonText();

  private DynamoDbJsonText() {}

  static String bare(Item item) {
    return entries(item.attributes()).toString();
  }

  public static String exported(Item item) {
    return NODES.objectNode().set("Item", entries(item.attributes())).toString();
  }

  private static ObjectNode entries(Map<String, Value> entries) {
    ObjectNode node = NODES.objectNode();
    entries.forEach((name, value) -> node.set(name, value.accept(VISITOR)));
    return node;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode node = NODES.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  private static ObjectNode node() {
    return NODES.objectNode();
  }

  @Override
  public ObjectNode visit(Value.S value) {
    return node().put("S", value.text());
  }

  @Override
  public ObjectNode visit(Value.N value) {
    return node().put("N", value.digits());
  }

  @Override
  public ObjectNode visit(Value.B value) {
    return node().put("B", Base64.getEncoder().encodeToString(value.bytes().toArray()));
  }

  @Override
  public ObjectNode visit(Value.Bool value) {
    return node().put("BOOL", value.value());
  }

  @Override
  public ObjectNode visit(Value.Null value) {
    return node().put("NULL", true);
  }

  @Override
  public ObjectNode visit(Value.L value) {
    ArrayNode elements = NODES.arrayNode();
    value.elements().forEach(element -> elements.add(element.accept(this)));
    return node().set("L", elements);
  }

  @Override
  public ObjectNode visit(Value.M value) {
    return node().set("M", entries(value.entries()));
  }

  @Override
  public ObjectNode visit(Value.SS value) {
    return node().set("SS", texts(value.elements()));
  }

  @Override
  public ObjectNode visit(Value.NS value) {
    return node().set("NS", texts(value.elements()));
  }

  @Override
  public ObjectNode visit(Value.BS value) {
    return node()
        .set(
            "BS",
            texts(
                value.elements().stream()
                    .map(bytes -> Base64.getEncoder().encodeToString(bytes.toArray()))
                    .toList()));
  }
}
