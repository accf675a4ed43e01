package io.stackseed.local.stack;

/** A stack operation that ended otherwise than asked. */
public final class StackFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final StackStatus status;

  StackFailedException(String stackName, StackStatus status, String reason) {
    super("Stack " + stackName + " is " + status + ": " + reason);
    this.status = status;
  }

  public StackStatus status() {
    return status;
  }
}
