package io.stackseed.benchmarks;

import java.util.Arrays;

/** What a table did, second by second. */
final class Meter {

  private final long startMillis;
  private double[] units = new double[1_024];
  private long[] calls = new long[1_024];
  private long[] throttled = new long[1_024];

  Meter(long startMillis) {
    this.startMillis = startMillis;
  }

  /**
   * Counts a call.
   *
   * @param wasThrottled whether any of its items was left unprocessed
   */
  void add(long nowMillis, double consumed, boolean wasThrottled) {
    int second = (int) ((nowMillis - startMillis) / 1_000);
    if (second >= units.length) {
      units = Arrays.copyOf(units, 2 * second);
      calls = Arrays.copyOf(calls, 2 * second);
      throttled = Arrays.copyOf(throttled, 2 * second);
    }
    units[second] += consumed;
    calls[second]++;
    throttled[second] += wasThrottled ? 1 : 0;
  }

  /** Units consumed between two seconds. */
  double units(int fromSecond, int toSecond) {
    return Arrays.stream(units, fromSecond, toSecond).sum();
  }

  /** The part of the calls between two seconds that were throttled, 0 to 1. */
  double throttledShare(int fromSecond, int toSecond) {
    long all = Arrays.stream(calls, fromSecond, toSecond).sum();
    return all == 0 ? 0 : (double) Arrays.stream(throttled, fromSecond, toSecond).sum() / all;
  }
}
