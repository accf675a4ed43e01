package io.stackseed.simulation;

import org.jspecify.annotations.Nullable;

/** One invocation of a function: real, blocking code. */
final class Actor {
  private final String name;
  private final long startedAt;
  private final long limit;
  private final Work work;
  private final End end;
  private @Nullable Carrier carrier;
  private @Nullable Death death;
  private boolean isDisturbed;

  /** What an actor does. */
  @FunctionalInterface
  interface Work {
    void carryOut() throws Exception;
  }

  /** What follows when it is over. */
  @FunctionalInterface
  interface End {
    /**
     * Called as a step of its own.
     *
     * @param thrown what ended it; null if it returned
     */
    void ended(Actor actor, @Nullable Throwable thrown);
  }

  /**
   * @param name given to no other actor of the world
   * @param startedAt in milliseconds of the epoch
   * @param limit from then on it is dead
   */
  Actor(String name, long startedAt, long limit, Work work, End end) {
    this.name = name;
    this.startedAt = startedAt;
    this.limit = limit;
    this.work = work;
    this.end = end;
  }

  String name() {
    return name;
  }

  /** The function that it is an invocation of. */
  String function() {
    return name.substring(0, name.lastIndexOf('-'));
  }

  /** Something went wrong for it. */
  void disturb() {
    isDisturbed = true;
  }

  /** True if anything went wrong for it, or it died. */
  boolean wasDisturbed() {
    return isDisturbed || death != null;
  }

  long startedAt() {
    return startedAt;
  }

  long limit() {
    return limit;
  }

  /** Null before it began and when it is over. */
  @Nullable Carrier carrier() {
    return carrier;
  }

  /** True once its ports refuse everything. */
  boolean isDead() {
    return death != null;
  }

  /** Refuses a dead actor. */
  void requireLife() {
    if (death != null) {
      throw death;
    }
  }

  /** Its ports refuse everything from now on; the first cause stays. */
  Death kill(String cause) {
    if (death == null) {
      death = new Death(cause);
    }
    return death;
  }

  /**
   * Lives from beginning to end.
   *
   * @return what ended it; null if it returned
   */
  @Nullable Throwable live(Carrier on) {
    carrier = on;
    try {
      work.carryOut();
      return null;
    } catch (Throwable t) {
      return t;
    } finally {
      carrier = null;
    }
  }

  void ended(@Nullable Throwable thrown) {
    end.ended(this, death == null ? thrown : death);
  }

  @Override
  public String toString() {
    return name;
  }
}
