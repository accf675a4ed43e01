package io.stackseed.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where measurements are sent. They are sent after what they count is stored, so a crash in between
 * loses them and nothing ever counts twice: sums are at most what the progress table says. Never
 * fails.
 */
public interface Metrics {
  /**
   * Sends what was measured at one moment.
   *
   * @param table the name of the table it is about; null if it is about none
   */
  void emit(@Nullable String table, Map<Metric, Double> measured);
}
