package io.stackseed.simulation;

import java.util.concurrent.locks.LockSupport;

/**
 * What a thread waits for until it may run. Everything written before {@link #pass} is seen after
 * {@link #await}, so that what the batons' holders share needs no lock.
 */
final class Baton {
  private final Thread holder;
  private volatile boolean passed;

  Baton(Thread holder) {
    this.holder = holder;
  }

  /** Lets the holder run; it may not wait yet. */
  void pass() {
    passed = true;
    LockSupport.unpark(holder);
  }

  /** Returns when the baton was passed, once for each time. For the holder alone. */
  void await() {
    while (!passed) {
      LockSupport.park(this);
    }
    passed = false;
  }
}
