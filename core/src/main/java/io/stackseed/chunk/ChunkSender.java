package io.stackseed.chunk;

import io.stackseed.time.Backoff;
import java.util.ArrayList;
import java.util.List;

/**
 * Queues chunks, each at least once, neighbours apart from each other: sorted files would otherwise
 * make hot partitions.
 */
public final class ChunkSender {
  private static final int MAX_TRIES = 8;

  private final ChunkQueue queue;
  private final Backoff backoff;

  public ChunkSender(ChunkQueue queue, Backoff backoff) {
    this.queue = queue;
    this.backoff = backoff;
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
          sendAll(batch);
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      sendAll(batch);
    }
  }

  private void sendAll(List<ChunkMessage> batch) throws InterruptedException {
    List<ChunkMessage> left = queue.send(List.copyOf(batch));
    for (int tries = 1; !left.isEmpty(); tries++) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException(
            "the chunk queue refused %d messages %d times".formatted(left.size(), tries));
      }
      backoff.pause(tries);
      left = queue.send(left);
    }
  }
}
