package io.stackseed.simulation;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of BatchWriteItem in flight. They are on their way once started: whatever becomes of their
 * actor, they may still take effect.
 */
final class Writes implements BatchCalls {
  private static final int CAPACITY = 3;

  /** How long after its client gave up a call may still take effect, in milliseconds. */
  private static final int LINGERING = 5_000;

  private final Actor writer;
  private final TableSchema table;
  private final WriteMode mode;
  private final long until;
  private final Tables tables;
  private final Scheduler scheduler;
  private final Pace pace;
  private final Hazards hazards;
  private final Chance chance;
  private final List<Call> inFlight = new ArrayList<>();

  /** A call that was started. */
  private static final class Call {
    private final List<Item> batch;
    private final long settlesAt;
    private @Nullable BatchResult result;
    private @Nullable RuntimeException failure;

    Call(List<Item> batch, long settlesAt) {
      this.batch = batch;
      this.settlesAt = settlesAt;
    }
  }

  /**
   * @param until in milliseconds of the epoch; no client waits longer
   */
  Writes(
      Actor writer,
      TableSchema table,
      WriteMode mode,
      long until,
      Tables tables,
      Scheduler scheduler,
      Pace pace,
      Hazards hazards,
      Chance chance) {
    this.writer = writer;
    this.table = table;
    this.mode = mode;
    this.until = until;
    this.tables = tables;
    this.scheduler = scheduler;
    this.pace = pace;
    this.hazards = hazards;
    this.chance = chance;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public int batchSize() {
    return mode == WriteMode.OVERWRITE ? MAX_BATCH : 1;
  }

  /** Refuses what its caller has to see to. */
  @Override
  public void start(List<Item> batch) {
    writer.requireLife();
    requireLegal(batch);
    long now = scheduler.millis();
    if (now >= until) {
      throw new IllegalStateException("no time is left for a call");
    }
    boolean lingers = hazards.strikes(Hazard.WRITE_LINGERS);
    boolean lost = !lingers && hazards.strikes(Hazard.WRITE_LOST);
    boolean unheard = !lingers && !lost && hazards.strikes(Hazard.WRITE_UNHEARD);
    long settlesAt = Math.min(until, now + duration(lingers || lost, now));
    tables.started(writer, batch.size());
    Call call = new Call(List.copyOf(batch), settlesAt);
    inFlight.add(call);
    if (lingers || lost || unheard) {
      call.failure = new ServiceFailure("BatchWriteItem timed out");
    }
    if (!lost) {
      long latest = lingers ? settlesAt + LINGERING : settlesAt;
      long landsAt = now + chance.below((int) (latest - now));
      scheduler.at(landsAt, () -> land(call));
    }
  }

  /** What is not heard of in time is heard of when the client gives up. */
  private long duration(boolean isUnheardOf, long now) {
    if (isUnheardOf) {
      return chance.below(2) == 0 ? until - now : chance.between(1_000, 90_000);
    }
    return hazards.strikes(Hazard.WRITE_SLOW) ? chance.between(1_000, 60_000) : pace.millis();
  }

  private void requireLegal(List<Item> batch) {
    if (batch.isEmpty() || batch.size() > batchSize() || inFlight.size() == CAPACITY) {
      throw new AssertionError(
          "%d items in a call, %d calls in flight".formatted(batch.size(), inFlight.size()));
    }
    Set<ItemKey> keys = keys(batch);
    if (keys.size() < batch.size()
        || inFlight.stream().anyMatch(call -> keys(call.batch).removeAll(keys))) {
      throw new AssertionError("a key is in flight twice");
    }
  }

  private Set<ItemKey> keys(List<Item> batch) {
    return batch.stream().map(item -> ItemKey.of(item, table)).collect(Collectors.toSet());
  }

  private void land(Call call) {
    if (writer.isDead() && chance.below(4) == 0) {
      return;
    }
    try {
      int taken = tables.capacity(table, taken(call.batch.size()));
      Item existing = taken == 1 ? existing(call.batch.get(0)) : null;
      if (existing != null) {
        boolean isOurs = existing.isSameAs(call.batch.get(0));
        call.result = BatchResult.skipped(call.batch, isOurs ? List.of() : call.batch, 0);
        return;
      }
      double units = tables.land(writer, table, call.batch, taken);
      call.result =
          BatchResult.taken(call.batch, call.batch.subList(taken, call.batch.size()), units);
    } catch (RuntimeException e) {
      call.failure = e;
    }
  }

  /** What keeps an item from being written; null where existing items are replaced. */
  private @Nullable Item existing(Item item) {
    return mode == WriteMode.SKIP_EXISTING ? tables.existing(table, item) : null;
  }

  private int taken(int size) {
    if (hazards.strikes(Hazard.WRITES_THROTTLED)) {
      writer.disturb();
      return 0;
    }
    if (hazards.strikes(Hazard.ITEMS_UNPROCESSED)) {
      writer.disturb();
      return chance.below(size);
    }
    return size;
  }

  @Override
  public @Nullable BatchResult await(Duration most) {
    Call call =
        inFlight.stream().min(Comparator.comparingLong(next -> next.settlesAt)).orElseThrow();
    if (call.settlesAt - scheduler.millis() > most.toMillis()) {
      scheduler.elapse(most.toMillis());
      writer.requireLife();
      return null;
    }
    if (call.settlesAt > scheduler.millis() || call.result == null) {
      scheduler.elapse(Math.max(0, call.settlesAt - scheduler.millis()));
    }
    writer.requireLife();
    inFlight.remove(call);
    if (call.failure != null) {
      throw call.failure;
    }
    if (call.result == null) {
      throw new IllegalStateException("a call settled before it took effect");
    }
    return call.result;
  }

  @Override
  public void close() {
    while (!inFlight.isEmpty()) {
      try {
        BatchResult unused = await(Duration.ofDays(1));
      } catch (RuntimeException e) {
        // Nobody awaits it any more.
      }
    }
  }
}
