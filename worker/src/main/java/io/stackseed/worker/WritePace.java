package io.stackseed.worker;

import io.stackseed.run.WriteSchedule;
import io.stackseed.run.WriteSchedule.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One worker's share of a cap on the write units of all: it reserves time for what it is about to
 * write, and learns from ConsumedCapacity what its items really cost, indexes included.
 */
final class WritePace {
  /** Who would have to wait longer gives the chunk back. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Reserved at once, so that a fast line is not reserved for every call. */
  private static final double RESERVED_SECONDS = 0.1;

  /** No call takes more of the line, so that there are no bursts. */
  private static final double CALL_SECONDS = 0.25;

  /**
   * A reservation that nothing is started on for so long is lost: what workers that were held up
   * make good would come on top of what others do in their own time.
   */
  private static final Duration LAPSE = Duration.ofMillis(500);

  private static final double NANOS = 1e9;

  private final WriteSchedule schedule;
  private final String runId;
  private final @Nullable Long unitsPerSecond;
  private final UnitCosts costs;
  private double reserved;
  private Instant notBefore = Instant.EPOCH;
  private Instant lapsesAt = Instant.EPOCH;

  /**
   * @param unitsPerSecond the cap; null for none
   * @param costs what is known of the table
   */
  WritePace(WriteSchedule schedule, String runId, @Nullable Long unitsPerSecond, UnitCosts costs) {
    this.schedule = schedule;
    this.runId = runId;
    this.unitsPerSecond = unitsPerSecond;
    this.costs = costs;
  }

  /** Whether a call of that many units of the table may take on this item too. */
  boolean admits(double tableUnits) {
    return unitsPerSecond == null || costs.of(tableUnits) <= unitsPerSecond * CALL_SECONDS;
  }

  /**
   * When a call may start; reserves what is missing.
   *
   * @param tableUnits of its items
   * @return null if that is too late to wait for it: {@link #freeAt} says when
   */
  @Nullable Instant startOf(double tableUnits, Instant now) {
    if (unitsPerSecond == null) {
      return Instant.EPOCH;
    }
    if (now.isAfter(lapsesAt)) {
      reserved = Math.min(reserved, 0);
    }
    double missing = costs.of(tableUnits) - reserved;
    if (missing > 0) {
      double units = Math.max(missing, unitsPerSecond * RESERVED_SECONDS);
      Slot slot =
          schedule.reserve(
              runId,
              Duration.ofNanos((long) (units / unitsPerSecond * NANOS)),
              now,
              now.plus(LONGEST_WAIT));
      // Clocks count milliseconds.
      notBefore = slot.start().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
      if (!slot.isReserved()) {
        return null;
      }
      reserved += units;
      lapsesAt = notBefore.plus(LAPSE);
    }
    return notBefore;
  }

  /** When the line is free; asked after {@link #startOf} has found it too late. */
  Instant freeAt() {
    return notBefore;
  }

  /** A call starts. */
  void started(double tableUnits, Instant now) {
    reserved -= costs.of(tableUnits);
    lapsesAt = now.plus(LAPSE);
  }

  /**
   * A call is settled. What it consumed more or less than expected is reserved with the next one;
   * what was reserved for items that are to be sent again has passed unused.
   *
   * @param written table units of the items that were written or skipped
   * @param consumed units, as the service says; 0 if it does not, as of a condition that failed,
   *     which is thought to have cost what was expected
   */
  void settled(double written, double consumed) {
    if (unitsPerSecond != null && consumed > 0) {
      double spared = costs.of(written) - consumed;
      reserved += Math.min(spared, unitsPerSecond * CALL_SECONDS);
      costs.learn(written, consumed);
    }
  }
}
