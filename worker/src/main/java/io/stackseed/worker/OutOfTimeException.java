package io.stackseed.worker;

/** The invocation ends before the chunk does: it goes back to its queue. */
final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfTimeException() {
    super("the table did not take the chunk's items in the time of one invocation");
  }
}
