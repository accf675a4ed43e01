package io.stackseed.local.lambda;

import java.util.OptionalInt;

/**
 * Decides which invocations of a function die, as by the kill of their process: some of their calls
 * have had their effect, nothing they do afterwards has any, and nobody gets their result. For
 * tests of what survives that.
 */
@FunctionalInterface
public interface Crashes {

  /** Nothing dies. */
  Crashes NONE = event -> OptionalInt.empty();

  /**
   * The number of calls to services after whose effect the invocation dies; what is under way at
   * the same time may have its effect or not. Zero: before the first. Empty to let it live.
   *
   * @param event what the invocation is about
   */
  OptionalInt callsBeforeDeath(String event);
}
