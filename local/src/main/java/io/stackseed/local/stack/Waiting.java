package io.stackseed.local.stack;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits for what comes from outside, until it is there, the time is up or the operation is
 * cancelled; lets the listener know meanwhile.
 */
final class Waiting {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final StackListener listener;

  Waiting(StackListener listener) {
    this.listener = listener;
  }

  /** Where it will be. */
  @FunctionalInterface
  interface Source<T> {
    /** What has come, empty if nothing did within that time. */
    Optional<T> await(Duration atMost) throws InterruptedException;
  }

  /**
   * The resource that waits.
   *
   * @param left what there is of it, whatever comes
   */
  record Resource(
      String stackName, String logicalId, Cancellation cancellation, Provisioned left) {}

  /**
   * What has come, empty if nothing came in time.
   *
   * @throws ResourceFailedException if the operation was cancelled
   */
  <T> Optional<T> until(Resource resource, Duration timeout, Source<T> source) {
    long start = System.nanoTime();
    try {
      while (true) {
        if (resource.cancellation().isAsked()) {
          throw new ResourceFailedException("Resource creation cancelled", resource.left());
        }
        Duration remaining = timeout.minus(since(start));
        if (remaining.isNegative() || remaining.isZero()) {
          return Optional.empty();
        }
        Optional<T> value = source.await(remaining.compareTo(TICK) < 0 ? remaining : TICK);
        if (value.isPresent()) {
          return value;
        }
        listener.waiting(resource.stackName(), resource.logicalId(), since(start));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResourceFailedException("Interrupted while waiting", resource.left());
    }
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
