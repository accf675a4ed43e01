package io.stackseed.chunk;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The chunk queue in memory: fails in part as SendMessageBatch does, and breaks as it is told. */
public final class InMemoryChunkQueue implements ChunkQueue {
  private final InMemoryQueue<ChunkMessage> queue;
  private final Deque<SendFate> fates = new ArrayDeque<>();
  private int calls;

  /**
   * @param visibility how long a received message stays hidden if nothing more is heard of it
   */
  public InMemoryChunkQueue(Time time, Duration visibility) {
    this.queue = new InMemoryQueue<>(time, visibility, Messages::readChunk);
  }

  /** What becomes of the next sends; after them, each is taken whole. */
  public void nextSends(SendFate... next) {
    fates.addAll(List.of(next));
  }

  @Override
  public List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay) {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException(batch.size() + " messages in a batch");
    }
    calls++;
    SendFate fate = fates.isEmpty() ? SendFate.taken() : fates.remove();
    fate.before().run();
    int taken = Math.max(0, batch.size() - fate.refuses());
    batch.subList(0, taken).forEach(message -> queue.add(Messages.write(message), delay));
    fate.after().run();
    return batch.subList(taken, batch.size());
  }

  /** Calls of {@link #send} so far. */
  public int calls() {
    return calls;
  }

  /** Every message that was ever taken, in order. */
  public List<ChunkMessage> sent() {
    return queue.sent();
  }

  /** Hands out the oldest message that is visible. */
  public Optional<Delivery<ChunkMessage>> receive() {
    return queue.receive();
  }

  /** Forgets a message, as the queue does when it was acknowledged. */
  public void delete(String receipt) {
    queue.delete(receipt);
  }

  @Override
  public void retryIn(String receipt, Duration delay) {
    queue.retryIn(receipt, delay);
  }

  /** When the next of the messages that are left is visible; empty if none is left. */
  public Optional<Instant> nextVisible() {
    return queue.nextVisible();
  }

  @Override
  public boolean isEmpty() {
    return queue.nextVisible().isEmpty();
  }
}
