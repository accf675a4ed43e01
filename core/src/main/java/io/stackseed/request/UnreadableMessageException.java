package io.stackseed.request;

/** A message on the topic that is no request. Retrying cannot help; nothing of it is quoted. */
public final class UnreadableMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String messageId, String why) {
    super("Message %s cannot be read: %s".formatted(messageId, why));
  }
}
