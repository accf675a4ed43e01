package io.stackseed.simulation;

import java.util.function.BooleanSupplier;

/**
 * A rule of {@code rate(1 minute)}: somewhere within each minute, so that gaps approach two; at
 * times late, missing, or twice.
 */
final class Schedule {
  private static final int MINUTE = 60_000;
  private static final int MAX_LATENESS = 5 * MINUTE;

  private final Scheduler scheduler;
  private final Hazards hazards;
  private final Chance chance;
  private final Runnable invocation;
  private final BooleanSupplier goesOn;

  /**
   * @param invocation begins an invocation
   * @param goesOn false once nothing is left to be watched
   */
  Schedule(
      Scheduler scheduler,
      Hazards hazards,
      Chance chance,
      Runnable invocation,
      BooleanSupplier goesOn) {
    this.scheduler = scheduler;
    this.hazards = hazards;
    this.chance = chance;
    this.invocation = invocation;
    this.goesOn = goesOn;
  }

  /** Begins with the minute that begins now. */
  void begin() {
    if (!goesOn.getAsBoolean()) {
      return;
    }
    scheduler.after(MINUTE, this::begin);
    if (hazards.strikes(Hazard.SCHEDULE_MISSED)) {
      return;
    }
    int delay = chance.below(MINUTE);
    if (hazards.strikes(Hazard.SCHEDULE_LATE)) {
      delay += chance.below(MAX_LATENESS);
    }
    scheduler.after(delay, invocation);
    if (hazards.strikes(Hazard.SCHEDULE_DOUBLED)) {
      scheduler.after(delay + chance.below(1_000), invocation);
    }
  }
}
