package io.stackseed.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The threads that the actors of one world at a time run on; kept from seed to seed. Touched only
 * by whoever holds the baton.
 */
final class Stage implements AutoCloseable {
  private final Deque<Carrier> idle = new ArrayDeque<>();
  private int carriers;

  /** A carrier without work. */
  Carrier carrier() {
    Carrier carrier = idle.poll();
    if (carrier == null) {
      carriers++;
      carrier = new Carrier("carrier-" + carriers);
      carrier.start();
    }
    return carrier;
  }

  /** Takes a carrier back; it may be given work before it waits for it. */
  void idle(Carrier carrier) {
    idle.push(carrier);
  }

  /** Ends the threads, once no world is on the stage. */
  @Override
  public void close() {
    idle.forEach(Carrier::dismiss);
    idle.clear();
  }
}
