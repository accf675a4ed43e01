package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.run.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final long SEVERAL_CHUNKS = 3 * ArrayWalk.CHUNK_BYTES;

  private final CountingTable table = new CountingTable();
  private final Contents objects = new Contents();
  private final Pipeline pipeline = new Pipeline(objects, table);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void everyOrderOfAnArrayArrivesOnce() throws InterruptedException {
    OrderFile file = OrderFile.array(100, SEVERAL_CHUNKS);
    objects.put("orders.json", file);

    pipeline.plan("orders.json");
    assertThat(pipeline.progress().state()).isEqualTo(RunState.LOADING);
    assertThat(pipeline.progress().totalChunks()).isEqualTo(4);
    pipeline.load();

    MemoryProof.requireAll(file, table, pipeline.progress());
  }

  @Test
  void whatIsMissingIsFoundMissing() throws InterruptedException {
    OrderFile file = OrderFile.lines(10, 10_000);
    objects.put("orders.jsonl", file);
    pipeline.plan("orders.jsonl");
    pipeline.load();

    OrderFile more = OrderFile.lines(10, 15_000);
    assertThatThrownBy(() -> MemoryProof.requireAll(more, table, pipeline.progress()))
        .hasMessageContaining(" orders were sent, ");
  }

  @Test
  void whatIsNotTheSameIsFoundNotTheSame() throws InterruptedException {
    OrderFile file = OrderFile.lines(10, 1);
    objects.put("orders.jsonl", file);
    pipeline.plan("orders.jsonl");
    pipeline.load();

    OrderFile other = OrderFile.lines(5, 2_000);
    assertThat(other.orders()).isEqualTo(file.orders());
    assertThatThrownBy(() -> MemoryProof.requireAll(other, table, pipeline.progress()))
        .hasMessageContaining("10 orders were sent, 10 arrived, and the run counts 10; checksum");
  }

  @Test
  void aRunThatFailsEndsTheBenchmark() {
    assertThatThrownBy(() -> pipeline.plan("missing.jsonl")).hasMessageContaining("FAILED");
  }

  @Test
  void theProofProvesEveryFormat() throws IOException, InterruptedException {
    new MemoryProof(new PrintStream(printed), SEVERAL_CHUNKS).run();

    assertThat(printed.toString(UTF_8))
        .contains("orders.json ", "orders.jsonl ", "orders.jsonl.gz ")
        .contains("one-line.jsonl ", "blank-lines.jsonl ", "one-text.json ", "one-nest.json ");
  }

  @Test
  void aPlanOfLinesReadsTheProbeAlone() throws InterruptedException {
    TerabytePlan.plan(1_000_000_000, new PrintStream(printed));

    assertThat(printed.toString(UTF_8)).contains(": 239 chunks, 65,536 bytes read");
  }

  @Test
  void aPlanThatReadsMoreFails() {
    OrderFile file = OrderFile.array(1_000, SEVERAL_CHUNKS);
    objects.put("orders.json", new FirstBytesOnly(file, file.sizeBytes(), 65_536));

    assertThatThrownBy(() -> pipeline.plan("orders.json"))
        .isInstanceOf(IllegalStateException.class);
  }
}
