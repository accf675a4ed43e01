package io.stackseed.run;

/** What is told of a run, each to somebody else. */
public enum Callback {
  /** The answer to the request, PUT to its ResponseURL at most once. */
  ANSWER,
  /** The signal to the wait condition, PUT to its CompletionHandle at most once. */
  SIGNAL,
  /** The news of its end, published to whoever wants to know at least once. */
  ANNOUNCEMENT
}
