package io.stackseed.benchmarks.scale;

import io.stackseed.chunk.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A queue of SQS, of any length: what is received and not deleted comes back when its visibility
 * ends. Each request is counted, and takes its time of whoever makes it.
 */
final class PacedQueue<M> {
  private static final Latency REQUEST = new Latency(6, 14);

  private final Duration visibility;
  private final Usage usage;
  private final NavigableSet<Message<M>> messages =
      new TreeSet<>(
          Comparator.<Message<M>, Instant>comparing(message -> message.visibleAt)
              .thenComparing(message -> message.order));
  private final Map<String, Message<M>> received = new HashMap<>();
  private long orders;

  private static final class Message<M> {
    private final M body;
    private Instant visibleAt;
    private long order;

    Message(M body, Instant visibleAt, long order) {
      this.body = body;
      this.visibleAt = visibleAt;
      this.order = order;
    }
  }

  PacedQueue(Duration visibility, Usage usage) {
    this.visibility = visibility;
    this.usage = usage;
  }

  void send(List<M> batch, Duration delay, Place place, Activity activity) {
    request(place, activity);
    for (M body : batch) {
      messages.add(new Message<>(body, place.now().plus(delay), orders++));
    }
  }

  /** The message that has been visible longest; takes no time, which is its caller's to spend. */
  Optional<Delivery<M>> receive(Instant now) {
    Message<M> first = messages.isEmpty() ? null : messages.first();
    if (first == null || first.visibleAt.isAfter(now)) {
      return Optional.empty();
    }
    usage.queueRequests++;
    hide(first, now.plus(visibility));
    String receipt = "receipt-" + first.order;
    received.put(receipt, first);
    return Optional.of(new Delivery<>(receipt, first.body));
  }

  /** As {@link #receive}: takes no time. */
  void delete(String receipt) {
    usage.queueRequests++;
    messages.remove(delivered(receipt));
  }

  void retryIn(String receipt, Duration delay, Place place, Activity activity) {
    request(place, activity);
    hide(delivered(receipt), place.now().plus(delay));
  }

  /** Whether no message is left, not even a hidden one. */
  boolean isEmpty() {
    return messages.isEmpty();
  }

  private Message<M> delivered(String receipt) {
    Message<M> message = received.remove(receipt);
    if (message == null) {
      throw new NoSuchElementException("no such receipt: " + receipt);
    }
    return message;
  }

  private void hide(Message<M> message, Instant until) {
    messages.remove(message);
    message.visibleAt = until;
    message.order = orders++;
    messages.add(message);
  }

  private void request(Place place, Activity activity) {
    usage.queueRequests++;
    place.spend(activity, REQUEST);
  }
}
