package io.stackseed.worker;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes items in batches, a few calls in flight, and sends what the table left unprocessed again
 * after a pause. Of several items with the same key the last one is the one that stays: a key in
 * flight holds back its successor.
 */
final class BatchWriter {
  private final BatchCalls calls;
  private final TableSchema table;
  private final Backoff backoff;
  private final Time time;
  private final Instant until;

  private final Map<ItemKey, Item> pending = new LinkedHashMap<>();
  private final Set<ItemKey> inFlight = new HashSet<>();
  private int callsInFlight;
  private int triesWithoutSuccess;
  private Instant notBefore = Instant.MIN;
  private double writeUnits;

  /**
   * @param until past this instant no call is started, and waiting ends
   */
  BatchWriter(BatchCalls calls, TableSchema table, Backoff backoff, Time time, Instant until) {
    this.calls = calls;
    this.table = table;
    this.backoff = backoff;
    this.time = time;
    this.until = until;
  }

  /**
   * Takes an item that fits the table.
   *
   * @throws OutOfTimeException if the table does not take items fast enough
   */
  void write(Item item) throws InterruptedException {
    ItemKey key = ItemKey.of(item, table);
    while (inFlight.contains(key)) {
      settleOne();
    }
    pending.put(key, item);
    while (pending.size() >= BatchCalls.MAX_BATCH) {
      start();
    }
  }

  /**
   * Returns when every item taken is in the table.
   *
   * @return the write units consumed by all calls
   * @throws OutOfTimeException as {@link #write}
   */
  double finish() throws InterruptedException {
    while (!pending.isEmpty() || callsInFlight > 0) {
      if (pending.isEmpty()) {
        settleOne();
      } else {
        start();
      }
    }
    return writeUnits;
  }

  /** Starts one call, after making room and waiting as long as the table asked for. */
  private void start() throws InterruptedException {
    while (callsInFlight == calls.capacity()) {
      settleOne();
    }
    Instant now = time.now();
    if (now.isBefore(notBefore)) {
      if (callsInFlight > 0) {
        settleOne();
        return;
      }
      requireTime(notBefore);
      time.pause(Duration.between(now, notBefore));
    }
    requireTime(time.now());
    List<Item> batch = new ArrayList<>(BatchCalls.MAX_BATCH);
    Iterator<Map.Entry<ItemKey, Item>> oldest = pending.entrySet().iterator();
    while (oldest.hasNext() && batch.size() < BatchCalls.MAX_BATCH) {
      Map.Entry<ItemKey, Item> entry = oldest.next();
      inFlight.add(entry.getKey());
      batch.add(entry.getValue());
      oldest.remove();
    }
    calls.start(batch);
    callsInFlight++;
  }

  private void settleOne() throws InterruptedException {
    BatchResult result = calls.await();
    callsInFlight--;
    writeUnits += result.writeUnits();
    result.batch().forEach(item -> inFlight.remove(ItemKey.of(item, table)));
    result.unprocessed().forEach(item -> pending.put(ItemKey.of(item, table), item));
    if (result.unprocessed().isEmpty()) {
      triesWithoutSuccess = 0;
      return;
    }
    triesWithoutSuccess =
        result.unprocessed().size() < result.batch().size() ? 1 : triesWithoutSuccess + 1;
    notBefore = time.now().plus(backoff.delay(triesWithoutSuccess));
  }

  private void requireTime(Instant instant) {
    if (!instant.isBefore(until)) {
      throw new OutOfTimeException();
    }
  }
}
