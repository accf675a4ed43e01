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

  /** On demand, a table takes twice what it took before, once in such a time. */
  static final int GROWTH_SECONDS = 30 * 60;

  private static final int STAGES = 4;

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

  /** A new table on demand: 4,000 units/s. */
  static Provision onDemand() {
    return new Provision("new, on demand", 4, 4_000, 1, true);
  }

  /**
   * What the table gives for a while.
   *
   * @param seconds how long
   */
  record Stage(double seconds, int partitions, double unitsPerSecond) {}

  /** What the table gives to whoever takes all of it. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    double spare = partitions * PARTITION_UNITS - unitsPerSecond;
    if (isOnDemand) {
      for (int doubled = 1; doubled < 1 << STAGES; doubled *= 2) {
        stages.add(new Stage(GROWTH_SECONDS, partitions * doubled, unitsPerSecond * doubled));
      }
    } else if (spare > 0) {
      double kept = keptSeconds * unitsPerSecond;
      stages.add(new Stage(kept / spare, partitions, partitions * PARTITION_UNITS));
    }
    Stage last = stages.isEmpty() ? new Stage(0, partitions, unitsPerSecond) : lastOf(stages);
    double rate = isOnDemand ? last.unitsPerSecond() : unitsPerSecond;
    stages.add(new Stage(Double.MAX_VALUE, last.partitions(), rate));
    return stages;
  }

  private static Stage lastOf(List<Stage> stages) {
    return stages.get(stages.size() - 1);
  }
}
