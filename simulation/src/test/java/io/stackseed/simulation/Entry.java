package io.stackseed.simulation;

import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the books say of a run. */
final class Entry {
  private final Run run;
  private final Account account;
  private final long acceptedAt;
  private final boolean isTakeover;
  private RunState state;
  private @Nullable Outcome outcome;
  private long done;
  private Counts counts = Counts.ZERO;
  private long touchedAt;
  private final Deque<Start> starts = new ArrayDeque<>();

  private record Start(long at, int units) {}

  /**
   * @param acceptedAt in milliseconds of the epoch
   * @param isTakeover true if it takes the place of what is current
   */
  Entry(Run run, Account account, RunState state, long acceptedAt, boolean isTakeover) {
    this.run = run;
    this.account = account;
    this.state = state;
    this.acceptedAt = acceptedAt;
    this.isTakeover = isTakeover;
    this.touchedAt = acceptedAt;
  }

  /** As it was accepted. */
  Run run() {
    return run;
  }

  Account account() {
    return account;
  }

  long acceptedAt() {
    return acceptedAt;
  }

  boolean isTakeover() {
    return isTakeover;
  }

  RunState state() {
    return state;
  }

  void become(RunState next) {
    state = next;
  }

  /** Null while it is live. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  void end(Outcome result) {
    outcome = result;
    state = result.state();
  }

  /** What it loads. */
  Load load() {
    return Objects.requireNonNull(run.load());
  }

  void count(Counts chunk) {
    done++;
    counts = counts.plus(chunk);
  }

  /** Chunks that were committed. */
  long done() {
    return done;
  }

  /** The sum over them. */
  Counts counts() {
    return counts;
  }

  /**
   * So many units more were started now.
   *
   * @param now in milliseconds of the epoch
   * @return all of the last ten seconds
   */
  int startedLately(long now, int units) {
    starts.add(new Start(now, units));
    while (starts.getFirst().at() <= now - 10_000) {
      starts.removeFirst();
    }
    return starts.stream().mapToInt(Start::units).sum();
  }

  void touch(long now) {
    touchedAt = now;
  }

  /** When anybody but the watchdog last changed it, in milliseconds of the epoch. */
  long touchedAt() {
    return touchedAt;
  }

  @Override
  public String toString() {
    return run.toString();
  }
}
