package io.stackseed.cli.validate;

import io.stackseed.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Write units that new items take: one for each KB begun, in the table and again in each index that
 * holds the item. See the developer guide's pages "DynamoDB read and write operations" and "Using
 * Global Secondary Indexes in DynamoDB".
 */
final class WriteUnits {
  private static final long UNIT_BYTES = 1024;

  private final List<TargetIndex> indexes;
  private final long[] indexUnits;
  private long tableUnits;

  WriteUnits(List<TargetIndex> indexes) {
    this.indexes = indexes;
    this.indexUnits = new long[indexes.size()];
  }

  void add(Item item, long sizeBytes) {
    tableUnits += units(sizeBytes);
    for (int i = 0; i < indexUnits.length; i++) {
      TargetIndex index = indexes.get(i);
      if (index.holds(item)) {
        indexUnits[i] += units(index.projected() == null ? sizeBytes : index.sizeBytes(item));
      }
    }
  }

  private static long units(long sizeBytes) {
    return Math.max(1, (sizeBytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  /** The table's own, without any index. */
  long table() {
    return tableUnits;
  }

  /** Each index's, by its name, in the order in which they were given. */
  Map<String, Long> byIndex() {
    Map<String, Long> units = new LinkedHashMap<>();
    for (int i = 0; i < indexUnits.length; i++) {
      units.put(indexes.get(i).schema().name(), indexUnits[i]);
    }
    return units;
  }

  long total() {
    long total = tableUnits;
    for (long units : indexUnits) {
      total += units;
    }
    return total;
  }

  /**
   * The most that one capacity has to bear. A global index has its own, a local one takes the
   * table's; none is faster than the table's, as DynamoDB holds back the table for a slow index.
   */
  long slowest() {
    long table = tableUnits;
    long slowestIndex = 0;
    for (int i = 0; i < indexUnits.length; i++) {
      switch (indexes.get(i).scope()) {
        case LOCAL -> table += indexUnits[i];
        case GLOBAL -> slowestIndex = Math.max(slowestIndex, indexUnits[i]);
      }
    }
    return Math.max(table, slowestIndex);
  }
}
