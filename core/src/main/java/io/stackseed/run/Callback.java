package io.stackseed.run;

/** What a run PUTs to a presigned URL, at most one of each. */
public enum Callback {
  /** The answer to the request, at its ResponseURL. */
  ANSWER,
  /** The signal to the wait condition, at its CompletionHandle. */
  SIGNAL
}
