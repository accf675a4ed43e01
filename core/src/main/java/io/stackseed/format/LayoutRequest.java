package io.stackseed.format;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of its object's layout.
 *
 * @param format null to tell it by name and content
 * @param compression null to tell it by name and content
 */
public record LayoutRequest(
    @Nullable Format format, @Nullable Compression compression, CsvOptions csv) {

  /** Nothing: all is told by name and content. */
  public static final LayoutRequest AUTO = new LayoutRequest(null, null, CsvOptions.DEFAULT);
}
