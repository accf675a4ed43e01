package io.stackseed.simulation;

/** A call that failed for a reason that passes, whatever the SDK would have called it. */
final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServiceFailure(String message) {
    super(message, null, false, false);
  }
}
