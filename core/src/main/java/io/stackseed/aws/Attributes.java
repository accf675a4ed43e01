package io.stackseed.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of a stored form, written and read by name. Null is an absent attribute. */
final class Attributes {
  private final Map<String, AttributeValue> values = new HashMap<>();

  Attributes() {}

  private Attributes(Map<String, AttributeValue> values) {
    this.values.putAll(values);
  }

  static Attributes read(Map<String, AttributeValue> values) {
    return new Attributes(values);
  }

  Attributes text(String name, @Nullable String value) {
    return put(name, value == null ? null : AttributeValue.fromS(value));
  }

  Attributes number(String name, long value) {
    return put(name, n(value));
  }

  Attributes decimal(String name, double value) {
    return put(name, n(value));
  }

  /** Nothing if the value is null. */
  Attributes optionalNumber(String name, @Nullable Long value) {
    return put(name, value == null ? null : n(value));
  }

  Attributes truth(String name, boolean value) {
    return put(name, AttributeValue.fromBool(value));
  }

  /** In epoch milliseconds. */
  Attributes instant(String name, @Nullable Instant value) {
    return put(name, value == null ? null : n(value.toEpochMilli()));
  }

  Attributes map(String name, @Nullable Attributes value) {
    return put(name, value == null ? null : AttributeValue.fromM(value.values));
  }

  Attributes texts(String name, @Nullable List<String> values) {
    return put(name, values == null ? null : texts(values));
  }

  static AttributeValue texts(List<String> values) {
    return AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList());
  }

  Attributes put(String name, @Nullable AttributeValue value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  Attributes putAll(Attributes others) {
    values.putAll(others.values);
    return this;
  }

  Map<String, AttributeValue> toMap() {
    return Map.copyOf(values);
  }

  String text(String name) {
    return required(name).s();
  }

  @Nullable String optionalText(String name) {
    return optional(name).map(AttributeValue::s).orElse(null);
  }

  @Nullable List<String> optionalTexts(String name) {
    return optional(name)
        .map(texts -> texts.l().stream().map(AttributeValue::s).toList())
        .orElse(null);
  }

  @Nullable Long optionalNumber(String name) {
    return optional(name).map(value -> Long.valueOf(value.n())).orElse(null);
  }

  long number(String name) {
    return Long.parseLong(required(name).n());
  }

  int intNumber(String name) {
    return Integer.parseInt(required(name).n());
  }

  /** 0 if the attribute is absent: a counter that nothing was added to yet. */
  long counter(String name) {
    return optional(name).map(value -> Long.parseLong(value.n())).orElse(0L);
  }

  /** 0 if the attribute is absent. */
  double decimal(String name) {
    return optional(name).map(value -> Double.parseDouble(value.n())).orElse(0.0);
  }

  boolean truth(String name) {
    return required(name).bool();
  }

  Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  @Nullable Instant optionalInstant(String name) {
    return optional(name)
        .map(value -> Instant.ofEpochMilli(Long.parseLong(value.n())))
        .orElse(null);
  }

  Attributes map(String name) {
    return new Attributes(required(name).m());
  }

  @Nullable Attributes optionalMap(String name) {
    return optional(name).map(value -> new Attributes(value.m())).orElse(null);
  }

  Optional<AttributeValue> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  AttributeValue required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("a stored item has no '" + name + "'"));
  }

  static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue n(double value) {
    return AttributeValue.fromN(java.math.BigDecimal.valueOf(value).toPlainString());
  }
}
