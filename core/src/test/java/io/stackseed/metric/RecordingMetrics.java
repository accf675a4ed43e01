package io.stackseed.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what was measured. */
public final class RecordingMetrics implements Metrics {

  /** What was sent at one moment. */
  public record Emitted(@Nullable String table, Map<Metric, Double> measured) {}

  private final List<Emitted> emitted = new ArrayList<>();

  @Override
  public synchronized void emit(@Nullable String table, Map<Metric, Double> measured) {
    emitted.add(new Emitted(table, Map.copyOf(measured)));
  }

  /** Everything so far, oldest first. */
  public synchronized List<Emitted> emitted() {
    return List.copyOf(emitted);
  }

  /** The sum of each metric over everything so far; those never sent are missing. */
  public synchronized Map<Metric, Double> sums() {
    Map<Metric, Double> sums = new EnumMap<>(Metric.class);
    emitted.forEach(
        moment ->
            moment.measured().forEach((metric, value) -> sums.merge(metric, value, Double::sum)));
    return sums;
  }
}
