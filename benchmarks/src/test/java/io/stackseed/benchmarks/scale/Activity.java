package io.stackseed.benchmarks.scale;

/** What the time of one of the event source's places goes to. */
enum Activity {
  /** The event source does not yet invoke that many at once. */
  NOT_INVOKED("event source scaling", false),
  /** An environment is made. */
  COLD_START("cold starts", true),
  /** Between two invocations, with a message at hand. */
  DISPATCH("queue and invocation", false),
  /** No message at hand, because the plan is not that far. */
  AWAITING_PLAN("planning", false),
  /** No message at hand, and none will come: others have the last chunks. */
  NOTHING_LEFT("tail", false),
  /** A call to the progress table, or the pause after a conflict. */
  PROGRESS("progress table", true),
  /** Bytes that are not there yet, and what the worker computes. */
  READING("S3 and CPU of workers", true),
  /** A BatchWriteItem call is in flight, and nothing else can be done. */
  WRITING("latency of calls", true),
  /** The worker holds itself back. */
  HOLDING_BACK("rate control", true);

  private final String title;
  private final boolean isInvoked;

  Activity(String title, boolean isInvoked) {
    this.title = title;
    this.isInvoked = isInvoked;
  }

  String title() {
    return title;
  }

  /** Whether an invocation is under way, which is paid for. */
  boolean isInvoked() {
    return isInvoked;
  }
}
