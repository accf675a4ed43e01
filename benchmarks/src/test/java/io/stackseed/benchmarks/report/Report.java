package io.stackseed.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a benchmark found.
 *
 * @param plots empty if there is nothing to draw
 */
public record Report(List<Table> tables, List<Plot> plots) {
  public Report {
    tables = List.copyOf(tables);
    plots = List.copyOf(plots);
  }

  public static Report of(Table... tables) {
    return new Report(List.of(tables), List.of());
  }

  /** For people, without an end of line. */
  public String text() {
    return Stream.concat(tables.stream().map(Table::text), plots.stream().map(Plot::text))
        .collect(Collectors.joining("\n\n"));
  }
}
