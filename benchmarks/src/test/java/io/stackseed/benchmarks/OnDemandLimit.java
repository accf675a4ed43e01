package io.stackseed.benchmarks;

/**
 * What a table on demand takes in a second, which grows with what it took: once in 30 minutes to
 * twice its previous peak, up to its quota ("DynamoDB on-demand capacity mode", initial throughput
 * and scaling properties, and "Quotas in Amazon DynamoDB", Amazon DynamoDB Developer Guide). The
 * peak is the most that was consumed in any minute, which is how CloudWatch shows it: less long is
 * no sustained traffic.
 */
public final class OnDemandLimit {
  /** Of a table that was never used. */
  public static final double NEW = 4_000;

  /** Of a table, unless it is raised. */
  public static final double QUOTA = 40_000;

  public static final int GROWTH_SECONDS = 30 * 60;

  private static final int MINUTE_SECONDS = 60;
  private static final int GROWTH_MINUTES = GROWTH_SECONDS / MINUTE_SECONDS;
  private static final long MINUTE_MILLIS = MINUTE_SECONDS * 1_000L;

  private double unitsPerSecond;
  private double peak;
  private double ofMinute;
  private long minuteEnds;
  private int minutes;

  /**
   * @param unitsPerSecond at first
   */
  public OnDemandLimit(double unitsPerSecond, long nowMillis) {
    this.unitsPerSecond = unitsPerSecond;
    this.minuteEnds = nowMillis + MINUTE_MILLIS;
  }

  /** What a limit grows to after a peak: never less. */
  public static double grown(double unitsPerSecond, double peak) {
    return Math.max(unitsPerSecond, Math.min(QUOTA, 2 * peak));
  }

  public double unitsPerSecond() {
    return unitsPerSecond;
  }

  /** When the minute ends that is under way. The limit changes at no other time. */
  public long minuteEnds() {
    return minuteEnds;
  }

  /** So many units were consumed, at a time up to which it passed. */
  public void consumed(double units) {
    ofMinute += units;
  }

  /** Time passes; returns whether the limit grew by that. */
  public boolean pass(long nowMillis) {
    double before = unitsPerSecond;
    while (minuteEnds <= nowMillis) {
      endMinute();
    }
    return unitsPerSecond > before;
  }

  private void endMinute() {
    // What was kept of the time before is no sign of more.
    peak = Math.max(peak, Math.min(unitsPerSecond, ofMinute / MINUTE_SECONDS));
    ofMinute = 0;
    minuteEnds += MINUTE_MILLIS;
    minutes++;
    if (minutes % GROWTH_MINUTES == 0) {
      unitsPerSecond = grown(unitsPerSecond, peak);
    }
  }
}
