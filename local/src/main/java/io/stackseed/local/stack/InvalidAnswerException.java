package io.stackseed.local.stack;

/** An answer that CloudFormation would not accept; the message says why. */
public final class InvalidAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidAnswerException(String message) {
    super(message);
  }
}
