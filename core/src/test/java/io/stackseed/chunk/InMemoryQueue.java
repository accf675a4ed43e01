package io.stackseed.chunk;

import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A queue in memory that delivers at least once: what is received and not deleted comes back when
 * its visibility ends. Messages are kept in their wire form. For one thread.
 */
final class InMemoryQueue<M> {
  private final Time time;
  private final Duration visibility;
  private final Function<String, M> codec;
  private final List<String> sent = new ArrayList<>();
  private final Map<Integer, String> bodies = new LinkedHashMap<>();
  private final Map<Integer, Instant> visibleAt = new LinkedHashMap<>();
  private final Map<String, Integer> receipts = new LinkedHashMap<>();

  InMemoryQueue(Time time, Duration visibility, Function<String, M> codec) {
    this.time = time;
    this.visibility = visibility;
    this.codec = codec;
  }

  void add(String body) {
    add(body, Duration.ZERO);
  }

  /** Not visible before the delay has passed. */
  void add(String body, Duration delay) {
    visibleAt.put(sent.size(), time.now().plus(delay));
    bodies.put(sent.size(), body);
    sent.add(body);
  }

  List<M> sent() {
    return sent.stream().map(codec).toList();
  }

  /** The oldest visible message. */
  Optional<Delivery<M>> receive() {
    for (Map.Entry<Integer, Instant> entry : visibleAt.entrySet()) {
      if (!entry.getValue().isAfter(time.now())) {
        entry.setValue(time.now().plus(visibility));
        String receipt = "receipt-" + (receipts.size() + 1);
        receipts.put(receipt, entry.getKey());
        String body = bodies.get(entry.getKey());
        return Optional.of(new Delivery<>(receipt, codec.apply(body)));
      }
    }
    return Optional.empty();
  }

  void delete(String receipt) {
    visibleAt.remove(message(receipt));
  }

  void retryIn(String receipt, Duration delay) {
    visibleAt.replace(message(receipt), time.now().plus(delay));
  }

  /** When the next of the messages that are left is visible; empty if none is left. */
  Optional<Instant> nextVisible() {
    return visibleAt.values().stream().min(Instant::compareTo);
  }

  private int message(String receipt) {
    Integer message = receipts.get(receipt);
    if (message == null) {
      throw new NoSuchElementException("no such receipt: " + receipt);
    }
    return message;
  }
}
