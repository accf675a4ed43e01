package io.stackseed.chunk;

import java.time.Duration;

/** The queue of objects that need a pass over their bytes. It delivers at least once. */
public interface SplitQueue {

  /**
   * Queues one object. Crash before: it is not queued. Crash after: queueing it again is no harm.
   */
  void send(ObjectId object);

  /** As {@link ChunkQueue#retryIn}. */
  void retryIn(String receipt, Duration delay);
}
