package io.stackseed.chunk;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The split queue in memory; it breaks as it is told. */
public final class InMemorySplitQueue implements SplitQueue {
  private final InMemoryQueue<ObjectId> queue;
  private final Deque<SendFate> fates = new ArrayDeque<>();

  /**
   * @param visibility how long a received message stays hidden if nothing more is heard of it
   */
  public InMemorySplitQueue(Time time, Duration visibility) {
    this.queue = new InMemoryQueue<>(time, visibility, Messages::readObject);
  }

  /** What becomes of the next sends; after them, each is taken. */
  public void nextSends(SendFate... next) {
    fates.addAll(List.of(next));
  }

  @Override
  public List<ObjectId> send(List<ObjectId> batch) {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException(batch.size() + " messages in a batch");
    }
    SendFate fate = fates.isEmpty() ? SendFate.taken() : fates.remove();
    fate.before().run();
    int taken = Math.max(0, batch.size() - fate.refuses());
    batch.subList(0, taken).forEach(object -> queue.add(Messages.write(object)));
    fate.after().run();
    return batch.subList(taken, batch.size());
  }

  /** Every message that was ever taken, in order. */
  public List<ObjectId> sent() {
    return queue.sent();
  }

  /** Hands out the oldest message that is visible. */
  public Optional<Delivery<ObjectId>> receive() {
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
}
