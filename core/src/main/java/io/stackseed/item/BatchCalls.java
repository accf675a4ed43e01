package io.stackseed.item;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way into a table, several at once. For one thread. Crash at any time: any number
 * of the items started may have been written; writing them again comes to the same.
 */
public interface BatchCalls extends AutoCloseable {
  /** Items a call: the limit of BatchWriteItem. */
  int MAX_BATCH = 25;

  /**
   * Bytes a call, as {@link Item#sizeBytes} counts them. BatchWriteItem takes 16 MB of JSON, and
   * what DynamoDB counts as one byte may be nine of them (an empty string in a list); besides, more
   * than this is more than a partition takes in a second.
   */
  long MAX_BATCH_BYTES = 1 << 20;

  /** How many calls may be in flight. */
  int capacity();

  /** How many items one call takes: {@link #MAX_BATCH}, or one where each put has a condition. */
  int batchSize();

  /**
   * Starts a call. The caller sees to it that less than {@link #capacity} are in flight, and that
   * no two items in flight have the same key.
   *
   * @param batch 1 to {@link #batchSize} items, of {@link #MAX_BATCH_BYTES} together or one alone
   */
  void start(List<Item> batch);

  /**
   * Waits until one of the calls in flight is settled.
   *
   * @param most how long to wait
   * @return null if none was in that time
   * @throws TargetTableException if the table can no more be filled
   * @throws RuntimeException anything else, if the call failed for a reason that may pass
   */
  @Nullable BatchResult await(Duration most) throws InterruptedException;

  /** Returns when no call is in flight any more. */
  @Override
  void close();
}
