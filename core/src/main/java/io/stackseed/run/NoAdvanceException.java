package io.stackseed.run;

import io.stackseed.failure.Failure;

/** Work that came no further than before it was begun. Trying again may help, or may not. */
public final class NoAdvanceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /**
   * @param failure what the run ends with if trying again does not help
   */
  public NoAdvanceException(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
