package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.aws.FunctionLog;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.metric.Metric;
import io.stackseed.response.Delivery;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.run.Requester;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker says of what it does, to the log and in metrics. */
class LogLinesTest {
  private static final String STACK_ID =
      "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/51af3dc0";
  private static final String URL =
      "https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/"
          + (STACK_ID + "|Seed|request-1").replace(":", "%3A").replace("|", "%7C")
          + "?X-Amz-Signature=5ec2e7";

  private static final String LINES =
      """
      {"id":"a","secret":"geheim-1"}
      {"id":"","secret":"geheim-2"}
      {"id":"c","secret":"geheim-3"
      """;

  private final Fakes fakes = new Fakes();
  private final Chunks chunks = Workers.of(fakes);

  @Test
  void everyLineIsJsonAboutItsRunAndChunkAndHoldsNeitherUrlNorData() throws Exception {
    begin();
    fakes.sender.deliver(Delivery.UNREACHABLE);
    try (FunctionLog log = new FunctionLog("DEBUG")) {
      handle();

      assertThat(log.lines()).hasSizeGreaterThan(3);
      for (JsonNode line : log.lines()) {
        assertThat(line.path("mdc").path("run").asText()).as("%s", line).isEqualTo("run-1");
      }
      assertThat(log.lines())
          .filteredOn(line -> line.path("mdc").path("chunk").asText().equals("run-1/0/0"))
          .extracting(line -> line.path("formattedMessage").asText())
          .containsExactly("run-1/0/0 is leased", "run-1/0/0 is done after 3 records");
      assertThat(log.text())
          .contains("Run run-1 FAILED: MaxRejected", "could not deliver its ANSWER")
          .doesNotContain("geheim", "5ec2e7", "X-Amz", "amazonaws.com");
    }
  }

  @Test
  void aChunksMetricsAreThoseOfItsCounts() throws Exception {
    begin();

    handle();

    assertThat(fakes.metrics.emitted().get(0).table()).isEqualTo("orders");
    assertThat(fakes.metrics.emitted().get(0).measured())
        .containsOnlyKeys(
            Metric.ITEMS_WRITTEN,
            Metric.ITEMS_REJECTED,
            Metric.BYTES_READ,
            Metric.WRITE_UNITS,
            Metric.THROTTLED_CALLS,
            Metric.CHUNK_DURATION)
        .containsEntry(Metric.ITEMS_WRITTEN, 1.0)
        .containsEntry(Metric.ITEMS_REJECTED, 2.0)
        .containsEntry(Metric.BYTES_READ, (double) LINES.length())
        .containsEntry(Metric.WRITE_UNITS, 1.0)
        .containsEntry(Metric.THROTTLED_CALLS, 0.0);
    assertThat(fakes.runs.run("run-1").orElseThrow().firstItemAt()).isEqualTo(fakes.time.now());
  }

  private void begin() {
    fakes.tables.create(Fakes.ORDERS);
    byte[] bytes = LINES.getBytes(UTF_8);
    fakes.objects.put("ingest", "o.jsonl", bytes);
    SourceObject source = fakes.objects.describe(new SourceLocation("ingest", "o.jsonl"), null);
    PlannedRuns.begin(
        fakes,
        PlannedRuns.load(source, bytes.length),
        new Requester(new ResponseIdentity("stackseed:id", STACK_ID, "request-1", "Seed"), URL),
        List.of(new ByteRange(0, bytes.length)));
  }

  private void handle() throws InterruptedException {
    chunks.handle(
        new ChunkMessage(new ChunkId("run-1", 0, 0), new ByteRange(0, LINES.length())),
        fakes.time.now().plus(Duration.ofSeconds(90)));
  }
}
