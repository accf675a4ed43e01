package io.stackseed.item;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Tables in memory that refuse what DynamoDB refuses, and fail as they are told. For one thread: a
 * call takes effect when it is awaited, or when its calls are closed, and not before.
 */
public final class InMemoryTargetTable implements TargetTable {
  private static final int CAPACITY = 32;
  private static final long WRITE_UNIT_BYTES = 1024;

  private final Time time;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, TargetTableException> unusable = new HashMap<>();
  private final Deque<CallFate> fates = new ArrayDeque<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private Supplier<CallFate> laterFates = CallFate::taken;
  private IntUnaryOperator nextToSettle = inFlight -> 0;
  private int maxInFlight;
  private double writeUnits;
  private int opened;
  private int closed;

  private record Table(TableSchema schema, Map<ItemKey, Item> items) {}

  public InMemoryTargetTable(Time time) {
    this.time = time;
  }

  /** Makes an empty table, in the place of any other of its name. */
  public void create(TableSchema schema) {
    tables.put(schema.tableName(), new Table(schema, new LinkedHashMap<>()));
  }

  /** Deletes a table with everything in it. */
  public void drop(String tableName) {
    tables.remove(tableName);
  }

  /** From now on {@link #schema} refuses this table. */
  public void refuse(TargetTableException.Problem problem, String tableName, String detail) {
    unusable.put(tableName, new TargetTableException(problem, tableName, detail));
  }

  /** What becomes of the next calls, in the order in which they are settled. */
  public void nextCalls(CallFate... next) {
    fates.addAll(List.of(next));
  }

  /** What becomes of every call for which {@link #nextCalls} says nothing. */
  public void laterCalls(Supplier<CallFate> later) {
    laterFates = later;
  }

  /**
   * In which order calls settle: the oldest first, unless this says otherwise.
   *
   * @param next given how many are in flight, the index of the one that settles, by age
   */
  public void settleInOrder(IntUnaryOperator next) {
    nextToSettle = next;
  }

  /** Everything in a table, as often as a key was first written. */
  public Collection<Item> items(String tableName) {
    return List.copyOf(table(tableName).items().values());
  }

  /** The item of a key, if it is in the table. */
  public Optional<Item> item(String tableName, ItemKey key) {
    return Optional.ofNullable(table(tableName).items().get(key));
  }

  /** Calls settled so far, refused and throttled ones included. */
  public int calls() {
    return batchSizes.size();
  }

  /** The sizes of the batches of {@link #calls}. */
  public List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  /** The most calls that were ever in flight at once. */
  public int maxInFlight() {
    return maxInFlight;
  }

  /** The write units of all calls, told to a caller or not. */
  public double writeUnits() {
    return writeUnits;
  }

  /** Calls that were opened and are not closed. */
  public int stillOpen() {
    return opened - closed;
  }

  @Override
  public TableSchema schema(String tableName) {
    if (unusable.containsKey(tableName)) {
      throw unusable.get(tableName);
    }
    return table(tableName).schema();
  }

  @Override
  public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
    opened++;
    return new Calls(table, mode, until);
  }

  private Table table(String tableName) {
    Table table = tables.get(tableName);
    if (table == null) {
      throw new TargetTableException(TargetTableException.Problem.MISSING, tableName, "");
    }
    return table;
  }

  private final class Calls implements BatchCalls {
    private final TableSchema schema;
    private final WriteMode mode;
    private final Instant until;
    private final List<List<Item>> inFlight = new ArrayList<>();
    private boolean dead;

    Calls(TableSchema schema, WriteMode mode, Instant until) {
      this.schema = schema;
      this.mode = mode;
      this.until = until;
    }

    @Override
    public int capacity() {
      return CAPACITY;
    }

    @Override
    public int batchSize() {
      return mode == WriteMode.OVERWRITE ? MAX_BATCH : 1;
    }

    /** Refuses what its caller has to see to, so that a test of the caller fails. */
    @Override
    public void start(List<Item> batch) {
      if (inFlight.size() == CAPACITY) {
        throw new IllegalStateException("more calls in flight than the capacity");
      }
      for (List<Item> other : inFlight) {
        if (batch.stream().anyMatch(item -> containsKeyOf(other, item))) {
          throw new IllegalStateException("a key is in flight twice");
        }
      }
      inFlight.add(List.copyOf(batch));
      maxInFlight = Math.max(maxInFlight, inFlight.size());
    }

    @Override
    public BatchResult await(Duration most) {
      return settle(inFlight.remove(nextToSettle.applyAsInt(inFlight.size())));
    }

    @Override
    public void close() {
      closed++;
      while (!dead && !inFlight.isEmpty()) {
        try {
          await(Duration.ZERO);
        } catch (RuntimeException e) {
          // Nobody awaits it any more.
        }
      }
    }

    private BatchResult settle(List<Item> batch) {
      if (!time.now().isBefore(until)) {
        throw new IllegalStateException("no time is left for a call");
      }
      CallFate fate = fates.isEmpty() ? laterFates.get() : fates.remove();
      batchSizes.add(batch.size());
      try {
        fate.before().run();
        BatchResult result = write(batch, fate);
        fate.after().run();
        return result;
      } catch (Error e) {
        dead = true;
        throw e;
      }
    }

    private BatchResult write(List<Item> batch, CallFate fate) {
      Map<ItemKey, Item> items = table(schema.tableName()).items();
      Optional<String> refusal = refusal(batch).or(fate::refuses);
      if (refusal.isPresent()) {
        return BatchResult.refused(batch, refusal.get());
      }
      if (fate.throttled()) {
        return BatchResult.throttled(batch);
      }
      int taken = fate.takenOf().applyAsInt(batch.size());
      if (mode == WriteMode.SKIP_EXISTING && taken > 0) {
        Item existing = items.get(ItemKey.of(batch.get(0), schema));
        if (existing != null) {
          return BatchResult.skipped(batch, existing.isSameAs(batch.get(0)) ? List.of() : batch, 0);
        }
      }
      long consumed = 0;
      for (Item item : batch.subList(0, taken)) {
        items.put(ItemKey.of(item, schema), item);
        consumed += (item.sizeBytes() + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES;
      }
      writeUnits += consumed;
      return BatchResult.taken(batch, batch.subList(taken, batch.size()), (double) consumed);
    }

    /** One bad item, or two of the same key, and nothing of the batch is written. */
    private Optional<String> refusal(List<Item> batch) {
      if (batch.isEmpty() || batch.size() > batchSize()) {
        throw new IllegalStateException(batch.size() + " items in a call");
      }
      ItemRules rules = new ItemRules(table(schema.tableName()).schema());
      for (Item item : batch) {
        Optional<String> problem = rules.problem(item).map(Problem::reason);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return batch.stream().map(item -> ItemKey.of(item, schema)).distinct().count() < batch.size()
          ? Optional.of("Provided list of item keys contains duplicates")
          : Optional.empty();
    }

    private boolean containsKeyOf(List<Item> batch, Item item) {
      ItemKey key = ItemKey.of(item, schema);
      return batch.stream().anyMatch(other -> ItemKey.of(other, schema).equals(key));
    }
  }
}
