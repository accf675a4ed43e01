package io.stackseed.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String what) {
    add(what, 1);
  }

  void add(String what, long times) {
    if (times > 0) {
      counts.merge(what, times, Long::sum);
    }
  }

  void add(Tally other) {
    other.counts.forEach(this::add);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  Map<String, Long> counts() {
    return counts;
  }
}
