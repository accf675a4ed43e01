package io.stackseed.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Figures in rows.
 *
 * @param title what they are of, with what a reader must know
 * @param rows a value for each column: a text or a number, not rounded
 */
public record Table(String title, List<Column> columns, List<List<Object>> rows) {
  /**
   * What stands in a place of every row.
   *
   * @param format of its values, as {@link java.util.Formatter} reads it
   */
  public record Column(String title, String format) {
    public static Column text(String title) {
      return new Column(title, "%s");
    }

    String show(Object value) {
      return String.format(Locale.ROOT, format, value);
    }

    private boolean isText() {
      return format.equals("%s");
    }
  }

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d values for %d columns of %s".formatted(row.size(), columns.size(), title));
      }
    }
  }

  /** In Markdown, aligned: it reads well in a terminal and can be pasted into a document. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::title).toList());
    rows.forEach(row -> lines.add(shown(row)));
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int index = column;
      widths.add(lines.stream().mapToInt(line -> line.get(index).length()).max().orElse(0));
    }
    List<String> texts = new ArrayList<>(lines.stream().map(line -> line(line, widths)).toList());
    texts.add(1, rule(widths));
    return Stream.concat(Stream.of(title, ""), texts.stream()).collect(Collectors.joining("\n"));
  }

  private List<String> shown(List<Object> row) {
    List<String> texts = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      texts.add(columns.get(column).show(row.get(column)));
    }
    return texts;
  }

  private String line(List<String> texts, List<Integer> widths) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < columns.size(); column++) {
      String text = texts.get(column);
      String gap = " ".repeat(widths.get(column) - text.length());
      line.append(' ').append(columns.get(column).isText() ? text + gap : gap + text).append(" |");
    }
    return line.toString();
  }

  private String rule(List<Integer> widths) {
    StringBuilder rule = new StringBuilder("|");
    for (int column = 0; column < columns.size(); column++) {
      String dashes = "-".repeat(widths.get(column) + 1);
      rule.append(columns.get(column).isText() ? dashes + "-|" : dashes + ":|");
    }
    return rule.toString();
  }
}
