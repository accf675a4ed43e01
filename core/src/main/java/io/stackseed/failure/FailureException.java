package io.stackseed.failure;

/** Carries a {@link Failure} to the one place that ends the run with it. Retrying cannot help. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
