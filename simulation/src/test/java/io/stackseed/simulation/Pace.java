package io.stackseed.simulation;

/**
 * How long calls take, and how often others act meanwhile. In many seeds hardly ever, so that what
 * happens is nearly sequential and cheap; in some at every call.
 */
final class Pace {
  private static final double[] SWITCHING = {0, 0.02, 0.05, 0.1, 0.3, 1};

  private final Chance chance;
  private final double switching;

  Pace(Chance chance) {
    this.chance = chance;
    this.switching = SWITCHING[chance.below(SWITCHING.length)];
  }

  /** The caller's request is on its way, or the reply to it. */
  void travel(Scheduler scheduler) {
    if (chance.hits(switching)) {
      scheduler.elapse(millis());
    } else {
      scheduler.drift(chance.below(4));
    }
  }

  /** How long something takes that a service does. */
  long millis() {
    int kind = chance.below(100);
    if (kind < 70) {
      return chance.between(1, 20);
    }
    return kind < 97 ? chance.between(20, 400) : chance.between(400, 6_000);
  }
}
