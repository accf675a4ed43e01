package io.stackseed.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue as SQS has it: at least once, in no order, a receive count, a redrive to the
 * dead letters, and message groups of which none starves another.
 */
final class MessageQueue {
  private static final long MAX_LATENESS = 600_000;

  private final String name;
  private final Scheduler scheduler;
  private final Hazards hazards;
  private final Chance chance;
  private final long visibility;
  private final int maxReceives;

  /** Visible messages by group, in which the groups are served in turn. */
  private final Map<String, List<Message>> visible = new LinkedHashMap<>();

  private final Map<String, Integer> inFlight = new HashMap<>();
  private final Map<Integer, Message> kept = new LinkedHashMap<>();
  private final List<String> deadLetters = new ArrayList<>();
  private Runnable onVisible = () -> {};
  private int sent;

  /** A message in the queue. */
  static final class Message {
    private final int number;
    private final String body;
    private final String group;
    private int receives;
    private long visibleAt;
    private boolean isVisible;
    private boolean isInFlight;

    private Message(int number, String body, String group) {
      this.number = number;
      this.body = body;
      this.group = group;
    }

    String body() {
      return body;
    }

    /** Another one for each delivery. */
    String receipt() {
      return number + "/" + receives;
    }
  }

  /**
   * @param visibility in milliseconds
   * @param maxReceives after so many a message goes to the dead letters
   */
  MessageQueue(
      String name,
      Scheduler scheduler,
      Hazards hazards,
      Chance chance,
      long visibility,
      int maxReceives) {
    this.name = name;
    this.scheduler = scheduler;
    this.hazards = hazards;
    this.chance = chance;
    this.visibility = visibility;
    this.maxReceives = maxReceives;
  }

  /** Called whenever a message has become visible. */
  void whenVisible(Runnable action) {
    onVisible = action;
  }

  /** Takes a message, which may be lost, come twice or late. */
  void send(String body, String group) {
    send(body, group, 0);
  }

  /**
   * As {@link #send}, and it is not received before.
   *
   * @param delay in milliseconds
   */
  void send(String body, String group, long delay) {
    if (!hazards.strikes(Hazard.MESSAGE_LOST)) {
      sendSurely(body, group, delay);
    }
  }

  /** As {@link #send}, but it is not lost. */
  void sendSurely(String body, String group) {
    sendSurely(body, group, 0);
  }

  private void sendSurely(String body, String group, long delay) {
    add(body, group, delay);
    if (hazards.strikes(Hazard.MESSAGE_DUPLICATED)) {
      add(body, group, delay);
    }
  }

  private void add(String body, String group, long delay) {
    Violation.unless(!body.contains(CloudFormation.SECRET), "a credential in %s: %s", this, body);
    Message message = new Message(sent++, body, group);
    kept.put(message.number, message);
    long lateness =
        hazards.strikes(Hazard.MESSAGE_LATE) ? chance.between(0, (int) MAX_LATENESS) : 0;
    hide(message, delay + lateness);
  }

  /** Keeps a message from being received for so many milliseconds. */
  private void hide(Message message, long millis) {
    if (message.isVisible) {
      message.isVisible = false;
      List<Message> group = visible.get(message.group);
      if (group != null) {
        group.remove(message);
      }
    }
    long at = scheduler.millis() + millis;
    message.visibleAt = at;
    if (millis == 0) {
      show(message);
    } else {
      scheduler.at(at, () -> showIfDue(message));
    }
  }

  private void showIfDue(Message message) {
    if (kept.containsKey(message.number)
        && !message.isVisible
        && message.visibleAt <= scheduler.millis()) {
      show(message);
    }
  }

  private void show(Message message) {
    land(message);
    message.isVisible = true;
    visible.computeIfAbsent(message.group, group -> new ArrayList<>()).add(message);
    onVisible.run();
  }

  private void land(Message message) {
    if (message.isInFlight) {
      message.isInFlight = false;
      inFlight.merge(message.group, -1, Integer::sum);
    }
  }

  /**
   * Hands out a message, one of the group that has the fewest in flight ("Amazon SQS fair queues",
   * Amazon SQS Developer Guide); null if none is visible.
   */
  @Nullable Message receive() {
    while (true) {
      List<Message> group = fairest();
      if (group == null) {
        return null;
      }
      Message message = takeAny(group);
      message.isVisible = false;
      if (message.receives == maxReceives) {
        kept.remove(message.number);
        deadLetters.add(message.body);
      } else {
        message.receives++;
        message.isInFlight = true;
        inFlight.merge(message.group, 1, Integer::sum);
        hide(message, visibility);
        return message;
      }
    }
  }

  private @Nullable List<Message> fairest() {
    List<Message> best = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, List<Message>> group : visible.entrySet()) {
      int busy = inFlight.getOrDefault(group.getKey(), 0);
      if (!group.getValue().isEmpty() && busy < fewest) {
        best = group.getValue();
        fewest = busy;
      }
    }
    return best;
  }

  /** Mostly one of the oldest, sometimes any. */
  private Message takeAny(List<Message> group) {
    int last = group.size() - 1;
    int index = chance.below(Math.min(group.size(), chance.below(4) == 0 ? group.size() : 3));
    Message message = group.get(index);
    group.set(index, group.get(last));
    group.remove(last);
    return message;
  }

  /** Forgets a message that was taken care of; it may come back all the same, once. */
  void delete(Message message) {
    land(message);
    if (hazards.strikes(Hazard.MESSAGE_BACK_AFTER_DELETE)) {
      return;
    }
    kept.remove(message.number);
  }

  /** Lets a message that is in flight come back then; nothing happens if the receipt is old. */
  void retryIn(String receipt, long millis) {
    String[] parts = receipt.split("/", -1);
    Message message = kept.get(Integer.valueOf(parts[0]));
    if (message != null && !message.isVisible && message.receipt().equals(receipt)) {
      hide(message, millis);
    }
  }

  /** How many messages were ever taken. */
  int sent() {
    return sent;
  }

  /** The bodies that are waiting or in flight. */
  Collection<String> bodies() {
    return kept.values().stream().map(message -> message.body).toList();
  }

  /** True if nobody waits and nobody is in flight. */
  boolean isEmpty() {
    return kept.isEmpty();
  }

  List<String> deadLetters() {
    return List.copyOf(deadLetters);
  }

  @Override
  public String toString() {
    return name;
  }
}
