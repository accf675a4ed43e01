package io.stackseed.worker;

import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.WriteMode;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import io.stackseed.worker.Backlog.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes items in batches, as many calls in flight as the table bears. What it leaves unprocessed
 * is sent again after a pause, while others go on. A call that the table refuses is made again for
 * each of its items alone, so that only those are rejected that it refuses.
 *
 * <p>Once it is {@link #halt halted} it starts nothing more.
 */
final class BatchWriter {
  /** How long a table may take nothing at all, before others are to try. */
  private static final Duration STARVATION = Duration.ofSeconds(15);

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(5);

  private final BatchCalls calls;
  private final Backlog backlog;
  private final CallWindow window;
  private final WritePace pace;
  private final Backoff backoff;
  private final Time time;
  private final Guard guard;
  private final Instant stopAt;

  /** By their first items. */
  private final IdentityHashMap<Item, Call> inFlight = new IdentityHashMap<>();

  private double writeUnits;
  private long throttledCalls;
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
  private record Call(Batch batch, Instant startedAt) {}

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
    this.backlog = new Backlog(mode);
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

  /** So many calls so far were not taken whole. */
  long throttledCalls() {
    return throttledCalls;
  }

  /** Takes an item that fits the table; may make calls. */
  void write(Unsettled item) throws InterruptedException {
    backlog.add(item);
    while (halt == null && backlog.fills(calls.batchSize())) {
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
    while (halt == null && !backlog.isSettled()) {
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

  /** Starts one call, or waits until one can be started, whatever comes first. */
  private void step() throws InterruptedException {
    halt = reasonToHalt(time.now());
    if (halt != null) {
      return;
    }
    Instant now = time.now();
    if (!window.allows(inFlight.size(), now)) {
      await(window.opensAt().isAfter(now) ? window.opensAt() : stopAt);
      return;
    }
    backlog.wake(now);
    Batch next = backlog.next(calls.batchSize(), pace::admits);
    if (next == null) {
      Instant wakesAt = backlog.wakesAt();
      await(wakesAt == null ? stopAt : wakesAt);
    } else {
      startInTime(next, now);
    }
  }

  private void startInTime(Batch next, Instant now) throws InterruptedException {
    Instant start = pace.startOf(next.tableUnits(), now);
    if (start == null) {
      halt = new Halt.Capped(pace.freeAt());
    } else if (start.isAfter(now)) {
      await(start);
    } else {
      start(next, now);
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

  private void start(Batch next, Instant now) {
    backlog.take(next);
    List<Item> items = next.toWrite();
    calls.start(items);
    inFlight.put(items.get(0), new Call(next, now));
    window.started(now);
    pace.started(next.tableUnits(), now);
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
      lastTaken = now;
      refused(call.batch(), refusal);
      return;
    }
    window.settled(call.startedAt(), now, !result.unprocessed().isEmpty());
    Set<Item> unprocessed = identities(result.unprocessed());
    Set<Item> skipped = identities(result.skipped());
    List<Unsettled> again = new ArrayList<>();
    List<Unsettled> taken = new ArrayList<>();
    for (Unsettled item : call.batch().items()) {
      if (unprocessed.contains(item.item())) {
        again.add(item);
      } else {
        taken.add(item);
        if (skipped.contains(item.item())) {
          item.skipped();
        } else {
          item.written();
        }
        backlog.settle(item);
      }
    }
    pace.settled(call.batch().with(taken).tableUnits(), result.writeUnits());
    isInVain = taken.isEmpty();
    if (!isInVain) {
      lastTaken = now;
    }
    if (!again.isEmpty()) {
      throttledCalls++;
      int tries = again.stream().mapToInt(Unsettled::leftUnprocessed).max().orElse(1);
      backlog.rest(call.batch().with(again), now.plus(backoff.delay(tries)));
    }
  }

  private static Set<Item> identities(List<Item> items) {
    if (items.isEmpty()) {
      return Set.of();
    }
    Set<Item> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.addAll(items);
    return identities;
  }

  private void refused(Batch batch, String refusal) {
    if (batch.items().size() > 1) {
      backlog.divide(batch);
      return;
    }
    guard.requireSameTable();
    Unsettled item = batch.items().get(0);
    backlog.reject(
        item, new Reject(item.offset(), RejectCode.REFUSED, "the table refused it: " + refusal));
  }
}
