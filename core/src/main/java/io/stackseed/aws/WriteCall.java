package io.stackseed.aws;

import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import java.time.Duration;
import java.util.List;

/** One call that writes. */
interface WriteCall {
  /** Items that it takes. */
  int batchSize();

  /**
   * Makes the call.
   *
   * @param limit the longest that it may take, repetitions included
   * @throws io.stackseed.item.TargetTableException if the table can no more be filled
   */
  BatchResult make(List<Item> batch, Duration limit);
}
