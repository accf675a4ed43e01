package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.OnDemandLimit;

/**
 * What a target table is given. How one that has less than its quota grows is {@link
 * OnDemandLimit}'s ("Understanding DynamoDB warm throughput", Amazon DynamoDB Developer Guide, has
 * how it is given all of it at once).
 */
enum TableSetting {
  NEW_ON_DEMAND("new, on demand", OnDemandLimit.NEW),
  /** Prewarmed on demand, or provisioned: they take the same, and cost differently. */
  WARM("40,000 units/s", OnDemandLimit.QUOTA);

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
    while (rate < OnDemandLimit.QUOTA && left > rate * OnDemandLimit.GROWTH_SECONDS) {
      left -= rate * OnDemandLimit.GROWTH_SECONDS;
      seconds += OnDemandLimit.GROWTH_SECONDS;
      rate = OnDemandLimit.grown(rate, rate);
    }
    return seconds + left / rate;
  }
}
