package io.stackseed.benchmarks;

/**
 * How well a table was used.
 *
 * @param utilisation units consumed, by those that the table could have given for the file's keys,
 *     without the first and the last tenth of the time
 * @param throttled the part of the calls of which anything was left unprocessed, in the same time
 * @param timesIdeal how long it took as a whole, by the shortest time that the table can do it in
 */
record CapacityFigures(double utilisation, double throttled, double timesIdeal) {

  static CapacityFigures of(Meter meter, Ideal ideal, double units, double seconds) {
    int from = (int) Math.ceil(seconds / 10);
    int to = (int) (seconds - seconds / 10);
    return new CapacityFigures(
        meter.units(from, to) / ideal.units(from, to),
        meter.throttledShare(from, to),
        seconds / ideal.seconds(units));
  }
}
