package io.stackseed.benchmarks;

import io.stackseed.benchmarks.Provision.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The fastest that a table can take a file: at every time as many units as the whole table gives,
 * but for the partition that has most of the file, which takes 1,000 in a second.
 */
final class Ideal {

  private final List<Stage> stages = new ArrayList<>();

  Ideal(KeyFile file, Provision provision) {
    for (Stage stage : provision.stages()) {
      double hottest = Provision.PARTITION_UNITS / file.hottestShare(stage.partitions());
      stages.add(
          new Stage(
              stage.seconds(), stage.partitions(), Math.min(stage.unitsPerSecond(), hottest)));
    }
  }

  /** Seconds that so many units take. */
  double seconds(double units) {
    double left = units;
    double seconds = 0;
    for (Stage stage : stages) {
      double taken = Math.min(stage.seconds(), left / stage.unitsPerSecond());
      seconds += taken;
      left -= taken * stage.unitsPerSecond();
    }
    return seconds;
  }

  /** Units that are taken between two seconds. */
  double units(double fromSecond, double toSecond) {
    double units = 0;
    double start = 0;
    for (Stage stage : stages) {
      double end = start + stage.seconds();
      units +=
          Math.max(0, Math.min(end, toSecond) - Math.max(start, fromSecond))
              * stage.unitsPerSecond();
      start = end;
    }
    return units;
  }
}
