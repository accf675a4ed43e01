package io.stackseed.aws;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items in the SDK's words. */
final class AttributeValues implements Value.Visitor<AttributeValue> {
  private static final AttributeValues VISITOR = new AttributeValues();
  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  private AttributeValues() {}

  static Map<String, AttributeValue> of(Item item) {
    return map(item.attributes());
  }

  /** An item as the service returns it. */
  static Item item(Map<String, AttributeValue> attributes) {
    return new Item(values(attributes));
  }

  private static Map<String, Value> values(Map<String, AttributeValue> attributes) {
    Map<String, Value> values = new LinkedHashMap<>();
    attributes.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  /** The key of an item as the service returns it. */
  static ItemKey key(Map<String, AttributeValue> item, TableSchema table) {
    KeyAttribute sort = table.key().sort();
    return new ItemKey(
        keyValue(item, table.key().partition()), sort == null ? null : keyValue(item, sort));
  }

  private static Value keyValue(Map<String, AttributeValue> item, KeyAttribute key) {
    @Nullable AttributeValue value = item.get(key.name());
    if (value == null) {
      throw new IllegalStateException("an item came back without its key '" + key.name() + "'");
    }
    return switch (key.type()) {
      case S -> new Value.S(value.s());
      case N -> new Value.N(value.n());
      case B -> new Value.B(binary(value.b()));
    };
  }

  /** A value as it is stored. */
  static AttributeValue of(Value value) {
    return value.accept(VISITOR);
  }

  /** The value that {@link #of(Value)} stores, its numbers as the service writes them. */
  static Value value(AttributeValue stored) {
    return switch (stored.type()) {
      case S -> new Value.S(stored.s());
      case N -> new Value.N(stored.n());
      case B -> new Value.B(binary(stored.b()));
      case BOOL -> new Value.Bool(stored.bool());
      case NUL -> new Value.Null();
      case L -> new Value.L(stored.l().stream().map(AttributeValues::value).toList());
      case M -> new Value.M(values(stored.m()));
      case SS -> new Value.SS(stored.ss());
      case NS -> new Value.NS(stored.ns());
      case BS -> new Value.BS(stored.bs().stream().map(AttributeValues::binary).toList());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("a value has no type");
    };
  }

  private static Binary binary(SdkBytes bytes) {
    return Binary.of(bytes.asByteArray());
  }

  private static Map<String, AttributeValue> map(Map<String, Value> values) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, value.accept(VISITOR)));
    return map;
  }

  @Override
  public AttributeValue visit(Value.S value) {
    return AttributeValue.fromS(value.text());
  }

  @Override
  public AttributeValue visit(Value.N value) {
    return AttributeValue.fromN(value.digits());
  }

  @Override
  public AttributeValue visit(Value.B value) {
    return AttributeValue.fromB(bytes(value.bytes()));
  }

  @Override
  public AttributeValue visit(Value.Bool value) {
    return AttributeValue.fromBool(value.value());
  }

  @Override
  public AttributeValue visit(Value.Null value) {
    return NULL;
  }

  @Override
  public AttributeValue visit(Value.L value) {
    return AttributeValue.fromL(
        value.elements().stream().map(element -> element.accept(this)).toList());
  }

  @Override
  public AttributeValue visit(Value.M value) {
    return AttributeValue.fromM(map(value.entries()));
  }

  @Override
  public AttributeValue visit(Value.SS value) {
    return AttributeValue.fromSs(value.elements());
  }

  @Override
  public AttributeValue visit(Value.NS value) {
    return AttributeValue.fromNs(value.elements());
  }

  @Override
  public AttributeValue visit(Value.BS value) {
    return AttributeValue.fromBs(value.elements().stream().map(AttributeValues::bytes).toList());
  }

  private static SdkBytes bytes(Binary binary) {
    return SdkBytes.fromByteArrayUnsafe(binary.toArray());
  }
}
