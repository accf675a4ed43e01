package io.stackseed.benchmarks.report;

import io.stackseed.benchmarks.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contestants that did the same work in the same run, a sample each round. The ratio to a baseline
 * is that of the medians; the least and the most stand beside, and tell how far to believe it.
 */
public final class Comparison {
  private final String title;
  private final String unit;
  private final String format;
  private final List<String> baselines;
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  /**
   * @param format of a sample, as {@link java.util.Formatter} reads it
   * @param baselines the contestants that all are compared with
   */
  public Comparison(String title, String unit, String format, String... baselines) {
    this.title = title;
    this.unit = unit;
    this.format = format;
    this.baselines = List.of(baselines);
  }

  public void add(String contestant, double sample) {
    samples.computeIfAbsent(contestant, name -> new ArrayList<>()).add(sample);
  }

  /**
   * The middle one, or the mean of the two that are.
   *
   * @throws IllegalArgumentException if there is no sample of it
   */
  public double median(String contestant) {
    List<Double> sorted = sorted(contestant);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** A row for each contestant, in the order in which they first came. */
  public Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    columns.add(new Column(unit + ", median", format));
    columns.add(new Column("least", format));
    columns.add(new Column("most", format));
    columns.add(new Column("samples", "%d"));
    baselines.forEach(baseline -> columns.add(new Column("× " + baseline, "%.2f")));
    List<List<Object>> rows = new ArrayList<>();
    for (String contestant : samples.keySet()) {
      List<Double> sorted = sorted(contestant);
      List<Object> row = new ArrayList<>();
      row.add(contestant);
      row.add(median(contestant));
      row.add(sorted.get(0));
      row.add(sorted.get(sorted.size() - 1));
      row.add(sorted.size());
      baselines.forEach(baseline -> row.add(median(contestant) / median(baseline)));
      rows.add(row);
    }
    return new Table(title, columns, rows);
  }

  private List<Double> sorted(String contestant) {
    List<Double> values = samples.get(contestant);
    if (values == null) {
      throw new IllegalArgumentException(contestant + " was not measured");
    }
    return values.stream().sorted().toList();
  }
}
