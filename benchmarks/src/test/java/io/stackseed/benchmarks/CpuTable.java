package io.stackseed.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CPU an item, cold and warm, of each side and as a ratio to the baseline's. The least counts:
 * whatever else the machine does only ever adds, to CPU too, by the caches and cores that are
 * shared. Median and most are shown beside it.
 */
final class CpuTable {

  private final String baseline;
  private final Map<String, List<CpuSample>> samples = new LinkedHashMap<>();

  CpuTable(String baseline) {
    this.baseline = baseline;
  }

  void add(String side, CpuSample sample) {
    samples.computeIfAbsent(side, unused -> new ArrayList<>()).add(sample);
  }

  /** The least of a side over that of the baseline. */
  double ratio(String side, CpuSample.Kind kind) {
    return least(side, kind) / least(baseline, kind);
  }

  private double least(String side, CpuSample.Kind kind) {
    return sorted(side, kind).get(0);
  }

  /** A line for each side, in the order in which they first came. */
  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder(
            "%-12s %32s %32s"
                .formatted("µs an item", "warm, × " + baseline, "cold, × " + baseline));
    for (String side : samples.keySet()) {
      table.append("%n%-12s".formatted(side));
      table.append(cell(side, CpuSample.Kind.WARM)).append(cell(side, CpuSample.Kind.COLD));
    }
    return table.toString();
  }

  private String cell(String side, CpuSample.Kind kind) {
    List<Double> sorted = sorted(side, kind);
    String others =
        String.format(
            Locale.ROOT,
            "(%.1f, %.1f)",
            sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() - 1));
    return String.format(
        Locale.ROOT, " %9.1f %14s %7.2f", least(side, kind), others, ratio(side, kind));
  }

  private List<Double> sorted(String side, CpuSample.Kind kind) {
    List<Double> sorted =
        samples.getOrDefault(side, List.of()).stream()
            .filter(sample -> sample.kind() == kind)
            .map(CpuSample::microsPerItem)
            .sorted()
            .toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException(side + " was not measured " + kind);
    }
    return sorted;
  }
}
