package io.stackseed.item;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a table refuses, asked before writing: one item that breaks a rule fails a whole batch
 * (BatchWriteItem's {@code ValidationException}). Limits are those of the developer guide's page
 * "Quotas in Amazon DynamoDB".
 */
public final class ItemRules {

  /**
   * Levels of an item: itself, and lists and maps within one another. The guide says "32 levels";
   * that the item is the first of them is what DynamoDB Local does.
   */
  public static final int MAX_DEPTH = 32;

  private static final long MAX_ITEM_BYTES = 400 * 1024;
  private static final int MAX_NAME_BYTES = 65_535;
  private static final int MAX_PARTITION_KEY_BYTES = 2048;
  private static final int MAX_SORT_KEY_BYTES = 1024;

  private final TableSchema table;

  public ItemRules(TableSchema table) {
    this.table = table;
  }

  /** The first rule that the item breaks; empty if the table takes it. */
  public Optional<Problem> problem(Item item) {
    Problem problem = keyProblem(item);
    if (problem == null) {
      problem = indexProblem(item);
    }
    if (problem == null) {
      problem = shapeProblem(item);
    }
    return Optional.ofNullable(problem);
  }

  /** The first rule that an attribute of this value breaks, whatever else is in its item. */
  public Optional<Problem> problem(String attribute, Value value) {
    Item alone = new Item(Map.of(attribute, value));
    KeySchema key = table.key();
    Problem problem = null;
    if (key.partition().name().equals(attribute)) {
      problem = keyProblem(alone, key.partition(), MAX_PARTITION_KEY_BYTES);
    } else if (key.sort() != null && key.sort().name().equals(attribute)) {
      problem = keyProblem(alone, key.sort(), MAX_SORT_KEY_BYTES);
    }
    if (problem == null) {
      problem = indexProblem(alone);
    }
    return Optional.ofNullable(problem == null ? shapeProblem(alone) : problem);
  }

  private @Nullable Problem keyProblem(Item item) {
    KeySchema key = table.key();
    Problem problem = keyProblem(item, key.partition(), MAX_PARTITION_KEY_BYTES);
    return problem == null && key.sort() != null
        ? keyProblem(item, key.sort(), MAX_SORT_KEY_BYTES)
        : problem;
  }

  private static @Nullable Problem keyProblem(Item item, KeyAttribute key, int maxBytes) {
    Value value = item.attributes().get(key.name());
    String named = "key '" + key.name() + "'";
    return value == null
        ? new Problem(RejectCode.KEY_MISSING, named + " is missing")
        : attributeProblem(value, key, named, "table", maxBytes);
  }

  /** An index takes an item without its key attributes, by leaving it out. */
  private @Nullable Problem indexProblem(Item item) {
    for (IndexSchema index : table.indexes()) {
      KeySchema key = index.key();
      Problem problem = indexProblem(item, index, key.partition(), MAX_PARTITION_KEY_BYTES);
      if (problem == null && key.sort() != null) {
        problem = indexProblem(item, index, key.sort(), MAX_SORT_KEY_BYTES);
      }
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable Problem indexProblem(
      Item item, IndexSchema index, KeyAttribute key, int maxBytes) {
    Value value = item.attributes().get(key.name());
    String named = "index '" + index.name() + "' key '" + key.name() + "'";
    return value == null ? null : attributeProblem(value, key, named, "index", maxBytes);
  }

  private static @Nullable Problem attributeProblem(
      Value value, KeyAttribute key, String named, String owner, int maxBytes) {
    if (!value.descriptor().equals(key.type().name())) {
      return new Problem(
          RejectCode.KEY_TYPE,
          named + " is " + value.descriptor() + ", the " + owner + " wants " + key.type());
    }
    long bytes = value.sizeBytes();
    if (bytes == 0) {
      return new Problem(RejectCode.KEY_EMPTY, named + " is empty");
    }
    return bytes > maxBytes ? tooLong(RejectCode.KEY_TOO_LONG, named, bytes, maxBytes) : null;
  }

  private static @Nullable Problem shapeProblem(Item item) {
    int depth = item.depth();
    if (depth > MAX_DEPTH) {
      return new Problem(
          RejectCode.TOO_DEEP,
          "item is nested " + depth + " levels deep, " + MAX_DEPTH + " allowed");
    }
    Problem problem = entriesProblem(item.attributes());
    if (problem != null) {
      return problem;
    }
    long bytes = item.sizeBytes();
    return bytes > MAX_ITEM_BYTES
        ? tooLong(RejectCode.ITEM_TOO_LARGE, "item", bytes, MAX_ITEM_BYTES)
        : null;
  }

  /** What nested maps and lists hold has the same limits. */
  private static @Nullable Problem entriesProblem(Map<String, Value> entries) {
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      int bytes = Utf8.length(entry.getKey());
      if (bytes == 0) {
        return new Problem(RejectCode.NAME_EMPTY, "an attribute's name is empty");
      }
      if (bytes > MAX_NAME_BYTES) {
        return tooLong(RejectCode.NAME_TOO_LONG, "an attribute's name", bytes, MAX_NAME_BYTES);
      }
      Problem problem = valueProblem(entry.getValue());
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable Problem valueProblem(Value value) {
    if (value instanceof Value.M map) {
      return entriesProblem(map.entries());
    }
    if (value instanceof Value.L list) {
      for (Value element : list.elements()) {
        Problem problem = valueProblem(element);
        if (problem != null) {
          return problem;
        }
      }
    }
    return SetRules.problem(value);
  }

  private static Problem tooLong(RejectCode code, String what, long bytes, long allowed) {
    return new Problem(
        code, String.format(Locale.ENGLISH, "%s is %,d bytes, %,d allowed", what, bytes, allowed));
  }
}
