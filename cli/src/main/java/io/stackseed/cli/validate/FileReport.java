package io.stackseed.cli.validate;

import io.stackseed.format.Format;
import org.jspecify.annotations.Nullable;

/**
 * What a file held.
 *
 * @param file as the user named it
 * @param format null if it was not told
 * @param problem why a run would fail at the file, as a sentence; null if it can be read to its end
 */
record FileReport(
    String file,
    long sizeBytes,
    @Nullable Format format,
    long items,
    long rejected,
    long sampledOut,
    @Nullable String problem) {

  long records() {
    return items + rejected + sampledOut;
  }
}
