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
  private final boolean isOfRates;
  private final List<String> baselines;
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  /**
   * Of what something costs, time included: a ratio is the contestant's by the baseline's, and less
   * is better.
   *
   * @param format of a sample, as {@link java.util.Formatter} reads it
   * @param baselines the contestants that all are compared with
   */
  public Comparison(String title, String unit, String format, String... baselines) {
    this(title, unit, format, false, baselines);
  }

  private Comparison(
      String title, String unit, String format, boolean isOfRates, String... baselines) {
    this.title = title;
    this.unit = unit;
    this.format = format;
    this.isOfRates = isOfRates;
    this.baselines = List.of(baselines);
  }

  /**
   * Of what is done in a time: a ratio is how many times as fast as the baseline one is, and more
   * is better. The parameters are those of the constructor.
   */
  public static Comparison ofRates(String title, String unit, String format, String... baselines) {
    return new Comparison(title, unit, format, true, baselines);
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

  /** The smallest sample, as {@link #median} fails. */
  public double least(String contestant) {
    return sorted(contestant).get(0);
  }

  /** The largest sample, as {@link #median} fails. */
  public double most(String contestant) {
    List<Double> sorted = sorted(contestant);
    return sorted.get(sorted.size() - 1);
  }

  /** The contestant's median by the baseline's. */
  public double ratio(String contestant, String baseline) {
    return median(contestant) / median(baseline);
  }

  /** A row for each contestant, in the order in which they first came. */
  public Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    columns.add(new Column(unit + ", median", format));
    columns.add(new Column("least", format));
    columns.add(new Column("most", format));
    columns.add(new Column("samples", "%d"));
    baselines.forEach(
        baseline ->
            columns.add(new Column((isOfRates ? "× as fast as " : "÷ ") + baseline, "%.2f")));
    List<List<Object>> rows = new ArrayList<>();
    for (Map.Entry<String, List<Double>> contestant : samples.entrySet()) {
      String name = contestant.getKey();
      List<Object> row = new ArrayList<>();
      row.add(name);
      row.add(median(name));
      row.add(least(name));
      row.add(most(name));
      row.add(contestant.getValue().size());
      baselines.forEach(baseline -> row.add(ratio(name, baseline)));
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
