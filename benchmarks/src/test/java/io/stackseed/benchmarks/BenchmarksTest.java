package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarksTest {
  private static final Report REPORT =
      Report.of(new Table("Figures", List.of(Column.text("of")), List.of(List.of("nothing"))));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  @Test
  void oneThatFailsDoesNotLoseTheOthers() throws IOException {
    int exitCode =
        run(
            (entry, size) ->
                switch (entry) {
                  case PARSE -> throw new IllegalStateException("an order is missing");
                  case SCALE -> throw new IOException("no report");
                  default -> REPORT;
                },
            "--json",
            "parse",
            "capacity",
            "scale",
            "memory");

    assertThat(exitCode).isEqualTo(1);
    assertThat(errors.toString().lines())
        .containsExactly("parse failed: an order is missing", "scale failed: no report");
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("## "))
        .satisfiesExactly(
            first -> assertThat(first).matches("## capacity \\(load [0-9.]+; [0-9]+ s\\)"),
            second -> assertThat(second).matches("## memory \\(load [0-9.]+; [0-9]+ s\\)"));
    JsonNode json = new JsonMapper().readTree(lines.get(lines.size() - 1));
    assertThat(json.get("benchmarks").fieldNames())
        .toIterable()
        .containsExactly("capacity", "memory");
    assertThat(json.at("/benchmarks/memory/load").isNumber()).isTrue();
    assertThat(json.at("/benchmarks/memory/seconds").isNumber()).isTrue();
    assertThat(json.at("/benchmarks/memory/tables/0/title").asText()).isEqualTo("Figures");
    assertThat(json.get("failed").toString()).isEqualTo("[\"parse\",\"scale\"]");
  }

  @Test
  void whereNoneFailsItSucceeds() throws IOException {
    assertThat(run((entry, size) -> REPORT, "--json", "parse")).isZero();

    assertThat(errors.toString()).isEmpty();
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(new JsonMapper().readTree(lines.get(lines.size() - 1)).get("failed")).isEmpty();
  }

  private int run(Benchmarks.Runner runner, String... arguments) {
    return new CommandLine(new Benchmarks(new PrintStream(out, true, UTF_8), runner))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
