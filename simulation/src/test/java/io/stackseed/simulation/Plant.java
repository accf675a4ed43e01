package io.stackseed.simulation;

import io.stackseed.dispatcher.Planner;
import io.stackseed.item.TargetTable;
import io.stackseed.reject.RejectReport;
import io.stackseed.request.Notification;
import io.stackseed.run.Outcomes;
import io.stackseed.run.RunStore;
import io.stackseed.run.WriteSchedule;
import io.stackseed.source.SourceObjects;
import java.time.Duration;

/** A fault planted in the product, by putting something else in the place of one of its parts. */
interface Plant {
  /** No fault at all. */
  Plant NONE = new Plant() {};

  /** What goes wrong in the world besides. */
  default Hazards hazards(Chance chance) {
    return Hazards.of(chance);
  }

  /** How many chunks are worked on at once. */
  default int workers(Chance chance) {
    return chance.between(2, 10);
  }

  /** The size of a chunk, far below what a user may ask for. */
  default long chunkBytes(Chance chance) {
    return chance.oneOf(64L, 200L, 1_000L);
  }

  /** How much is planned at once; what the functions do is one of many. */
  default Planner.Stride stride(Chance chance) {
    return chance.below(3) == 0
        ? Planner.Stride.USUAL
        : new Planner.Stride(
            chance.below(3), 1, Duration.ofSeconds(chance.below(2)), chance.oneOf(64, 200, 1_000));
  }

  /** The progress table itself. */
  default RunStore table(RunStore store) {
    return store;
  }

  /** The progress table as the functions use it. */
  default RunStore runs(World world, RunStore runs) {
    return runs;
  }

  /**
   * The progress table as it would be read from outside.
   *
   * @param table itself
   * @param altered as the functions use it
   */
  default RunStore asStored(RunStore table, RunStore altered) {
    return table;
  }

  /** The source as the functions use it. */
  default SourceObjects sources(SourceObjects objects, SourceObjects sources) {
    return sources;
  }

  /** The target tables as the functions use them. */
  default TargetTable targets(TargetTable tables) {
    return tables;
  }

  /** The schedule of a cap as the functions use it. */
  default WriteSchedule schedule(WriteSchedule schedule) {
    return schedule;
  }

  /** The reject report as the functions use it. */
  default RejectReport report(RejectReport report) {
    return report;
  }

  /** The topic of outcomes as the functions use it. */
  default Outcomes outcomes(World world, Outcomes outcomes) {
    return outcomes;
  }

  /** A notification as it reaches its function. */
  default Notification delivered(World world, Notification notification) {
    return notification;
  }

  /** False if nobody reads the requests that failed for good. */
  default boolean rescues() {
    return true;
  }
}
