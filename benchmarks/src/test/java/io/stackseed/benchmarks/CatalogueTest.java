package io.stackseed.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs a moment of each benchmark, so that none of them rots. Its figures are nobody's. */
class CatalogueTest {
  @ParameterizedTest
  @EnumSource
  void runs(Catalogue entry) throws Exception {
    Report report = entry.benchmark().run(Size.SMOKE);
    assertFalse(report.tables().isEmpty());
    for (Table table : report.tables()) {
      assertFalse(table.rows().isEmpty(), table.title());
    }
  }
}
