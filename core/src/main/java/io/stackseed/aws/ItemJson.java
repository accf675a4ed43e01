package io.stackseed.aws;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Items in DynamoDB's JSON, as the SDK would write {@link AttributeValues} of them. */
final class ItemJson implements Value.Visitor<JsonBuffer> {

  private final JsonBuffer json;

  ItemJson(JsonBuffer json) {
    this.json = json;
  }

  /** Adds an item's attributes. */
  void write(Item item) {
    map(item.attributes());
  }

  @Override
  public JsonBuffer visit(Value.S value) {
    return json.raw("{\"S\":").string(value.text()).raw("}");
  }

  @Override
  public JsonBuffer visit(Value.N value) {
    return json.raw("{\"N\":\"").raw(value.digits()).raw("\"}");
  }

  @Override
  public JsonBuffer visit(Value.B value) {
    json.raw("{\"B\":");
    binary(value.bytes());
    return json.raw("}");
  }

  @Override
  public JsonBuffer visit(Value.Bool value) {
    return json.raw(value.value() ? "{\"BOOL\":true}" : "{\"BOOL\":false}");
  }

  @Override
  public JsonBuffer visit(Value.Null value) {
    return json.raw("{\"NULL\":true}");
  }

  @Override
  public JsonBuffer visit(Value.L value) {
    return list("{\"L\":[", value.elements(), element -> element.accept(this));
  }

  @Override
  public JsonBuffer visit(Value.M value) {
    json.raw("{\"M\":");
    map(value.entries());
    return json.raw("}");
  }

  @Override
  public JsonBuffer visit(Value.SS value) {
    return list("{\"SS\":[", value.elements(), json::string);
  }

  @Override
  public JsonBuffer visit(Value.NS value) {
    return list("{\"NS\":[", value.elements(), json::string);
  }

  @Override
  public JsonBuffer visit(Value.BS value) {
    return list("{\"BS\":[", value.elements(), this::binary);
  }

  /** By forEach, because the entries of a view that cannot be changed are wrapped one by one. */
  private void map(Map<String, Value> entries) {
    json.raw("{");
    entries.forEach(
        (name, value) -> {
          json.string(name).raw(":");
          value.accept(this).raw(",");
        });
    json.end("}");
  }

  private <T> JsonBuffer list(String start, List<T> elements, Consumer<T> write) {
    json.raw(start);
    for (T element : elements) {
      write.accept(element);
      json.raw(",");
    }
    return json.end("]}");
  }

  private void binary(Binary binary) {
    json.raw("\"").raw(Base64.getEncoder().encode(binary.toArray())).raw("\"");
  }
}
