package io.stackseed.benchmarks;

import io.stackseed.benchmarks.report.Report;

/** Something that is measured: checked before it counts, beside baselines of the same run. */
@FunctionalInterface
public interface Benchmark {
  /** How much of it is done. */
  enum Size {
    /** A moment's work, through every line of the code: its figures say nothing. */
    SMOKE,
    /** As it is published. */
    FULL
  }

  /**
   * Checks, warms up, measures. Progress goes to standard error.
   *
   * @throws IllegalStateException if what would be measured is wrong
   */
  Report run(Size size) throws Exception;
}
