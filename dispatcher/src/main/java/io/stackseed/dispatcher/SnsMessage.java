package io.stackseed.dispatcher;

import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message as SNS hands it over, to a function or to a dead-letter queue; whether it is one of our
 * topic's notifications is not yet said.
 *
 * @param message holds the ResponseURL, so it is never logged
 */
record SnsMessage(
    String type, String topicArn, String messageId, Instant timestamp, String message) {
  private static final Logger LOG = LoggerFactory.getLogger(SnsMessage.class);

  /**
   * The notification it is. Empty if it is something else, or another topic's: that is refused
   * aloud, and delivering it again would not help.
   */
  Optional<Notification> notificationOf(TopicArn topic) {
    if (!"Notification".equals(type) || !topic.toString().equals(topicArn)) {
      LOG.error(
          "Message {} is refused: a {} of {}, not a Notification of {}",
          messageId,
          type,
          topicArn,
          topic);
      return Optional.empty();
    }
    return Optional.of(new Notification(topic, messageId, timestamp, message));
  }

  @Override
  public String toString() {
    return "SnsMessage[%s, a %s of %s]".formatted(messageId, type, topicArn);
  }
}
