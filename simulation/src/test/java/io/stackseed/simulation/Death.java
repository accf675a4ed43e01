package io.stackseed.simulation;

/**
 * The end of an invocation in the middle of its work: thrown at a port, caught by nobody. From then
 * on all ports refuse their actor everything with it, because a real crash runs no {@code finally}.
 */
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  Death(String cause) {
    super(cause, null, false, false);
  }
}
