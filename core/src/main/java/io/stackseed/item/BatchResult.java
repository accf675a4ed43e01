package io.stackseed.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settled call.
 *
 * @param batch what was to be written
 * @param unprocessed what of it was not, and is to be sent again after a pause; all of it if the
 *     whole call was throttled
 * @param skipped what of it was not, because the table holds another item of that key
 * @param refusal why the table refused the whole call, without item data; it would refuse it again,
 *     for the sake of one item at least. Null if it did not
 * @param writeUnits units consumed by the table and its indexes, as ConsumedCapacity says
 */
public record BatchResult(
    List<Item> batch,
    List<Item> unprocessed,
    List<Item> skipped,
    @Nullable String refusal,
    double writeUnits) {
  public BatchResult {
    batch = List.copyOf(batch);
    unprocessed = List.copyOf(unprocessed);
    skipped = List.copyOf(skipped);
  }

  /** A call of which everything was written but for what the table had no capacity for. */
  public static BatchResult taken(List<Item> batch, List<Item> unprocessed, double writeUnits) {
    return new BatchResult(batch, unprocessed, List.of(), null, writeUnits);
  }

  /** A call of which nothing was written for want of capacity. */
  public static BatchResult throttled(List<Item> batch) {
    return taken(batch, batch, 0);
  }

  /** A call that left existing items alone. */
  public static BatchResult skipped(List<Item> batch, List<Item> skipped, double writeUnits) {
    return new BatchResult(batch, List.of(), skipped, null, writeUnits);
  }

  /** A call that the table refused as a whole. */
  public static BatchResult refused(List<Item> batch, String refusal) {
    return new BatchResult(batch, List.of(), List.of(), refusal, 0);
  }
}
