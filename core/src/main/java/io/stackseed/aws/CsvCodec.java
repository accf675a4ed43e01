package io.stackseed.aws;

import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.CsvType;
import java.util.HashMap;
import java.util.Map;

/** How CSV is read: attributes of {@link LayoutCodec}'s, and of {@link LayoutRequestCodec}'s. */
final class CsvCodec {
  private CsvCodec() {}

  static Attributes write(CsvOptions csv) {
    Attributes types = new Attributes();
    csv.types().forEach((name, type) -> types.text(name, type.name()));
    return new Attributes()
        .text("delimiter", String.valueOf(csv.delimiter()))
        .texts("header", csv.header())
        .map("types", types)
        .text("empty", csv.empty().name())
        .truth("quotedNewlines", csv.quotedNewlines());
  }

  static CsvOptions read(Attributes attributes) {
    Map<String, CsvType> types = new HashMap<>();
    attributes
        .map("types")
        .toMap()
        .forEach((name, type) -> types.put(name, CsvType.valueOf(type.s())));
    return new CsvOptions(
        attributes.text("delimiter").charAt(0),
        attributes.optionalTexts("header"),
        types,
        CsvEmpty.valueOf(attributes.text("empty")),
        attributes.truth("quotedNewlines"));
  }
}
