package io.stackseed.benchmarks.scale;

/**
 * What became of a trial.
 *
 * @param seconds from the request to the outcome
 * @param units of all items
 */
record Figures(
    Scenario scenario, double seconds, long chunks, double units, Moments moments, Usage usage) {

  /** The shortest that the table could take. */
  double idealSeconds() {
    return scenario.table().idealSeconds(units);
  }

  double timesIdeal() {
    return seconds / idealSeconds();
  }

  /** What was taken, of what the table had while the run went on, 0 to 1. */
  double utilisation() {
    Moments.Span all = moments.span(0, moments.seconds());
    return all.consumed() / all.offered();
  }
}
