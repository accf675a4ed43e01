package io.stackseed.benchmarks.splitlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SplitLinesTest {
  @Test
  void aPlanOfLinesReadsTheProbeAlone() throws InterruptedException {
    SplitLines.Plan plan = SplitLines.plan(1_000_000_000);

    assertThat(plan.chunks()).isEqualTo(239);
    assertThat(plan.bytesRead()).isEqualTo(65_536);
  }

  @Test
  void aPlanThatReadsMoreFails() {
    OrderFile file = OrderFile.array(1_000, 3 * LineChunks.CHUNK_BYTES);
    Contents objects = new Contents();
    objects.put("orders.json", new FirstBytesOnly(file, file.sizeBytes(), 65_536));
    Pipeline pipeline = new Pipeline(objects, new CountingTable());

    assertThatThrownBy(() -> pipeline.plan("orders.json"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noLineBeginsBeforeTheFirstOfAChunk() throws IOException {
    LineChunks file = LineChunks.of(Size.SMOKE);

    assertThat(file.beginnings()).hasSizeGreaterThan(1);
    for (ByteRange beginning : file.beginnings()) {
      assertThat(file.read(beginning)).isZero();
      assertThat(file.read(new ByteRange(beginning.start(), beginning.endExclusive() + 1)))
          .isEqualTo(1);
    }
  }
}
