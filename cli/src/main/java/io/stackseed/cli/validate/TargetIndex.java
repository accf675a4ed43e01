package io.stackseed.cli.validate;

import io.stackseed.item.IndexSchema;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index, and what of an item it holds.
 *
 * @param scope whose capacity its writes take
 * @param projected the attributes it holds, all keys included; null if all
 */
record TargetIndex(IndexSchema schema, Scope scope, @Nullable Set<String> projected) {

  /** Whose capacity an index's writes take. */
  enum Scope {
    /** Its own. */
    GLOBAL,
    /** The table's. */
    LOCAL
  }

  TargetIndex {
    projected = projected == null ? null : Set.copyOf(projected);
  }

  /** Whether the index takes the item: it leaves out what lacks one of its keys. */
  boolean holds(Item item) {
    KeyAttribute sort = schema.key().sort();
    return item.attributes().containsKey(schema.key().partition().name())
        && (sort == null || item.attributes().containsKey(sort.name()));
  }

  /** Bytes of the item that the index holds. */
  long sizeBytes(Item item) {
    if (projected == null) {
      return item.sizeBytes();
    }
    Map<String, Value> held = new LinkedHashMap<>(item.attributes());
    held.keySet().retainAll(projected);
    return new Item(held).sizeBytes();
  }
}
