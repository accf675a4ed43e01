package io.stackseed.dispatcher;

import io.stackseed.request.Notification;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifications that come together and have nothing else to do with each other. */
final class Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private Notifications() {}

  /** What is done with one of them. */
  @FunctionalInterface
  interface Action {
    void handle(Notification notification) throws InterruptedException;
  }

  /**
   * Handles each by itself; one that fails hinders no other.
   *
   * @throws RuntimeException what the last that failed has thrown, once all were tried: they come
   *     back together, and those that did not fail change nothing then
   */
  static void handleEach(List<Notification> notifications, Action action) {
    @Nullable RuntimeException failed = null;
    for (Notification notification : notifications) {
      try {
        action.handle(notification);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed = new IllegalStateException("interrupted", e);
      } catch (RuntimeException e) {
        LOG.error("Notification {} comes back", notification.messageId(), e);
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
