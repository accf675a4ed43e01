package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.metric.Metric;
import io.stackseed.time.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final EmbeddedMetrics metrics =
      new EmbeddedMetrics(
          new PrintStream(log, true, UTF_8), "data-ingest", new ManualTime(Instant.now()));

  @Test
  void whatIsAboutATableIsMeasuredWithItAndWithout() throws IOException {
    metrics.emit("orders", Map.of(Metric.BYTES_READ, 1_000.0));

    JsonNode line = line();
    JsonNode directive = line.path("_aws").path("CloudWatchMetrics").get(0);
    assertThat(directive.path("Namespace").asText()).isEqualTo("Stackseed");
    assertThat(directive.path("Dimensions").toString())
        .isEqualTo("[[\"IngestStack\"],[\"IngestStack\",\"TargetTable\"]]");
    assertThat(directive.path("Metrics").toString())
        .isEqualTo("[{\"Name\":\"BytesRead\",\"Unit\":\"Bytes\"}]");
    assertThat(line.path("IngestStack").asText()).isEqualTo("data-ingest");
    assertThat(line.path("TargetTable").asText()).isEqualTo("orders");
    assertThat(line.path("BytesRead").asDouble()).isEqualTo(1_000);
    assertThat(line.path("_aws").path("Timestamp").isNumber()).isTrue();
  }

  @Test
  void whatIsAboutNoTableHasTheStackAlone() throws IOException {
    metrics.emit(null, Map.of(Metric.HEARTBEAT, 1.0));

    assertThat(line().path("_aws").path("CloudWatchMetrics").get(0).path("Dimensions").toString())
        .isEqualTo("[[\"IngestStack\"]]");
  }

  @Test
  void everyMetricCanBeSentInOneLine() throws IOException {
    metrics.emit(
        "orders",
        Arrays.stream(Metric.values()).collect(Collectors.toMap(metric -> metric, metric -> 0.5)));

    JsonNode line = line();
    for (Metric metric : Metric.values()) {
      assertThat(line.path(metric.wireName()).asDouble()).as(metric.wireName()).isEqualTo(0.5);
    }
  }

  @Test
  void nothingMeasuredIsNoLine() {
    metrics.emit("orders", Map.of());

    assertThat(log.size()).isZero();
  }

  private JsonNode line() throws IOException {
    assertThat(log.toString(UTF_8).lines()).hasSize(1);
    return new JsonMapper().readTree(log.toString(UTF_8));
  }
}
