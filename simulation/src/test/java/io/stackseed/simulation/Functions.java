package io.stackseed.simulation;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.request.Notification;
import io.stackseed.simulation.MessageQueue.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The functions as Lambda runs them: each invocation is an actor with a limit. What a function made
 * once is kept for a later invocation, but never used by two at once; a dead one's is thrown away.
 */
final class Functions {
  private final Scheduler scheduler;
  private final Map<String, Integer> begun = new HashMap<>();

  Functions(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** What a handler does with one invocation. */
  @FunctionalInterface
  interface Handler<F> {
    /**
     * Handles it.
     *
     * @param until when the invocation must be over
     */
    void handle(F function, Instant until) throws Exception;
  }

  /** What a handler does with one message. */
  @FunctionalInterface
  interface MessageHandler<F> {
    Acknowledgement handle(F function, String body, Instant until) throws InterruptedException;
  }

  /** One function and its containers. */
  final class Function<F> {
    private final String name;
    private final Duration timeout;
    private final Supplier<F> container;
    private final Deque<F> warm = new ArrayDeque<>();

    private Function(String name, Duration timeout, Supplier<F> container) {
      this.name = name;
      this.timeout = timeout;
      this.container = container;
    }

    /** Begins an invocation. */
    void invoke(Handler<F> handler, Actor.End end) {
      long now = scheduler.millis();
      long limit = now + timeout.toMillis();
      F function = warm.isEmpty() ? container.get() : warm.pop();
      scheduler.begin(
          new Actor(
              name + "-" + begun.merge(name, 1, Integer::sum),
              now,
              limit,
              () -> handler.handle(function, Instant.ofEpochMilli(limit)),
              (actor, thrown) -> {
                if (!actor.isDead()) {
                  warm.push(function);
                }
                if (thrown instanceof Error && !(thrown instanceof Death)) {
                  scheduler.fail(thrown);
                } else if (thrown != null) {
                  scheduler.log().check(thrown);
                }
                end.ended(actor, thrown);
              }));
    }

    /** Begins an invocation for a message of a queue. */
    void take(
        Message message,
        MessageHandler<F> handler,
        BiConsumer<String, Duration> retryIn,
        EventSource.Ended ended) {
      boolean[] done = new boolean[1];
      String receipt = message.receipt();
      invoke(
          (function, until) -> {
            Acknowledgement acknowledgement = handler.handle(function, message.body(), until);
            if (acknowledgement instanceof RetryIn retry) {
              retryIn.accept(receipt, retry.delay());
            } else {
              done[0] = true;
            }
          },
          (actor, thrown) -> ended.with(thrown == null && done[0]));
    }
  }

  <F> Function<F> function(String name, Duration timeout, Supplier<F> container) {
    return new Function<>(name, timeout, container);
  }

  /** As the topic invokes it. */
  static <F> Topic.Subscriber subscriber(Function<F> function, NotificationHandler<F> handler) {
    return (notification, ended) ->
        function.invoke(
            (requests, until) -> handler.handle(requests, notification, until),
            (actor, thrown) -> ended.with(thrown == null));
  }

  /** What a handler does with one notification. */
  @FunctionalInterface
  interface NotificationHandler<F> {
    void handle(F function, Notification notification, Instant until) throws Exception;
  }
}
