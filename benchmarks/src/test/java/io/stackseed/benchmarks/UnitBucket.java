package io.stackseed.benchmarks;

/**
 * Write units that may be consumed: they come in at a rate, and are kept for so many seconds. Full
 * at first.
 */
public final class UnitBucket {

  private static final double MILLIS = 1_000;

  private final double perSecond;
  private final double most;
  private double units;
  private long atMillis;

  public UnitBucket(double perSecond, double seconds, long nowMillis) {
    this.perSecond = perSecond;
    this.most = perSecond * seconds;
    this.units = most;
    this.atMillis = nowMillis;
  }

  /** Whether so many units are there. */
  public boolean holds(double wanted, long nowMillis) {
    units = Math.min(most, units + perSecond * (nowMillis - atMillis) / MILLIS);
    atMillis = nowMillis;
    return units >= wanted;
  }

  public void take(double taken) {
    units -= taken;
  }
}
