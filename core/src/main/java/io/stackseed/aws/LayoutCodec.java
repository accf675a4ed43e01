package io.stackseed.aws;

import io.stackseed.format.Compression;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import java.util.Objects;
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
        .put("staged", layout.staged() ? AttributeValue.fromBool(true) : null)
        .map("csv", layout.csv() == null ? null : CsvCodec.write(layout.csv().options()));
  }

  static Layout read(Attributes attributes) {
    Attributes csv = attributes.optionalMap("csv");
    return new Layout(
        Format.valueOf(attributes.text("format")),
        compression(attributes.optionalText("compression")),
        attributes.optional("staged").isPresent(),
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

  private static CsvLayout csv(Attributes attributes) {
    CsvOptions options = CsvCodec.read(attributes);
    return options.layout(Objects.requireNonNull(options.header(), "a header is stored"));
  }
}
