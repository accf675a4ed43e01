package io.stackseed.chunk;

import io.stackseed.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Queues chunks, each at least once, neighbours apart from each other: sorted files would otherwise
 * make hot partitions.
 */
public final class ChunkSender {
  private final ChunkQueue queue;
  private final Resending resending;

  public ChunkSender(ChunkQueue queue, Backoff backoff) {
    this.queue = queue;
    this.resending = new Resending("chunk queue", backoff);
  }

  /**
   * Returns when the queue has taken every message, neighbours apart from each other.
   *
   * @throws IllegalStateException if the queue goes on refusing some of them
   */
  public void send(List<ChunkMessage> messages) throws InterruptedException {
    List<ChunkMessage> apart = new ArrayList<>(messages.size());
    int stride = Math.max(1, (int) Math.ceil(Math.sqrt(messages.size())));
    for (int offset = 0; offset < stride; offset++) {
      for (int index = offset; index < messages.size(); index += stride) {
        apart.add(messages.get(index));
      }
    }
    resending.send(apart, ChunkQueue.MAX_BATCH, batch -> queue.send(batch, Duration.ZERO));
  }

  /**
   * Queues a chunk that is to go on later.
   *
   * @param delay not delivered before it has passed; no longer than {@link ChunkQueue#MAX_DELAY}
   * @throws IllegalStateException if the queue goes on refusing it
   */
  public void sendLater(ChunkMessage message, Duration delay) throws InterruptedException {
    resending.send(List.of(message), 1, batch -> queue.send(batch, delay));
  }
}
