package io.stackseed.local.services;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a name that says whose they are. */
public final class Threads {

  private Threads() {}

  public static ThreadFactory named(String name) {
    AtomicInteger next = new AtomicInteger(1);
    return runnable -> {
      Thread thread = new Thread(runnable, "local-" + name + "-" + next.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
