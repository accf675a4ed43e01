package io.stackseed.item;

import java.util.List;

/**
 * What of a table decides whether it takes an item.
 *
 * @param tableArn the canonical ARN, by which a table named in two ways is known to be one
 * @param indexes the secondary indexes, local and global
 */
public record TableSchema(
    String tableName, String tableArn, KeySchema key, List<IndexSchema> indexes) {

  /**
   * @throws IllegalArgumentException if the name or the ARN is empty
   */
  public TableSchema {
    if (tableName.isEmpty() || tableArn.isEmpty()) {
      throw new IllegalArgumentException("the table's name or ARN is empty");
    }
    indexes = List.copyOf(indexes);
  }
}
