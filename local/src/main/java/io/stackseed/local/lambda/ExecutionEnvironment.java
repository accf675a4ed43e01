package io.stackseed.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * One handler instance, for one invocation at a time.
 *
 * @param lifeline null if no invocation in it can die
 */
record ExecutionEnvironment(Handler handler, @Nullable Lifeline lifeline) {

  /**
   * An invocation begins.
   *
   * @param onDeath called if it dies
   */
  void begin(Crashes crashes, String event, Runnable onDeath) {
    if (lifeline != null) {
      crashes.callsBeforeDeath(event).ifPresent(calls -> lifeline.cutAfter(calls, onDeath));
    }
  }

  /** It has come to its end. */
  void end() {
    if (lifeline != null) {
      lifeline.spare();
    }
  }

  void close() {
    if (lifeline != null) {
      lifeline.close();
    }
  }
}
