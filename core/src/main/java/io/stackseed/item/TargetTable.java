package io.stackseed.item;

import java.time.Instant;

/** The table that is filled. */
public interface TargetTable {

  /**
   * The table's keys and those of its indexes. It changes nothing, so a crash means nothing.
   *
   * @throws TargetTableException if the table cannot be filled
   */
  TableSchema schema(String tableName);

  /**
   * Opens a way to write batches, several calls in flight.
   *
   * @param mode with {@link WriteMode#SKIP_EXISTING}, an existing item that equals ours counts as
   *     written, because it is what an earlier attempt wrote
   * @param until no call is under way past this instant
   */
  BatchCalls open(TableSchema table, WriteMode mode, Instant until);
}
