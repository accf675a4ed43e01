package io.stackseed.benchmarks.report;

import io.stackseed.benchmarks.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What contestants took that did the same work in the same run, a sample each round. */
public final class Samples {
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

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

  /** The contestant's median by the other's. */
  public double ratio(String contestant, String other) {
    return median(contestant) / median(other);
  }

  /**
   * Of what something costs, time included: a row for each contestant, in the order in which they
   * first came, with the subject's median by its own. Less is better for the subject. The least and
   * the most stand beside the median, and tell how far to believe it.
   *
   * @param format of a sample, as {@link java.util.Formatter} reads it
   * @param subject the contestant that is compared with each of the others
   * @throws IllegalArgumentException if there is no sample of the subject
   */
  public Table costs(String title, String unit, String format, String subject) {
    return table(title, unit, format, subject, subject + " ÷ it");
  }

  /** The same of what is done in a time: more is better for the subject. */
  public Table rates(String title, String unit, String format, String subject) {
    return table(title, unit, format, subject, subject + ", × as fast");
  }

  private Table table(String title, String unit, String format, String subject, String ratio) {
    List<Column> columns =
        List.of(
            Column.text(""),
            new Column(unit + ", median", format),
            new Column("least", format),
            new Column("most", format),
            new Column("samples", "%d"),
            new Column(ratio, "%.3g"));
    List<List<Object>> rows = new ArrayList<>();
    samples.forEach(
        (name, ofOne) ->
            rows.add(
                List.of(
                    name,
                    median(name),
                    least(name),
                    most(name),
                    ofOne.size(),
                    ratio(subject, name))));
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
