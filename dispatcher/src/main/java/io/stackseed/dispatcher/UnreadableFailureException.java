package io.stackseed.dispatcher;

/**
 * A message of the failure queue that holds no request. Trying again cannot help: after the queue's
 * receives it is kept for a person. Nothing of it is quoted.
 */
final class UnreadableFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableFailureException(String why) {
    super("A message of the failure queue cannot be read: " + why);
  }
}
