package io.stackseed.chunk;

import io.stackseed.time.Backoff;
import java.util.List;

/** Queues objects to be split, each at least once. */
public final class SplitSender {
  private final SplitQueue queue;
  private final Resending resending;

  public SplitSender(SplitQueue queue, Backoff backoff) {
    this.queue = queue;
    this.resending = new Resending("split queue", backoff);
  }

  /**
   * Returns when the queue has taken every object.
   *
   * @throws IllegalStateException if the queue goes on refusing some of them
   */
  public void send(List<ObjectId> objects) throws InterruptedException {
    resending.send(objects, SplitQueue.MAX_BATCH, queue::send);
  }
}
