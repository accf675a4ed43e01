package io.stackseed.testing;

/**
 * The end of an invocation in the middle of its work: thrown at a port, caught by nobody. What runs
 * on the way out (a {@code finally}, a {@code close}) would not run in a real crash, so fakes do
 * nothing from then on.
 */
public final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  public Killed() {
    super("the invocation was killed here");
  }
}
