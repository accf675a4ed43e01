package io.stackseed.worker;

import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.RejectCode;
import io.stackseed.item.WriteMode;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes items in batches, as many calls in flight as the table bears. What it leaves unprocessed
 * is sent again after a pause, while others go on. A key in flight holds back its successor: of
 * several items with the same key the last one is the one that stays, or the first, where existing
 * items are skipped. A call that the table refuses is made again for each of its items alone, so
 * that only those are rejected that it refuses.
 *
 * <p>Once it is {@link #halt halted} it starts nothing more.
 */
final class BatchWriter {
  /** How long a table may take nothing at all, before others are to try. */
  private static final Duration STARVATION = Duration.ofSeconds(15);

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(5);

  private final BatchCalls calls;
  private final WriteMode mode;
  private final CallWindow window;
  private final WritePace pace;
  private final Backoff backoff;
  private final Time time;
  private final Guard guard;
  private final Instant stopAt;

  /** What no call has been made for, in the order of the source but for what waits. */
  private final Map<ItemKey, Unsettled> ready = new LinkedHashMap<>();

  /** Items of refused calls, each to be sent alone. */
  private final Deque<Unsettled> alone = new ArrayDeque<>();

  private final PriorityQueue<Resting> resting =
      new PriorityQueue<>(Comparator.comparing(Resting::until));

  /** What is in flight, rests, or is to be sent alone. */
  private final Map<ItemKey, Unsettled> busy = new HashMap<>();

  /** What waits for a busy key. */
  private final Map<ItemKey, Deque<Unsettled>> successors = new HashMap<>();

  /** By their first items. */
  private final IdentityHashMap<Item, Call> inFlight = new IdentityHashMap<>();

  private long readyBytes;
  private double writeUnits;
  private boolean isInVain;
  private Instant lastTaken;
  private Instant watchedAt;
  private @Nullable Halt halt;

  /** What a writer asks of those around it. */
  interface Guard {
    /** Whether the run goes on. */
    boolean isRunLive();

    /**
     * Called before an item is rejected because the table refused it alone.
     *
     * @throws io.stackseed.item.TargetTableException if the table is not the one it was
     */
    void requireSameTable();
  }

  /** A call in flight. */
  private record Call(List<Unsettled> batch, Instant startedAt, boolean isAlone) {}

  /** What is sent again, and when. */
  private record Resting(Instant until, List<Unsettled> batch, boolean isAlone) {}

  /**
   * @param stopAt from then on no call is started
   */
  BatchWriter(
      BatchCalls calls,
      WriteMode mode,
      CallWindow window,
      WritePace pace,
      Guard guard,
      Backoff backoff,
      Time time,
      Instant stopAt) {
    this.calls = calls;
    this.mode = mode;
    this.window = window;
    this.pace = pace;
    this.guard = guard;
    this.backoff = backoff;
    this.time = time;
    this.stopAt = stopAt;
    this.lastTaken = time.now();
    this.watchedAt = lastTaken;
  }

  /** Why nothing more is started; null while it goes on. */
  @Nullable Halt halt() {
    return halt;
  }

  /** The write units consumed by all calls so far. */
  double writeUnits() {
    return writeUnits;
  }

  /** Takes an item that fits the table; may make calls. */
  void write(Unsettled item) throws InterruptedException {
    if (busy.containsKey(item.key())
        || (mode == WriteMode.SKIP_EXISTING && ready.containsKey(item.key()))) {
      hold(item);
    } else {
      prepare(item);
    }
    while (halt == null && hasWholeBatch()) {
      step();
    }
  }

  /** Gets on with what it has, even if that is less than a batch. */
  void relieve() throws InterruptedException {
    if (halt == null) {
      step();
    }
  }

  /** Returns when every item taken is settled, or it is halted. */
  void finish() throws InterruptedException {
    while (halt == null && !(ready.isEmpty() && busy.isEmpty())) {
      step();
    }
  }

  /** Returns when no call is in flight. */
  void settleInFlight() throws InterruptedException {
    while (!inFlight.isEmpty()) {
      BatchResult result = calls.await(Duration.ofDays(1));
      if (result != null) {
        settle(result);
      }
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

  private boolean hasWholeBatch() {
    return ready.size() >= calls.batchSize() || readyBytes >= BatchCalls.MAX_BATCH_BYTES;
  }

  /** Starts one call, or waits until one can be started, whatever comes first. */
  private void step() throws InterruptedException {
    Instant now = time.now();
    wake(now);
    halt = reasonToHalt(now);
    if (halt != null) {
      return;
    }
    if (ready.isEmpty() && alone.isEmpty()) {
      Resting next = resting.peek();
      await(next == null ? stopAt : next.until());
    } else if (!window.allows(inFlight.size(), now)) {
      await(window.opensAt().isAfter(now) ? window.opensAt() : stopAt);
    } else {
      startNext(now);
    }
  }

  private void startNext(Instant now) throws InterruptedException {
    List<Unsettled> batch = nextBatch();
    double units = tableUnits(batch);
    Instant start = pace.startOf(units, now);
    if (start == null) {
      halt = new Halt.Capped(pace.freeAt());
    } else if (start.isAfter(now)) {
      await(start);
    } else {
      start(batch, units, now);
    }
  }

  private void wake(Instant now) {
    for (Resting next = resting.peek();
        next != null && !next.until().isAfter(now);
        next = resting.peek()) {
      resting.remove();
      if (next.isAlone()) {
        alone.addAll(next.batch());
        continue;
      }
      for (Unsettled item : next.batch()) {
        busy.remove(item.key());
        prepare(withSuccessor(item));
      }
    }
  }

  private @Nullable Halt reasonToHalt(Instant now) {
    if (!now.isBefore(stopAt)) {
      return new Halt.OutOfTime();
    }
    if (isInVain && Duration.between(lastTaken, now).compareTo(STARVATION) >= 0) {
      return new Halt.Starved();
    }
    if (Duration.between(watchedAt, now).compareTo(WATCH_INTERVAL) >= 0) {
      watchedAt = now;
      return guard.isRunLive() ? null : new Halt.RunEnded();
    }
    return null;
  }

  /** What goes next, not taken yet. */
  private List<Unsettled> nextBatch() {
    Unsettled refused = alone.peek();
    if (refused != null) {
      return List.of(refused);
    }
    List<Unsettled> batch = new ArrayList<>(calls.batchSize());
    long bytes = 0;
    double units = 0;
    for (Unsettled next : ready.values()) {
      bytes += next.sizeBytes();
      units += next.tableUnits();
      boolean fits = bytes <= BatchCalls.MAX_BATCH_BYTES && pace.admits(units);
      if (batch.size() == calls.batchSize() || (!batch.isEmpty() && !fits)) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private static double tableUnits(List<Unsettled> batch) {
    return batch.stream().mapToDouble(Unsettled::tableUnits).sum();
  }

  private void start(List<Unsettled> batch, double units, Instant now) {
    boolean isAlone = alone.remove(batch.get(0));
    for (Unsettled item : batch) {
      if (!isAlone) {
        ready.remove(item.key());
        readyBytes -= item.sizeBytes();
        busy.put(item.key(), item);
      }
    }
    List<Item> items = batch.stream().map(Unsettled::item).toList();
    calls.start(items);
    inFlight.put(items.get(0), new Call(batch, now, isAlone));
    window.started(now);
    pace.started(units);
  }

  /** Waits for a call to settle, and no longer than until that instant. */
  private void await(Instant until) throws InterruptedException {
    Instant now = time.now();
    Duration most = Duration.between(now, until.isBefore(stopAt) ? until : stopAt);
    if (inFlight.isEmpty()) {
      time.pause(most);
      return;
    }
    BatchResult result = calls.await(most);
    while (result != null) {
      settle(result);
      result = inFlight.isEmpty() ? null : calls.await(Duration.ZERO);
    }
  }

  private void settle(BatchResult result) {
    Instant now = time.now();
    Call call = inFlight.remove(result.batch().get(0));
    if (call == null) {
      throw new IllegalStateException("a call was settled that is not in flight");
    }
    writeUnits += result.writeUnits();
    String refusal = result.refusal();
    if (refusal != null) {
      pace.settled(0, result.writeUnits());
      refused(call, refusal);
      return;
    }
    window.settled(call.startedAt(), now, !result.unprocessed().isEmpty());
    Set<Item> unprocessed = identities(result.unprocessed());
    Set<Item> skipped = identities(result.skipped());
    List<Unsettled> again = new ArrayList<>();
    List<Unsettled> taken = new ArrayList<>();
    for (Unsettled item : call.batch()) {
      if (unprocessed.contains(item.item())) {
        again.add(item);
      } else {
        taken.add(item);
        if (skipped.contains(item.item())) {
          item.skipped();
        } else {
          item.written();
        }
        free(item);
      }
    }
    pace.settled(tableUnits(taken), result.writeUnits());
    if (!taken.isEmpty()) {
      lastTaken = now;
      isInVain = false;
    }
    if (!again.isEmpty()) {
      isInVain |= taken.isEmpty();
      int tries = again.stream().mapToInt(Unsettled::leftUnprocessed).max().orElse(1);
      resting.add(new Resting(now.plus(backoff.delay(tries)), again, call.isAlone()));
    }
  }

  private static Set<Item> identities(List<Item> items) {
    Set<Item> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.addAll(items);
    return identities;
  }

  private void refused(Call call, String refusal) {
    lastTaken = time.now();
    if (call.batch().size() > 1) {
      alone.addAll(call.batch());
      return;
    }
    guard.requireSameTable();
    Unsettled item = call.batch().get(0);
    Unsettled replaced = item.replaced();
    item.rejected(
        new Reject(item.offset(), RejectCode.REFUSED, "the table refused it: " + refusal));
    busy.remove(item.key());
    if (replaced != null) {
      prepare(withSuccessor(replaced));
    } else {
      free(item);
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

  /** Lets the next item of its key go. */
  private void free(Unsettled settled) {
    busy.remove(settled.key());
    Deque<Unsettled> waiting = successors.get(settled.key());
    if (waiting != null) {
      prepare(waiting.remove());
      if (waiting.isEmpty()) {
        successors.remove(settled.key());
      }
    }
  }
}
