package io.stackseed.local.stack;

import java.util.Optional;

/** A resource that could not be made, changed or removed; the message is the stack's reason. */
final class ResourceFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Provisioned> left;

  ResourceFailedException(String message) {
    super(message);
    this.left = Optional.empty();
  }

  /**
   * A failure that leaves something to be removed.
   *
   * @param left what a rollback deletes
   */
  ResourceFailedException(String message, Provisioned left) {
    super(message);
    this.left = Optional.of(left);
  }

  Optional<Provisioned> left() {
    return left;
  }
}
