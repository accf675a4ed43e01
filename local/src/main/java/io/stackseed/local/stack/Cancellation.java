package io.stackseed.local.stack;

import java.util.concurrent.CountDownLatch;

/** Whether a stack's creation is to be given up, and whether it has come to its end. */
final class Cancellation {

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean asked;

  void ask() {
    asked = true;
  }

  boolean isAsked() {
    return asked;
  }

  /** The creation has ended, in whatever way; nothing more is made. */
  void end() {
    ended.countDown();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
