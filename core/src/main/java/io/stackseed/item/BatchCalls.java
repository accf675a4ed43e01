package io.stackseed.item;

import java.util.List;

/**
 * Batches on their way into a table, several at once. For one thread. Crash at any time: any number
 * of the items started may have been written; writing them again comes to the same.
 */
public interface BatchCalls extends AutoCloseable {
  /** Items a call: the limit of BatchWriteItem. */
  int MAX_BATCH = 25;

  /** How many calls may be in flight. */
  int capacity();

  /**
   * Starts a call. The caller sees to it that less than {@link #capacity} are in flight, and that
   * no two items in flight have the same key.
   *
   * @param batch 1 to {@link #MAX_BATCH} items
   */
  void start(List<Item> batch);

  /**
   * Waits until one of the calls in flight is settled.
   *
   * @throws TargetTableException if the table refused the call, and would again
   * @throws RuntimeException anything else, if the call failed for a reason that may pass
   */
  BatchResult await() throws InterruptedException;

  /** Returns when no call is in flight any more. */
  @Override
  void close();
}
