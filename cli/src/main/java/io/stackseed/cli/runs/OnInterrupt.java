package io.stackseed.cli.runs;

/**
 * What is done when the process is told to end, by Ctrl-C or otherwise, until this is forgotten.
 * The JVM's exit code is 130 after Ctrl-C by itself.
 */
final class OnInterrupt {
  private final Thread hook;

  private OnInterrupt(Thread hook) {
    this.hook = hook;
  }

  static OnInterrupt run(Runnable action) {
    Thread hook = new Thread(action, "on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return new OnInterrupt(hook);
  }

  /** It is not done any more. */
  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run.
      return;
    }
  }
}
