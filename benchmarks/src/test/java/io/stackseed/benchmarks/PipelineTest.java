package io.stackseed.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.run.RunState;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final long SEVERAL_CHUNKS = 3 * (4 << 20);

  private final CountingTable table = new CountingTable();
  private final Contents objects = new Contents();
  private final Pipeline pipeline = new Pipeline(objects, table);

  @Test
  void everyOrderOfAnArrayArrivesOnce() throws InterruptedException {
    OrderFile file = OrderFile.array(100, SEVERAL_CHUNKS);
    objects.put("orders.json", file);

    pipeline.plan("orders.json");
    assertThat(pipeline.progress().state()).isEqualTo(RunState.LOADING);
    assertThat(pipeline.progress().totalChunks()).isEqualTo(4);
    pipeline.load();

    assertThat(table.items()).isEqualTo(file.orders());
    assertThat(table.checksum()).isEqualTo(file.checksum());
    assertThat(pipeline.progress().counts().itemsWritten()).isEqualTo(file.orders());
  }

  @Test
  void aRunThatFailsEndsTheBenchmark() {
    assertThatThrownBy(() -> pipeline.plan("missing.jsonl")).hasMessageContaining("FAILED");
  }
}
