package io.stackseed.simulation;

import org.jspecify.annotations.Nullable;

/** A thread that carries actors, one after another, of one seed after another. */
final class Carrier extends Thread {
  private final Baton baton = new Baton(this);
  private @Nullable Scheduler scheduler;
  private @Nullable Actor cargo;

  Carrier(String name) {
    super(name);
    setDaemon(true);
  }

  /** The world that it works in; null before the first. */
  @Nullable Scheduler scheduler() {
    return scheduler;
  }

  /**
   * Puts an idle carrier to work.
   *
   * @param actor that it carries first; null to see itself what comes next
   */
  void work(@Nullable Scheduler world, @Nullable Actor actor) {
    scheduler = world;
    cargo = actor;
    baton.pass();
  }

  /** Lets the actor that it carries go on. */
  void proceed() {
    baton.pass();
  }

  /** Returns when the actor that it carries may go on. */
  void await() {
    baton.await();
  }

  /** Ends the thread of an idle carrier. */
  void dismiss() {
    work(null, null);
  }

  @Override
  public void run() {
    baton.await();
    while (scheduler != null) {
      scheduler.carry(this, cargo);
      baton.await();
    }
  }
}
