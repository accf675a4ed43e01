package io.stackseed.chunk;

import java.time.Duration;
import java.util.List;

/** The queue that chunks wait in. It delivers at least once and in no order. */
public interface ChunkQueue {
  /** Messages of one call: the limit of SendMessageBatch. */
  int MAX_BATCH = 10;

  /** The longest that a message can be kept back: the limit of DelaySeconds. */
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /**
   * Queues up to {@link #MAX_BATCH} messages. Crash before: none is queued. Crash after: all that
   * are not returned are queued; queueing them again does no harm.
   *
   * @param delay from zero to {@link #MAX_DELAY}: none of them is delivered before it has passed
   * @return those that the queue did not take, for reasons that pass
   */
  List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay);

  /**
   * Lets a message that is being worked on come back after this time instead of after its
   * visibility timeout. Crash before: it comes back later.
   *
   * @param receipt the receipt handle of this delivery
   */
  void retryIn(String receipt, Duration delay);

  /**
   * True if the queue seems to hold nothing, neither waiting nor being worked on. An approximation:
   * what was sent or received a moment ago may be missing. Changes nothing.
   */
  boolean isEmpty();
}
