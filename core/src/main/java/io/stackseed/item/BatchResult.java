package io.stackseed.item;

import java.util.List;

/**
 * A settled call.
 *
 * @param batch what was to be written
 * @param unprocessed what of it was not, and is to be sent again after a pause; all of it if the
 *     whole call was throttled
 * @param writeUnits units consumed by the table and its indexes, as ConsumedCapacity says
 */
public record BatchResult(List<Item> batch, List<Item> unprocessed, double writeUnits) {
  public BatchResult {
    batch = List.copyOf(batch);
    unprocessed = List.copyOf(unprocessed);
  }
}
