package io.stackseed.aws;

import io.stackseed.item.Value;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.Sampling;
import io.stackseed.shape.Shaping;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of items: attributes of {@link LoadCodec}'s, absent where nothing does. */
final class ShapingCodec {
  private ShapingCodec() {}

  static Attributes write(Shaping shaping) {
    Sampling sampling = shaping.sampling();
    return new Attributes()
        .text("sampleBy", sampling == null ? null : sampling.attribute())
        .text("samplePercent", sampling == null ? null : sampling.percent().toPlainString())
        .texts("remove", texts(shaping.remove()))
        .texts("hash", texts(shaping.hash()))
        .text("hashKey", shaping.hashKey())
        .put("set", shaping.set().isEmpty() ? null : set(shaping.set()));
  }

  static Shaping read(Attributes attributes) {
    String sampleBy = attributes.optionalText("sampleBy");
    return new Shaping(
        sampleBy == null
            ? null
            : new Sampling(sampleBy, new BigDecimal(attributes.text("samplePercent"))),
        paths(attributes.optionalTexts("remove")),
        paths(attributes.optionalTexts("hash")),
        attributes.optionalText("hashKey"),
        set(attributes));
  }

  private static @Nullable List<String> texts(List<AttributePath> paths) {
    return paths.isEmpty() ? null : paths.stream().map(AttributePath::toString).toList();
  }

  private static List<AttributePath> paths(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(AttributePath::parse).toList();
  }

  /** A list, because a stored map keeps no order. */
  private static AttributeValue set(Map<AttributePath, Value> set) {
    return AttributeValue.fromL(
        set.entrySet().stream()
            .map(
                entry ->
                    new Attributes()
                        .text("path", entry.getKey().toString())
                        .put("value", AttributeValues.of(entry.getValue()))
                        .toMap())
            .map(AttributeValue::fromM)
            .toList());
  }

  private static Map<AttributePath, Value> set(Attributes attributes) {
    Map<AttributePath, Value> set = new LinkedHashMap<>();
    attributes
        .optional("set")
        .ifPresent(
            stored ->
                stored.l().stream()
                    .map(entry -> Attributes.read(entry.m()))
                    .forEach(
                        entry ->
                            set.put(
                                AttributePath.parse(entry.text("path")),
                                AttributeValues.value(entry.required("value")))));
    return set;
  }
}
