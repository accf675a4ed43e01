package io.stackseed.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a table is given.
 *
 * @param title for the table of figures
 * @param partitions at first
 * @param unitsPerSecond of the whole table, at first
 * @param keptSeconds for how many seconds units of the whole table are kept that nobody consumed
 * @param isOnDemand whether it grows with what is consumed
 */
record Provision(
    String title, int partitions, double unitsPerSecond, double keptSeconds, boolean isOnDemand) {

  /** What one partition takes in a second, whatever the table has. */
  static final double PARTITION_UNITS = 1_000;

  /** A provisioned table that keeps nothing: as one that has been busy for five minutes. */
  static Provision of(int partitions, double unitsPerSecond) {
    return new Provision(
        "%,.0f units/s, %d partitions".formatted(unitsPerSecond, partitions),
        partitions,
        unitsPerSecond,
        1,
        false);
  }

  /** A provisioned table that has been idle: it kept the units of five minutes. */
  static Provision bursting(int partitions, double unitsPerSecond) {
    return new Provision(
        "%,.0f units/s, %d partitions, idle before".formatted(unitsPerSecond, partitions),
        partitions,
        unitsPerSecond,
        300,
        false);
  }

  /** A new table on demand. */
  static Provision onDemand() {
    return new Provision(
        "new, on demand", partitions(OnDemandLimit.NEW), OnDemandLimit.NEW, 1, true);
  }

  /** As few as take so many units in a second. */
  static int partitions(double unitsPerSecond) {
    return (int) Math.ceil(unitsPerSecond / PARTITION_UNITS);
  }

  /**
   * What the table gives for a while.
   *
   * @param seconds how long
   */
  record Stage(double seconds, int partitions, double unitsPerSecond) {}

  /** What the table gives to whoever takes all of it. */
  List<Stage> stages() {
    if (isOnDemand) {
      return onDemandStages();
    }
    List<Stage> stages = new ArrayList<>();
    double spare = partitions * PARTITION_UNITS - unitsPerSecond;
    if (spare > 0) {
      double kept = keptSeconds * unitsPerSecond;
      stages.add(new Stage(kept / spare, partitions, partitions * PARTITION_UNITS));
    }
    stages.add(new Stage(Double.MAX_VALUE, partitions, unitsPerSecond));
    return stages;
  }

  private List<Stage> onDemandStages() {
    List<Stage> stages = new ArrayList<>();
    double rate = unitsPerSecond;
    double next = OnDemandLimit.grown(rate, rate);
    while (next > rate) {
      stages.add(new Stage(OnDemandLimit.GROWTH_SECONDS, partitions(rate), rate));
      rate = next;
      next = OnDemandLimit.grown(rate, rate);
    }
    stages.add(new Stage(Double.MAX_VALUE, partitions(rate), rate));
    return stages;
  }
}
