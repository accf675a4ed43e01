package io.stackseed.aws;

import io.stackseed.format.Compression;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;

/** What a request says of the layout of listed objects: attributes of {@link SourceCodec}'s. */
final class LayoutRequestCodec {
  private LayoutRequestCodec() {}

  static Attributes write(LayoutRequest request) {
    Format format = request.format();
    Compression compression = request.compression();
    return new Attributes()
        .text("format", format == null ? null : format.name())
        .text("compression", compression == null ? null : compression.name())
        .map(
            "csv", request.csv().equals(CsvOptions.DEFAULT) ? null : CsvCodec.write(request.csv()));
  }

  static LayoutRequest read(Attributes attributes) {
    String format = attributes.optionalText("format");
    String compression = attributes.optionalText("compression");
    Attributes csv = attributes.optionalMap("csv");
    return new LayoutRequest(
        format == null ? null : Format.valueOf(format),
        compression == null ? null : Compression.valueOf(compression),
        csv == null ? CsvOptions.DEFAULT : CsvCodec.read(csv));
  }
}
