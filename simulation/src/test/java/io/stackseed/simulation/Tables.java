package io.stackseed.simulation;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.item.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that are filled. A call takes effect at some instant after its start. */
final class Tables implements TargetTable {
  private final Map<String, Table> tables = new HashMap<>();
  private final Scheduler scheduler;
  private final Calls calls;
  private final Pace pace;
  private final Hazards hazards;
  private final Chance chance;
  private final Story story;
  private Listener listener = (actor, table, item) -> {};

  /** A table and what is in it. */
  record Table(TableSchema schema, Map<ItemKey, Item> items) {}

  /** Hears of every item that is written. */
  @FunctionalInterface
  interface Listener {
    /** Called as the item is written; its writer may be dead by then. */
    void written(Actor writer, String table, Item item);
  }

  Tables(Scheduler scheduler, Calls calls, Pace pace, Hazards hazards, Chance chance, Story story) {
    this.scheduler = scheduler;
    this.calls = calls;
    this.pace = pace;
    this.hazards = hazards;
    this.chance = chance;
    this.story = story;
  }

  /** Tells this one of every write from now on. */
  void listen(Listener next) {
    listener = next;
  }

  void create(TableSchema schema) {
    tables.put(schema.tableName(), new Table(schema, new LinkedHashMap<>()));
  }

  void drop(String name) {
    tables.remove(name);
  }

  /** The key of an item whose {@code id} is this. */
  static ItemKey key(String id) {
    return new ItemKey(new Value.S(id), null);
  }

  /** Which version of which file an item is of. */
  static String label(Item item) {
    return item.attributes().get("of") instanceof Value.S text ? text.text() : "something else";
  }

  /** Which version of which file the item with this {@code id} is of. */
  String label(String tableName, String id) {
    Table table = tables.get(tableName);
    Item item = table == null ? null : table.items().get(key(id));
    return item == null ? "nothing" : label(item);
  }

  /** The same of every item of a table. */
  List<String> labels(String tableName) {
    return existing(tableName).items().values().stream().map(Tables::label).toList();
  }

  /** Null if there is no such table. */
  @Nullable Table table(String name) {
    return tables.get(name);
  }

  @Override
  public TableSchema schema(String tableName) {
    return calls.make("schema", tableName, () -> existing(tableName).schema());
  }

  private Table existing(String tableName) {
    Table table = tables.get(tableName);
    if (table == null) {
      throw new TargetTableException(Problem.MISSING, tableName, "");
    }
    return table;
  }

  @Override
  public BatchCalls open(TableSchema table, Instant until) {
    scheduler.caller().requireLife();
    return new Writes(
        scheduler.caller(), table, until.toEpochMilli(), this, scheduler, pace, hazards, chance);
  }

  /**
   * Writes the first items of a batch.
   *
   * @return the units consumed
   */
  double land(Actor writer, TableSchema schema, List<Item> batch, int taken) {
    Table table = existing(schema.tableName());
    for (Item item : batch.subList(0, taken)) {
      table.items().put(ItemKey.of(item, schema), item);
      listener.written(writer, schema.tableName(), item);
    }
    if (story.isTold()) {
      story.tell(
          scheduler.now(),
          writer,
          "  %d of %d items are in %s%s"
              .formatted(
                  taken,
                  batch.size(),
                  schema.tableName(),
                  writer.isDead() ? ", after its death" : ""));
    }
    return taken;
  }
}
