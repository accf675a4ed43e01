package io.stackseed.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on a condition, looking again every few milliseconds. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private Await() {}

  /** Returns when the condition holds, fails after twenty seconds. */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    value(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Returns the first value there is, fails after twenty seconds. */
  public static <T> T value(String what, Supplier<Optional<T>> source) throws InterruptedException {
    return value(what, PATIENCE, source);
  }

  /** As {@link #value(String, Supplier)}, for what takes longer, as the start of a process. */
  public static <T> T value(String what, Duration patience, Supplier<Optional<T>> source)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      boolean unused = NEVER.await(20, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("Still not after " + patience.toSeconds() + " s: " + what);
  }
}
