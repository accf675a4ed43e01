package io.stackseed.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofTest {
  private static final long SEVERAL_CHUNKS = 3 * (4 << 20);

  private final CountingTable table = new CountingTable();
  private final Contents objects = new Contents();
  private final Pipeline pipeline = new Pipeline(objects, table);

  @ParameterizedTest
  @EnumSource
  void everySourceArrives(Source source) throws IOException, InterruptedException {
    Peak peak = source.proof(SEVERAL_CHUNKS).load();

    assertThat(peak.items()).isPositive();
    assertThat(peak.heapBytes()).isPositive();
    assertThat(peak.contentBytes()).isBetween(SEVERAL_CHUNKS - 10, SEVERAL_CHUNKS + 500_000);
  }

  @Test
  void whatIsMissingIsFoundMissing() throws InterruptedException {
    load(OrderFile.lines(10, 10_000));

    OrderFile more = OrderFile.lines(10, 15_000);
    assertThatThrownBy(() -> Proof.requireAll(more, table, pipeline.progress()))
        .hasMessageContaining(" orders were sent, ");
  }

  @Test
  void whatIsNotTheSameIsFoundNotTheSame() throws InterruptedException {
    OrderFile file = OrderFile.lines(10, 1);
    load(file);

    OrderFile other = OrderFile.lines(5, 2_000);
    assertThat(other.orders()).isEqualTo(file.orders());
    assertThatThrownBy(() -> Proof.requireAll(other, table, pipeline.progress()))
        .hasMessageContaining("10 orders were sent, 10 arrived, and the run counts 10; checksum");
  }

  private void load(OrderFile file) throws InterruptedException {
    objects.put("orders.jsonl", file);
    pipeline.plan("orders.jsonl");
    pipeline.load();
  }
}
