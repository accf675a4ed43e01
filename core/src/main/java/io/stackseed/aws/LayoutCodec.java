package io.stackseed.aws;

import io.stackseed.format.Format;
import io.stackseed.format.Layout;

/** How a source holds its records: attributes of {@link LoadCodec}'s. */
final class LayoutCodec {
  private LayoutCodec() {}

  static Attributes write(Layout layout) {
    return new Attributes()
        .number("firstByte", layout.firstByte())
        .text("format", layout.format().name());
  }

  static Layout read(Attributes attributes) {
    return Layout.of(Format.valueOf(attributes.text("format")), attributes.number("firstByte"));
  }
}
