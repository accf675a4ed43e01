package io.stackseed.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cells in aligned columns, two blanks apart: numbers at the right, texts at the left. */
public final class TextTable {
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * Adds a row.
   *
   * @param cells texts and numbers
   */
  public TextTable row(Object... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Each row is a line, indented by two blanks. */
  public void print(PrintWriter out) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (List<Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], text(row.get(i)).length());
        numbers[i] |= row.get(i) instanceof Number;
      }
    }
    for (List<Object> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String text = text(row.get(i));
        String blanks = " ".repeat(widths[i] - text.length());
        line.append("  ").append(numbers[i] ? blanks + text : text + blanks);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String text(Object cell) {
    return cell instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : cell.toString();
  }
}
