package io.stackseed.simulation;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks what happens next and moves the clock. One actor runs at a time; whoever parks runs the
 * scheduler's next steps on its own thread, so that threads change only when another actor's turn
 * has come. What happens at the same instant happens in an order of chance.
 */
final class Scheduler {
  private final Stage stage;
  private final Chance chance;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Set<Actor> alive = new LinkedHashSet<>();
  private final Baton driver = new Baton(Thread.currentThread());
  private long now;
  private long scheduled;
  private @Nullable Actor current;
  private @Nullable Throwable failure;
  private boolean isStopped;
  private Instant instant = Instant.EPOCH;
  private ProductLog log = new ProductLog(this, Story.silent());

  /** Something that happens, or an actor whose turn comes: one of the two is null. */
  private record Event(
      long at, int tie, long order, @Nullable Runnable action, @Nullable Actor actor)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      if (at != other.at) {
        return Long.compare(at, other.at);
      }
      return tie == other.tie ? Long.compare(order, other.order) : Integer.compare(tie, other.tie);
    }
  }

  /** For a world that is to be driven by the calling thread. */
  Scheduler(Stage stage, Chance chance, Instant start) {
    this.stage = stage;
    this.chance = chance;
    this.now = start.toEpochMilli();
  }

  /** Takes the log of the actors from now on. */
  void logTo(ProductLog next) {
    log = next;
  }

  ProductLog log() {
    return log;
  }

  /** In milliseconds of the epoch. */
  long millis() {
    return now;
  }

  Instant now() {
    if (instant.toEpochMilli() != now) {
      instant = Instant.ofEpochMilli(now);
    }
    return instant;
  }

  /** Whose turn it is; null while no actor's code runs. */
  @Nullable Actor current() {
    return current;
  }

  /** The actor whose code calls. */
  Actor caller() {
    if (current == null) {
      throw new IllegalStateException("no actor calls");
    }
    return current;
  }

  /** Lets something happen after so many milliseconds. */
  void after(long millis, Runnable action) {
    at(now + millis, action);
  }

  /** Lets something happen at an instant, or now if that is past. */
  void at(long millis, Runnable action) {
    add(millis, action, null);
  }

  /** Lets an actor begin now. */
  void begin(Actor actor) {
    add(now, null, actor);
  }

  /**
   * Lets the caller wait while others act; it dies when its limit comes first.
   *
   * @param millis 0 lets others act that are due
   */
  void elapse(long millis) {
    Actor me = caller();
    long until = Math.min(now + millis, me.limit());
    Event first = events.peek();
    if (first == null || first.at() > until) {
      now = until;
    } else {
      add(until, null, me);
      handOver(me);
    }
    requireTime(me);
  }

  /** Lets time pass in which nobody else acts, as if the caller had been quick. */
  void drift(long millis) {
    Actor me = caller();
    now = Math.min(now + millis, Math.max(now, me.limit()));
    requireTime(me);
  }

  private void requireTime(Actor me) {
    if (now >= me.limit()) {
      me.kill("its time is over");
    }
    me.requireLife();
  }

  /** Lets nothing more happen, and lets every actor die where it is. */
  void stop() {
    isStopped = true;
  }

  /** Ends the world, once whoever runs has parked or ended; the first failure stays. */
  void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /**
   * Runs the world until nothing is left to happen.
   *
   * @return what it failed with; null if it did not
   */
  @Nullable Throwable run() {
    stage.carrier().work(this, null);
    driver.await();
    return failure;
  }

  /**
   * Carries actors until another thread has the turn, or the world is over.
   *
   * @param cargo the first of them; null to see what comes next
   */
  void carry(Carrier carrier, @Nullable Actor cargo) {
    Actor next = cargo == null ? advance() : cargo;
    while (next != null && next.carrier() == null) {
      current = next;
      alive.add(next);
      Throwable thrown = next.live(carrier);
      alive.remove(next);
      current = null;
      ended(next, thrown);
      next = advance();
    }
    stage.idle(carrier);
    if (next == null) {
      driver.pass();
    } else {
      resume(next);
    }
  }

  private void ended(Actor actor, @Nullable Throwable thrown) {
    if (failure != null || isStopped) {
      return;
    }
    try {
      actor.ended(thrown);
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** Gives the turn away and returns when it is back. */
  private void handOver(Actor me) {
    current = null;
    Actor next = advance();
    if (next == null) {
      throw new IllegalStateException(me + " is parked, and nothing is left to happen");
    }
    if (next == me) {
      current = me;
      return;
    }
    Carrier own = me.carrier();
    if (own == null) {
      throw new IllegalStateException(me + " parks, and does not run");
    }
    if (next.carrier() == null) {
      stage.carrier().work(this, next);
    } else {
      resume(next);
    }
    own.await();
  }

  private void resume(Actor next) {
    Carrier carrier = next.carrier();
    if (carrier == null) {
      throw new IllegalStateException(next + " has not begun");
    }
    current = next;
    carrier.proceed();
  }

  /** Lets happen what happens before an actor's turn; null if nothing is left. */
  private @Nullable Actor advance() {
    while (failure == null && !isStopped) {
      Event event = events.poll();
      if (event == null) {
        return null;
      }
      now = Math.max(now, event.at());
      if (event.actor() != null) {
        return event.actor();
      }
      happen(event.action());
    }
    return nextToUnwind();
  }

  private void happen(@Nullable Runnable action) {
    try {
      if (action != null) {
        action.run();
      }
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** When the world is over, its actors die one after another, so that their threads are free. */
  private @Nullable Actor nextToUnwind() {
    for (Actor actor : alive) {
      actor.kill("the world has ended");
      return actor;
    }
    return null;
  }

  private void add(long at, @Nullable Runnable action, @Nullable Actor actor) {
    events.add(new Event(Math.max(at, now), chance.below(1 << 16), scheduled++, action, actor));
  }
}
