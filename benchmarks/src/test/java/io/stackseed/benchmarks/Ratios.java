package io.stackseed.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times of contestants that did the same work in alternation, as a table of ratios. Of each the
 * fastest round counts: whatever else the machine does only ever adds to a round.
 */
final class Ratios {

  private final long workBytes;
  private final List<String> baselines;
  private final Map<String, Long> fastest = new LinkedHashMap<>();

  /**
   * @param workBytes what each of them goes through in one round
   * @param baselines the contestants that all are compared with
   */
  Ratios(long workBytes, String... baselines) {
    this.workBytes = workBytes;
    this.baselines = List.of(baselines);
  }

  void add(String contestant, long nanos) {
    fastest.merge(contestant, nanos, Math::min);
  }

  /** How many times as fast one is as another. */
  double ratio(String contestant, String baseline) {
    return (double) fastest(baseline) / fastest(contestant);
  }

  /** A line for each contestant, in the order in which they first came. */
  String table() {
    StringBuilder table = new StringBuilder("%-24s %8s".formatted("", "GB/s"));
    baselines.forEach(baseline -> table.append("%26s".formatted("× " + baseline)));
    for (String contestant : fastest.keySet()) {
      table.append(
          String.format(
              Locale.ROOT, "%n%-24s %8.2f", contestant, (double) workBytes / fastest(contestant)));
      for (String baseline : baselines) {
        table.append(String.format(Locale.ROOT, "%26.2f", ratio(contestant, baseline)));
      }
    }
    return table.toString();
  }

  private long fastest(String contestant) {
    Long nanos = fastest.get(contestant);
    if (nanos == null) {
      throw new IllegalArgumentException(contestant + " was not timed");
    }
    return nanos;
  }
}
