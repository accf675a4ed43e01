package io.stackseed.chunk;

import java.time.Duration;

/** What is to become of a queue's message. */
public sealed interface Acknowledgement {

  /** Nothing is left to do for it: the queue may forget it. */
  record Done() implements Acknowledgement {}

  /** It is to be delivered again after this time. */
  record RetryIn(Duration delay) implements Acknowledgement {
    public RetryIn {
      delay = delay.isNegative() ? Duration.ZERO : delay;
    }
  }
}
