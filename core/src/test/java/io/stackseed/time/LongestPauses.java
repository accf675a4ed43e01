package io.stackseed.time;

import java.util.random.RandomGenerator;

/** Chance at its worst: every pause is as long as its bound allows, so that it can be asserted. */
public final class LongestPauses implements RandomGenerator {

  /** A backoff of 50, 100, 200 … 5,000 milliseconds. */
  public static Backoff backoff(Time time) {
    return new Backoff(time, new LongestPauses());
  }

  @Override
  public long nextLong() {
    return Long.MAX_VALUE;
  }

  @Override
  public long nextLong(long bound) {
    return bound - 1;
  }
}
