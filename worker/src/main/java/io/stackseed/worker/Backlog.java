package io.stackseed.worker;

import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.WriteMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The items that are not settled, in the order of the source but for those that wait: for a pause
 * to end, or for an item of the same key to be settled. Of several items with the same key the last
 * one is the one that stays, or the first, where existing items are skipped.
 */
final class Backlog {
  private final WriteMode mode;

  /** What can be sent. */
  private final Map<ItemKey, Unsettled> ready = new LinkedHashMap<>();

  /** Items of refused batches, each to be sent alone. */
  private final Deque<Unsettled> alone = new ArrayDeque<>();

  private final PriorityQueue<Resting> resting =
      new PriorityQueue<>(Comparator.comparing(Resting::until));

  /** What is in flight, rests, or is to be sent alone. */
  private final Map<ItemKey, Unsettled> busy = new HashMap<>();

  /** What waits for a busy key. */
  private final Map<ItemKey, Deque<Unsettled>> successors = new HashMap<>();

  private long readyBytes;

  /**
   * Items for one call.
   *
   * @param isAlone whether it is the one item of a batch that was refused
   */
  record Batch(List<Unsettled> items, boolean isAlone) {
    /** Units that it takes of the table, without its indexes. */
    double tableUnits() {
      return items.stream().mapToDouble(Unsettled::tableUnits).sum();
    }

    List<Item> toWrite() {
      return items.stream().map(Unsettled::item).toList();
    }

    Batch with(List<Unsettled> some) {
      return new Batch(some, isAlone);
    }
  }

  /** What is sent again, and when. */
  private record Resting(Instant until, Batch batch) {}

  Backlog(WriteMode mode) {
    this.mode = mode;
  }

  /** Takes an item, which waits if one of its key is not settled. */
  void add(Unsettled item) {
    if (busy.containsKey(item.key())
        || (mode == WriteMode.SKIP_EXISTING && ready.containsKey(item.key()))) {
      hold(item);
    } else {
      prepare(item);
    }
  }

  /** Whether there is no item left, not even in flight. */
  boolean isSettled() {
    return ready.isEmpty() && busy.isEmpty();
  }

  /** Whether there is enough to send for a call of that many items. */
  boolean fills(int items) {
    return ready.size() >= items || readyBytes >= BatchCalls.MAX_BATCH_BYTES;
  }

  /** Makes ready whose pause has ended. */
  void wake(Instant now) {
    for (Resting next = resting.peek();
        next != null && !next.until().isAfter(now);
        next = resting.peek()) {
      resting.remove();
      if (next.batch().isAlone()) {
        alone.addAll(next.batch().items());
        continue;
      }
      for (Unsettled item : next.batch().items()) {
        busy.remove(item.key());
        prepare(withSuccessor(item));
      }
    }
  }

  /** When the next pause ends; null if nothing rests. */
  @Nullable Instant wakesAt() {
    Resting next = resting.peek();
    return next == null ? null : next.until();
  }

  /**
   * What goes next. It is not taken yet.
   *
   * @param most items
   * @param admits whether a call may take that many units of the table; one item always may
   * @return null if nothing is ready
   */
  @Nullable Batch next(int most, DoublePredicate admits) {
    Unsettled refused = alone.peek();
    if (refused != null) {
      return new Batch(List.of(refused), true);
    }
    List<Unsettled> items = new ArrayList<>(most);
    long bytes = 0;
    double units = 0;
    for (Unsettled next : ready.values()) {
      bytes += next.sizeBytes();
      units += next.tableUnits();
      boolean fits = bytes <= BatchCalls.MAX_BATCH_BYTES && admits.test(units);
      if (items.size() == most || (!items.isEmpty() && !fits)) {
        break;
      }
      items.add(next);
    }
    return items.isEmpty() ? null : new Batch(items, false);
  }

  /** It is in flight from now on. */
  void take(Batch next) {
    if (next.isAlone()) {
      alone.remove();
      return;
    }
    for (Unsettled item : next.items()) {
      ready.remove(item.key());
      readyBytes -= item.sizeBytes();
      busy.put(item.key(), item);
    }
  }

  /** It is to be sent again, and not before that instant. */
  void rest(Batch taken, Instant until) {
    resting.add(new Resting(until, taken));
  }

  /** Each of its items is to be sent again alone. */
  void divide(Batch refused) {
    alone.addAll(refused.items());
  }

  /** The table has it, or has one that stays: the next item of its key may go. */
  void settle(Unsettled item) {
    busy.remove(item.key());
    Deque<Unsettled> waiting = successors.get(item.key());
    if (waiting != null) {
      prepare(waiting.remove());
      if (waiting.isEmpty()) {
        successors.remove(item.key());
      }
    }
  }

  /** The table takes no such item: the one that it had taken the place of goes after all. */
  void reject(Unsettled item, Reject why) {
    Unsettled replaced = item.replaced();
    item.rejected(why);
    if (replaced == null) {
      settle(item);
    } else {
      busy.remove(item.key());
      prepare(withSuccessor(replaced));
    }
  }

  private void hold(Unsettled item) {
    Deque<Unsettled> waiting = successors.computeIfAbsent(item.key(), key -> new ArrayDeque<>(1));
    Unsettled before = mode == WriteMode.OVERWRITE ? waiting.poll() : null;
    if (before != null) {
      item.replaces(before);
    }
    waiting.add(item);
  }

  private void prepare(Unsettled item) {
    Unsettled before = ready.put(item.key(), item);
    readyBytes += item.sizeBytes();
    if (before != null) {
      item.replaces(before);
      readyBytes -= before.sizeBytes();
    }
  }

  /** The item, or the one that came after it meanwhile, in its place. */
  private Unsettled withSuccessor(Unsettled item) {
    Deque<Unsettled> waiting = successors.get(item.key());
    if (mode != WriteMode.OVERWRITE || waiting == null) {
      return item;
    }
    Unsettled newest = waiting.remove();
    successors.remove(item.key());
    newest.replaces(item);
    return newest;
  }
}
