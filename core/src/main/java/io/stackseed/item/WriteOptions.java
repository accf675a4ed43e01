package io.stackseed.item;

import org.jspecify.annotations.Nullable;

/**
 * How a run writes.
 *
 * @param maxUnitsPerSecond the cap on the write units that all workers together consume in a
 *     second, those of indexes included; null for none
 */
public record WriteOptions(WriteMode mode, @Nullable Long maxUnitsPerSecond) {
  /** Existing items are replaced, as fast as the table takes it. */
  public static final WriteOptions DEFAULT = new WriteOptions(WriteMode.OVERWRITE, null);

  /**
   * @throws IllegalArgumentException if the cap is below one
   */
  public WriteOptions {
    if (maxUnitsPerSecond != null && maxUnitsPerSecond < 1) {
      throw new IllegalArgumentException("a cap of %d units".formatted(maxUnitsPerSecond));
    }
  }
}
