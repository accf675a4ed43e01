package io.stackseed.cli.validate;

import java.util.Locale;

/**
 * A record of a file.
 *
 * @param file as the user named it
 * @param offset the record's first byte
 */
record Place(String file, long offset) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s byte %,d", file, offset);
  }
}
