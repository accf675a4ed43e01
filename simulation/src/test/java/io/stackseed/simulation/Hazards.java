package io.stackseed.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often which hazard strikes in a world. Seeds differ in kind, not only in luck: in some
 * nothing goes wrong, in some a few things, in some one thing all the time, and in a few
 * everything.
 */
final class Hazards {
  private static final int KINDS = Hazard.values().length;

  /** What goes wrong together. */
  private static final List<List<Hazard>> TROUBLES =
      List.of(
          List.of(
              Hazard.WRITE_SLOW,
              Hazard.WRITE_LINGERS,
              Hazard.WRITE_LOST,
              Hazard.WRITE_UNHEARD,
              Hazard.WRITES_THROTTLED,
              Hazard.ITEMS_UNPROCESSED),
          List.of(
              Hazard.MESSAGE_LOST,
              Hazard.MESSAGE_LATE,
              Hazard.MESSAGE_DUPLICATED,
              Hazard.MESSAGE_BACK_AFTER_DELETE,
              Hazard.POLLER_THROTTLED,
              Hazard.QUEUE_SEEMS_EMPTY,
              Hazard.SEND_PARTLY_REFUSED),
          List.of(Hazard.PUT_LOST, Hazard.PUT_SLOW, Hazard.PUT_UNHEARD, Hazard.CALL_FAILS_AFTER),
          List.of(Hazard.ANNOUNCEMENT_REFUSED, Hazard.KILLED_BEFORE, Hazard.KILLED_AFTER),
          List.of(
              Hazard.NOTIFICATION_LATE,
              Hazard.NOTIFICATION_DUPLICATED,
              Hazard.PERMISSION_MISSING,
              Hazard.CALL_SLOW),
          List.of(
              Hazard.SCHEDULE_LATE,
              Hazard.SCHEDULE_MISSED,
              Hazard.SCHEDULE_DOUBLED,
              Hazard.MESSAGE_LOST,
              Hazard.PUT_UNHEARD),
          List.of(
              Hazard.OBJECT_OVERWRITTEN,
              Hazard.OBJECT_DELETED,
              Hazard.TABLE_DELETED,
              Hazard.STREAM_RESET,
              Hazard.STREAM_TRUNCATED));

  private final Chance chance;
  private final Map<Hazard, Double> rates = new EnumMap<>(Hazard.class);
  private final Map<Hazard, Integer> strikes = new EnumMap<>(Hazard.class);
  private final Map<Hazard, Integer> due = new EnumMap<>(Hazard.class);
  private final List<Long> struckAt = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private int left = Integer.MAX_VALUE;

  private Hazards(Chance chance) {
    this.chance = chance;
  }

  /** Nothing ever goes wrong. */
  static Hazards none(Chance chance) {
    return new Hazards(chance);
  }

  /** As the seed has it. */
  static Hazards of(Chance chance) {
    Hazards hazards = new Hazards(chance);
    int kind = chance.below(100);
    if (kind < 20) {
      return hazards;
    }
    if (kind < 40) {
      hazards.some(chance.between(1, 3), 0.05, 0.5);
      hazards.left = chance.between(1, 3);
    } else if (kind < 50) {
      hazards.some(1, 0.02, 0.3);
    } else if (kind < 70) {
      hazards.trouble(chance.oneOf(TROUBLES), 0.02, 0.3);
    } else if (kind < 85) {
      hazards.some(chance.between(2, 6), 0.005, 0.1);
    } else if (kind < 95) {
      hazards.some(KINDS, 0.002, 0.01);
    } else {
      hazards.some(KINDS, 0.005, 0.05);
    }
    return hazards;
  }

  private void some(int kinds, double least, double most) {
    List<Hazard> all = Arrays.asList(Hazard.values());
    if (kinds == KINDS) {
      all.forEach(hazard -> set(hazard, rate(least, most)));
    } else {
      for (int i = 0; i < kinds; i++) {
        set(chance.oneOf(all), rate(least, most));
      }
    }
  }

  private void trouble(List<Hazard> together, double least, double most) {
    together.forEach(hazard -> set(hazard, rate(least, most)));
  }

  /** As likely in each of the range's orders of magnitude. */
  private double rate(double least, double most) {
    return least * Math.pow(most / least, chance.below(1_000) / 1_000.0);
  }

  /** Lets it strike with this probability from now on. */
  void set(Hazard hazard, double rate) {
    rates.put(hazard, rate);
  }

  /** Lets it strike at its next occasions, for certain. */
  void next(Hazard hazard, int times) {
    due.merge(hazard, times, Integer::sum);
  }

  /** True if it strikes now. */
  boolean strikes(Hazard hazard) {
    if (!due.isEmpty() && due.getOrDefault(hazard, 0) > 0) {
      due.merge(hazard, -1, Integer::sum);
      note();
      strikes.merge(hazard, 1, Integer::sum);
      return true;
    }
    Double rate = rates.get(hazard);
    if (rate == null || left == 0 || !chance.hits(rate)) {
      return false;
    }
    left--;
    note();
    strikes.merge(hazard, 1, Integer::sum);
    return true;
  }

  /** In whose world they strike. */
  void in(Scheduler world) {
    scheduler = world;
  }

  /** Something strikes that is not left to chance. */
  void note() {
    if (scheduler != null) {
      struckAt.add(scheduler.millis());
      Actor actor = scheduler.current();
      if (actor != null) {
        actor.disturb();
      }
    }
  }

  /** From now on nothing strikes any more. */
  void cease() {
    rates.clear();
  }

  /** How often anything struck so far. */
  int struck() {
    return struckAt.size();
  }

  /** True if anything struck since then, in milliseconds of the epoch. */
  boolean struckSince(long millis) {
    return !struckAt.isEmpty() && struckAt.get(struckAt.size() - 1) >= millis;
  }

  /** True if anything struck from one instant to the other. */
  boolean struckBetween(long from, long to) {
    return struckAt.stream().anyMatch(at -> at >= from && at <= to);
  }

  /** How often this struck so far. */
  int struck(Hazard hazard) {
    return strikes.getOrDefault(hazard, 0);
  }
}
