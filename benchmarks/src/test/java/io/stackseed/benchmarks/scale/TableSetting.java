package io.stackseed.benchmarks.scale;

/**
 * What a target table is given. A new table on demand takes 4,000 write units a second, and may
 * take twice its previous peak after 30 minutes; no table takes more than 40,000 unless its quota
 * is raised ("DynamoDB on-demand capacity mode", "Understanding DynamoDB warm throughput" and
 * "Quotas in Amazon DynamoDB", Amazon DynamoDB Developer Guide).
 */
enum TableSetting {
  NEW_ON_DEMAND("new, on demand", 4_000),
  /** Prewarmed on demand, or provisioned: they take the same, and cost differently. */
  WARM("40,000 units/s", 40_000);

  static final double QUOTA = 40_000;
  static final int GROWTH_SECONDS = 30 * 60;

  private final String title;
  private final double firstUnitsPerSecond;

  TableSetting(String title, double firstUnitsPerSecond) {
    this.title = title;
    this.firstUnitsPerSecond = firstUnitsPerSecond;
  }

  String title() {
    return title;
  }

  double firstUnitsPerSecond() {
    return firstUnitsPerSecond;
  }

  /** The shortest that so many units take, of a table that gives all it has at any time. */
  double idealSeconds(double units) {
    double left = units;
    double rate = firstUnitsPerSecond;
    double seconds = 0;
    while (rate < QUOTA && left > rate * GROWTH_SECONDS) {
      left -= rate * GROWTH_SECONDS;
      seconds += GROWTH_SECONDS;
      rate = Math.min(QUOTA, 2 * rate);
    }
    return seconds + left / rate;
  }
}
