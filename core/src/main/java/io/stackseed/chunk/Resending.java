package io.stackseed.chunk;

import io.stackseed.time.Backoff;
import java.util.List;
import java.util.function.UnaryOperator;

/** Sends batches to a queue that may refuse a part of one: that is sent again, after a pause. */
final class Resending {
  private static final int MAX_TRIES = 8;

  private final String queue;
  private final Backoff backoff;

  /**
   * @param queue its name, for messages
   */
  Resending(String queue, Backoff backoff) {
    this.queue = queue;
    this.backoff = backoff;
  }

  /**
   * Returns when the queue has taken all of it, in this order but for what it refused.
   *
   * @param most how much a batch may hold
   * @param send sends a batch and gives what the queue refused
   * @throws IllegalStateException if the queue goes on refusing some of it
   */
  <T> void send(List<T> all, int most, UnaryOperator<List<T>> send) throws InterruptedException {
    for (int from = 0; from < all.size(); from += most) {
      sendBatch(List.copyOf(all.subList(from, Math.min(from + most, all.size()))), send);
    }
  }

  private <T> void sendBatch(List<T> batch, UnaryOperator<List<T>> send)
      throws InterruptedException {
    List<T> left = send.apply(batch);
    for (int tries = 1; !left.isEmpty(); tries++) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException(
            "the %s refused %d messages %d times".formatted(queue, left.size(), tries));
      }
      backoff.pause(tries);
      left = send.apply(left);
    }
  }
}
