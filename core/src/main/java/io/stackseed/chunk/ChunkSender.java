package io.stackseed.chunk;

import io.stackseed.time.Backoff;
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
    List<ChunkMessage> batch = new ArrayList<>(ChunkQueue.MAX_BATCH);
    int count = messages.size();
    int stride = Math.max(1, (int) Math.ceil(Math.sqrt(count)));
    for (int offset = 0; offset < stride; offset++) {
      for (int index = offset; index < count; index += stride) {
        batch.add(messages.get(index));
        if (batch.size() == ChunkQueue.MAX_BATCH) {
          resending.send(batch, queue::send);
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      resending.send(batch, queue::send);
    }
  }
}
