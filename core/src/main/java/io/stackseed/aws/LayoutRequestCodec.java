package io.stackseed.aws;

import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a request says of the layout of listed objects: attributes of {@link SourceCodec}'s. */
final class LayoutRequestCodec {
  private LayoutRequestCodec() {}

  static Attributes write(LayoutRequest request) {
    Format format = request.format();
    Compression compression = request.compression();
    return new Attributes()
        .text("format", format == null ? null : format.name())
        .text("compression", compression == null ? null : compression.name())
        .map("csv", request.csv().equals(CsvOptions.DEFAULT) ? null : csv(request.csv()));
  }

  static LayoutRequest read(Attributes attributes) {
    String format = attributes.optionalText("format");
    String compression = attributes.optionalText("compression");
    Attributes csv = attributes.optionalMap("csv");
    return new LayoutRequest(
        format == null ? null : Format.valueOf(format),
        compression == null ? null : Compression.valueOf(compression),
        csv == null ? CsvOptions.DEFAULT : csv(csv));
  }

  private static Attributes csv(CsvOptions csv) {
    return new Attributes()
        .text("delimiter", String.valueOf(csv.delimiter()))
        .put("header", header(csv.header()))
        .map("types", LayoutCodec.types(csv.types()))
        .text("empty", csv.empty().name())
        .truth("quotedNewlines", csv.quotedNewlines());
  }

  private static @Nullable AttributeValue header(@Nullable List<String> names) {
    return names == null
        ? null
        : AttributeValue.fromL(names.stream().map(AttributeValue::fromS).toList());
  }

  private static CsvOptions csv(Attributes attributes) {
    Map<String, CsvType> types = LayoutCodec.types(attributes.map("types"));
    return new CsvOptions(
        attributes.text("delimiter").charAt(0),
        attributes
            .optional("header")
            .map(names -> names.l().stream().map(AttributeValue::s).toList())
            .orElse(null),
        types,
        CsvEmpty.valueOf(attributes.text("empty")),
        attributes.truth("quotedNewlines"));
  }
}
