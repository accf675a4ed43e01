package io.stackseed.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The run, and the chunk or object of it, that the lines of a thread are about. */
public final class LogContext {
  private static final String RUN = "run";
  private static final String CHUNK = "chunk";

  private LogContext() {}

  /** What is done meanwhile. */
  @FunctionalInterface
  public interface Action<T, E extends Exception> {
    T take() throws E;
  }

  /** Lines are about this run, until it is done. */
  public static <T, E extends Exception> T about(String run, Action<T, E> action) throws E {
    return about(run, null, action);
  }

  /**
   * Lines are about this part of a run, until it is done.
   *
   * @param part as people name it; null if it is about the run as a whole
   */
  public static <T, E extends Exception> T about(
      String run, @Nullable Object part, Action<T, E> action) throws E {
    String outerRun = MDC.get(RUN);
    String outerChunk = MDC.get(CHUNK);
    put(RUN, run);
    put(CHUNK, part == null ? null : part.toString());
    try {
      return action.take();
    } finally {
      put(RUN, outerRun);
      put(CHUNK, outerChunk);
    }
  }

  private static void put(String name, @Nullable String value) {
    if (value == null) {
      MDC.remove(name);
    } else {
      MDC.put(name, value);
    }
  }
}
