package io.stackseed.cli.validate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large the items are, as DynamoDB counts them. */
final class ItemSizes {
  /** The last is the most that an item may have. */
  private static final long[] LIMITS = {1 << 10, 4 << 10, 16 << 10, 64 << 10, 400 << 10};

  private final long[] items = new long[LIMITS.length];
  private @Nullable Place largestPlace;
  private long largestBytes;
  private long totalBytes;

  /**
   * @param sizeBytes at most 400 KB, as no larger one is an item
   */
  void add(String file, long offset, long sizeBytes) {
    int limit = 0;
    while (sizeBytes > LIMITS[limit]) {
      limit++;
    }
    items[limit]++;
    totalBytes += sizeBytes;
    if (largestPlace == null || sizeBytes > largestBytes) {
      largestPlace = new Place(file, offset);
      largestBytes = sizeBytes;
    }
  }

  /** How many items there are by the most bytes they have; each is counted once. */
  Map<Long, Long> distribution() {
    Map<Long, Long> distribution = new LinkedHashMap<>();
    for (int i = 0; i < LIMITS.length; i++) {
      distribution.put(LIMITS[i], items[i]);
    }
    return distribution;
  }

  /** Where the first of the largest items is; null if there are no items. */
  @Nullable Place largestPlace() {
    return largestPlace;
  }

  long largestBytes() {
    return largestBytes;
  }

  long totalBytes() {
    return totalBytes;
  }
}
