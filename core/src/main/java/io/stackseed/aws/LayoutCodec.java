package io.stackseed.aws;

import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a source holds its records: attributes of {@link LoadCodec}'s. */
final class LayoutCodec {
  private LayoutCodec() {}

  static Attributes write(Layout layout) {
    return new Attributes()
        .number("firstByte", layout.firstByte())
        .text("format", layout.format().name())
        .text("compression", compression(layout))
        .map("csv", layout.csv() == null ? null : csv(layout.csv()));
  }

  static Layout read(Attributes attributes) {
    Attributes csv = attributes.optionalMap("csv");
    return new Layout(
        Format.valueOf(attributes.text("format")),
        compression(attributes.optionalText("compression")),
        attributes.number("firstByte"),
        csv == null ? null : csv(csv));
  }

  /** Absent where there is none, as it was before there were any. */
  private static @Nullable String compression(Layout layout) {
    return layout.compression() == Compression.NONE ? null : layout.compression().name();
  }

  private static Compression compression(@Nullable String name) {
    return name == null ? Compression.NONE : Compression.valueOf(name);
  }

  private static Attributes csv(CsvLayout csv) {
    return new Attributes()
        .text("delimiter", String.valueOf(csv.delimiter()))
        .put(
            "header",
            AttributeValue.fromL(csv.header().stream().map(AttributeValue::fromS).toList()))
        .map("types", types(csv.types()))
        .text("empty", csv.empty().name())
        .truth("quotedNewlines", csv.quotedNewlines());
  }

  private static CsvLayout csv(Attributes attributes) {
    return new CsvLayout(
        attributes.text("delimiter").charAt(0),
        attributes.required("header").l().stream().map(AttributeValue::s).toList(),
        types(attributes.map("types")),
        CsvEmpty.valueOf(attributes.text("empty")),
        attributes.truth("quotedNewlines"));
  }

  static Attributes types(Map<String, CsvType> types) {
    Attributes attributes = new Attributes();
    types.forEach((name, type) -> attributes.text(name, type.name()));
    return attributes;
  }

  static Map<String, CsvType> types(Attributes attributes) {
    Map<String, CsvType> types = new HashMap<>();
    attributes.toMap().forEach((name, type) -> types.put(name, CsvType.valueOf(type.s())));
    return types;
  }
}
