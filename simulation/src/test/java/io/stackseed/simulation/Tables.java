package io.stackseed.simulation;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
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
  private Starts starts = (actor, units) -> {};
  private double unitsPerSecond = Double.POSITIVE_INFINITY;

  /** A table, what is in it, and until when what was written has used its capacity up. */
  private record Table(TableSchema schema, Map<ItemKey, Item> items, Capacity capacity) {}

  /** What is left of a small capacity, none of which is kept for later. */
  private static final class Capacity {
    private double freeAt;
  }

  /** Hears of every call that starts. */
  @FunctionalInterface
  interface Starts {
    /** Called with the units that the call consumes if the table takes all of it. */
    void started(Actor writer, int units);
  }

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

  /** Tells this one of every call from now on. */
  void listenToStarts(Starts next) {
    starts = next;
  }

  /** A call starts. */
  void started(Actor writer, int units) {
    starts.started(writer, units);
  }

  /** From now on each table takes no more than so many units a second. */
  void limit(double units) {
    unitsPerSecond = units;
  }

  /** Whether tables take so little that a run may last for hours. */
  boolean areScarce() {
    return unitsPerSecond < Double.POSITIVE_INFINITY;
  }

  /** How many of so many items a table has capacity for now. */
  int capacity(TableSchema schema, int items) {
    if (!areScarce()) {
      return items;
    }
    Capacity capacity = existing(schema.tableName()).capacity();
    double now = scheduler.millis() / 1_000.0;
    int taken = 0;
    while (taken < items && capacity.freeAt <= now) {
      capacity.freeAt = Math.max(capacity.freeAt, now - 1) + 1 / unitsPerSecond;
      taken++;
    }
    return taken;
  }

  void create(TableSchema schema) {
    tables.put(schema.tableName(), new Table(schema, new LinkedHashMap<>(), new Capacity()));
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

  boolean exists(String name) {
    return tables.containsKey(name);
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
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    scheduler.caller().requireLife();
    return new Writes(
        scheduler.caller(),
        table,
        mode,
        until.toEpochMilli(),
        this,
        scheduler,
        pace,
        hazards,
        chance);
  }

  /** The item of that key, if the table has one. */
  @Nullable Item existing(TableSchema schema, Item item) {
    return existing(schema.tableName()).items().get(ItemKey.of(item, schema));
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
