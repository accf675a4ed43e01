package io.stackseed.simulation;

import io.stackseed.simulation.MessageQueue.Message;
import org.jspecify.annotations.Nullable;

/**
 * An event source mapping of batch size 1: invokes a function for a queue's messages, as many at
 * once as it may. A message whose invocation failed, or reported it as failed, stays in the queue.
 */
final class EventSource {
  private final MessageQueue queue;
  private final Scheduler scheduler;
  private final Hazards hazards;
  private final Pace pace;
  private final int maximumConcurrency;
  private final Invocation invocation;
  private int running;
  private boolean polls;

  /** Begins an invocation. */
  @FunctionalInterface
  interface Invocation {
    /**
     * Begins an actor for the message.
     *
     * @param ended to be called when it is over
     */
    void begin(Message message, Ended ended);
  }

  /** Takes what an invocation came to. */
  @FunctionalInterface
  interface Ended {
    void with(boolean done);
  }

  EventSource(
      MessageQueue queue,
      Scheduler scheduler,
      Hazards hazards,
      Pace pace,
      int maximumConcurrency,
      Invocation invocation) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.hazards = hazards;
    this.pace = pace;
    this.maximumConcurrency = maximumConcurrency;
    this.invocation = invocation;
  }

  /** Takes messages from now on. */
  void begin() {
    queue.whenVisible(this::poll);
  }

  /** Receives soon, unless it is about to. */
  private void poll() {
    if (!polls && running < maximumConcurrency) {
      polls = true;
      scheduler.after(pace.millis(), this::receive);
    }
  }

  private void receive() {
    polls = false;
    @Nullable Message message = queue.receive();
    if (message == null) {
      return;
    }
    if (!hazards.strikes(Hazard.POLLER_THROTTLED)) {
      running++;
      invocation.begin(message, done -> ended(message, done));
    }
    poll();
  }

  private void ended(Message message, boolean done) {
    running--;
    if (done) {
      queue.delete(message);
    }
    poll();
  }
}
