package io.stackseed.request;

import java.time.Instant;

/**
 * One SNS record as Lambda delivers it.
 *
 * @param messageId stays the same when SNS or Lambda deliver the message again
 * @param timestamp when the message was published; the order of requests is the order of these
 * @param message the request as JSON text; holds the ResponseURL, so it is never logged
 */
public record Notification(TopicArn topic, String messageId, Instant timestamp, String message) {

  @Override
  public String toString() {
    return "Notification[%s at %s]".formatted(messageId, timestamp);
  }
}
