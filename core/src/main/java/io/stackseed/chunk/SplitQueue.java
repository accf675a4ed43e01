package io.stackseed.chunk;

import java.time.Duration;
import java.util.List;

/** The queue of objects that need a pass over their bytes. It delivers at least once. */
public interface SplitQueue {

  /** Messages that one call takes at most. */
  int MAX_BATCH = 10;

  /**
   * Queues objects. Crash before: none is queued. Crash after: queueing them again is no harm.
   *
   * @param batch at least one, at most {@value #MAX_BATCH}
   * @return those that the queue refused, to be sent again
   */
  List<ObjectId> send(List<ObjectId> batch);

  /** As {@link ChunkQueue#retryIn}. */
  void retryIn(String receipt, Duration delay);
}
