package io.stackseed.benchmarks;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time of several workers, each real, blocking code in a thread of its own. One of them
 * runs at a time, and no time passes meanwhile; when it pauses, the clock moves on to whoever's
 * pause ends first. So the same work comes to the same end, however busy the machine is.
 */
public final class Turns implements Time {

  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparingLong(Turn::at).thenComparingLong(Turn::order));
  private long now;
  private long taken;
  private @Nullable Throwable failure;

  /** What a worker does. */
  @FunctionalInterface
  public interface Work {
    void carryOut() throws Exception;
  }

  /** When a thread goes on. Whatever was written before it is up is seen after. */
  private static final class Turn {
    private final long at;
    private final long order;
    private final Thread thread;
    private volatile boolean isUp;

    Turn(long at, long order, Thread thread) {
      this.at = at;
      this.order = order;
      this.thread = thread;
    }

    long at() {
      return at;
    }

    long order() {
      return order;
    }

    void begin() {
      isUp = true;
      LockSupport.unpark(thread);
    }

    void await() {
      while (!isUp) {
        LockSupport.park(this);
      }
    }
  }

  public Turns(Instant start) {
    this.now = start.toEpochMilli();
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(now);
  }

  /** Lets the others work. */
  @Override
  public void pause(Duration duration) {
    Turn own = turn(now + Math.max(0, duration.toMillis()), Thread.currentThread());
    turns.add(own);
    Turn next = turns.remove();
    now = next.at();
    if (next != own) {
      next.begin();
      own.await();
    }
    if (failure != null) {
      throw new IllegalStateException("another worker has failed");
    }
  }

  /**
   * Returns when every worker has come to its end.
   *
   * @throws IllegalStateException if one of them failed
   */
  public void run(Iterable<Work> workers) {
    Turn end = turn(Long.MAX_VALUE, Thread.currentThread());
    turns.add(end);
    for (Work worker : workers) {
      turns.add(beginning(worker));
    }
    handOn();
    end.await();
    if (failure != null) {
      throw new IllegalStateException("a worker has failed", failure);
    }
  }

  private Turn beginning(Work worker) {
    Turn[] first = new Turn[1];
    Thread thread =
        new Thread(
            () -> {
              first[0].await();
              try {
                worker.carryOut();
              } catch (Throwable t) {
                failure = failure == null ? t : failure;
              }
              handOn();
            });
    first[0] = turn(now, thread);
    thread.setDaemon(true);
    thread.start();
    return first[0];
  }

  private void handOn() {
    Turn next = turns.remove();
    now = next.at() == Long.MAX_VALUE ? now : next.at();
    next.begin();
  }

  private Turn turn(long at, Thread thread) {
    return new Turn(at, taken++, thread);
  }
}
