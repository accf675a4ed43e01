package io.stackseed.simulation;

import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The topic and the asynchronous invocations behind it: duplicates without any error, late and out
 * of order; on a function error two more tries, after one and after two minutes; what fails for
 * good goes to the failure queue, and so does what may not be delivered.
 */
final class Topic {
  static final TopicArn ARN = TopicArn.parse("arn:aws:sns:eu-west-1:123456789012:stackseed-ingest");

  private static final int TRIES = 3;
  private static final long MAX_AGE = 3_600_000;
  private static final long[] BACKOFF = {60_000, 120_000};

  private final Scheduler scheduler;
  private final Hazards hazards;
  private final Chance chance;
  private final Pace pace;
  private final Subscriber subscriber;
  private final Consumer<Notification> failures;
  private final Map<String, Integer> underWay = new HashMap<>();
  private int published;

  /** The function behind the topic. */
  @FunctionalInterface
  interface Subscriber {
    /**
     * Begins an invocation.
     *
     * @param ended to be called when it is over
     */
    void begin(Notification notification, Ended ended);
  }

  /** Takes what an invocation came to. */
  @FunctionalInterface
  interface Ended {
    void with(boolean done);
  }

  /**
   * @param failures takes what could not be delivered or was not carried out
   */
  Topic(
      Scheduler scheduler,
      Hazards hazards,
      Chance chance,
      Pace pace,
      Subscriber subscriber,
      Consumer<Notification> failures) {
    this.scheduler = scheduler;
    this.hazards = hazards;
    this.chance = chance;
    this.pace = pace;
    this.subscriber = subscriber;
    this.failures = failures;
  }

  /** Publishes a message now. */
  Notification publish(String message) {
    published++;
    Notification notification =
        new Notification(ARN, "message-" + published, scheduler.now(), message);
    if (hazards.strikes(Hazard.PERMISSION_MISSING)) {
      scheduler.after(pace.millis(), () -> failures.accept(notification));
      return notification;
    }
    deliver(notification);
    if (hazards.strikes(Hazard.NOTIFICATION_DUPLICATED)) {
      deliver(notification);
    }
    return notification;
  }

  /** True while it may still reach its function. */
  boolean isUnderWay(String messageId) {
    return underWay.getOrDefault(messageId, 0) > 0;
  }

  /** True while anything may still reach its function. */
  boolean isBusy() {
    return underWay.values().stream().anyMatch(deliveries -> deliveries > 0);
  }

  private void deliver(Notification notification) {
    underWay.merge(notification.messageId(), 1, Integer::sum);
    long delay = pace.millis();
    if (hazards.strikes(Hazard.NOTIFICATION_LATE)) {
      delay += chance.below(3) == 0 ? chance.between(0, 3 * 3_600_000) : chance.between(0, 600_000);
    }
    scheduler.after(
        delay, () -> invoke(new Delivery(notification, scheduler.millis() + MAX_AGE), 1));
  }

  private record Delivery(Notification notification, long expires) {}

  private void invoke(Delivery delivery, int attempt) {
    subscriber.begin(
        delivery.notification(),
        done -> {
          if (done) {
            over(delivery);
          } else {
            again(delivery, attempt);
          }
        });
  }

  private void over(Delivery delivery) {
    underWay.merge(delivery.notification().messageId(), -1, Integer::sum);
  }

  private void again(Delivery delivery, int attempt) {
    long at = scheduler.millis() + (attempt < TRIES ? BACKOFF[attempt - 1] : 0);
    if (attempt == TRIES || at > delivery.expires()) {
      over(delivery);
      scheduler.after(pace.millis(), () -> failures.accept(delivery.notification()));
    } else {
      scheduler.at(at + chance.below(5_000), () -> invoke(delivery, attempt + 1));
    }
  }
}
