package io.stackseed.cli.validate;

import io.stackseed.item.KeySchema;
import io.stackseed.item.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table that a run would fill, as far as its user has said it.
 *
 * @param timeToLive the attribute with the second at which an item expires; null if none does
 */
record Target(KeySchema key, List<TargetIndex> indexes, @Nullable String timeToLive) {
  /** Stands for the table's name, which nobody needs to know. */
  static final String NAME = "Table";

  Target {
    indexes = List.copyOf(indexes);
  }

  TableSchema schema() {
    return new TableSchema(NAME, NAME, key, indexes.stream().map(TargetIndex::schema).toList());
  }
}
