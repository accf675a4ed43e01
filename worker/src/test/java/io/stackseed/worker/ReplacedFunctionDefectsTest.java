package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.item.CallFate;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import io.stackseed.time.LongestPauses;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The small function that stacks carry inline to fill a table, and that this replaces, has defects
 * that are easily made again. Those of its requests and answers are tested with the dispatcher.
 */
class ReplacedFunctionDefectsTest {
  private static final int MEBIBYTE = 1 << 20;

  /** When a message comes back whose attempt failed: a call of unknown fate may land until then. */
  private static final Duration RETRY = Duration.ofSeconds(16);

  private final Fakes fakes = new Fakes();

  /** It answered SUCCESS while its writes were still under way. */
  @Test
  void successIsNotToldBeforeTheLastWriteIsDone() throws InterruptedException {
    SourceObject source = put(lines(1_000));
    begin(source);
    fakes.tables.laterCalls(() -> CallFate.after(() -> assertThat(fakes.sender.sent()).isEmpty()));

    assertThat(handle(source)).isEqualTo(new Done());

    assertThat(fakes.tables.items("orders")).hasSize(1_000);
    assertThat(fakes.sender.sent()).hasSize(1);
    assertThat(fakes.sender.sent().get(0).body())
        .contains("\"Status\":\"SUCCESS\"", "\"ItemsWritten\":\"1000\"");
  }

  /** It caught what a write threw, logged it and went on to SUCCESS. */
  @Test
  void aWriteThatFailsForEverFailsTheRun() throws InterruptedException {
    SourceObject source = put(lines(100));
    begin(source);
    fakes.tables.laterCalls(
        () ->
            CallFate.before(
                () -> {
                  throw new IllegalStateException("connection reset");
                }));

    assertThat(handle(source)).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(source)).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(handle(source)).isEqualTo(new Done());

    assertThat(outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.sender.sent().get(0).body())
        .contains("\"Status\":\"FAILED\"")
        .doesNotContain("SUCCESS");
  }

  /** It did not look at the items that a batch left unprocessed. */
  @Test
  void whatABatchLeavesUnprocessedIsNotLost() throws InterruptedException {
    SourceObject source = put(lines(100));
    begin(source);
    fakes.tables.nextCalls(
        CallFate.leaving(25), CallFate.leaving(1), CallFate.leaving(24), CallFate.throttling());

    assertThat(handle(source)).isEqualTo(new Done());

    assertThat(outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.tables.items("orders")).hasSize(100);
  }

  /** It made one PutItem call for each record, and started all of them at once. */
  @Test
  void recordsAreWrittenInBatchesAndAFewAtOnce() throws InterruptedException {
    SourceObject source = put(lines(1_000));
    begin(source);

    handle(source);

    assertThat(fakes.tables.calls()).isEqualTo(40);
    assertThat(fakes.tables.batchSizes()).containsOnly(25);
    assertThat(fakes.tables.maxInFlight()).isEqualTo(4);
  }

  /** It held the whole file in memory, and then every record of it. */
  @Test
  void aLargeFileIsReadAsFastAsItIsWrittenAndNoFaster() throws Exception {
    GeneratedLines lines = new GeneratedLines(64 * 1_048);
    SourceObject source = lines.object();
    fakes.tables.create(Fakes.ORDERS);
    ReadAhead readAhead = new ReadAhead(lines);
    fakes.tables.laterCalls(
        () -> {
          readAhead.look();
          return CallFate.taken();
        });

    Load load = load(source);
    Loaded loaded =
        loader(lines)
            .load(
                load,
                SampleRuns.file(load),
                new ChunkMessage(new ChunkId("run-1", 0, 0), source.wholeRange()),
                "owner",
                Fakes.START.plusSeconds(65));

    assertThat(loaded.counts().itemsWritten()).isEqualTo(64 * 1_048);
    assertThat(lines.bytesRead()).isEqualTo(source.sizeBytes()).isGreaterThan(60L * MEBIBYTE);
    assertThat(readAhead.most()).isPositive().isLessThan(MEBIBYTE / 2);
  }

  /** It logged its records, and a record that it could not write above all. */
  @Test
  void itemDataIsInNoLogAndInNoReason() throws InterruptedException {
    SourceObject source =
        put(
            """
            {"id":"secret-key-1","card":"secret-4111"}
            {"id":{"nested":"secret-4222"}}
            {"name":"secret-4333"}
            {"id":"secret-key-2","broken":secret-4444}
            "secret-4555"
            """);
    begin(source);
    try (CapturedLog log = new CapturedLog()) {
      handle(source);
      fakes.tables.drop("orders");
      handle(source);

      assertThat(log.text()).contains("FAILED").doesNotContain("secret");
    }
    assertThat(outcome().reason()).contains("4 of 5 records rejected").doesNotContain("secret");
    assertThat(fakes.sender.sent().get(0).body()).doesNotContain("secret");
  }

  /** What has been read and is not yet in the table, in bytes, at its most. */
  private final class ReadAhead {
    private final GeneratedLines lines;
    private long most;

    ReadAhead(GeneratedLines lines) {
      this.lines = lines;
    }

    /** Before a call takes effect; all calls but the last are of 25 items. */
    void look() {
      long settledBytes = fakes.tables.calls() * 25L * GeneratedLines.LINE_BYTES;
      most = Math.max(most, lines.bytesRead() - settledBytes);
    }

    long most() {
      return most;
    }
  }

  private ChunkLoader loader(SourceObjects objects) {
    return new ChunkLoader(
        objects,
        fakes.tables,
        fakes.report,
        fakes.shapers(),
        LongestPauses.backoff(fakes.time),
        fakes.time);
  }

  private Object handle(SourceObject source) throws InterruptedException {
    Chunks chunks = new Chunks(fakes.runs, loader(fakes.objects), fakes.leasedWork(), fakes.time);
    return chunks.handle(
        new ChunkMessage(new ChunkId("run-1", 0, 0), source.wholeRange()),
        fakes.time.now().plusSeconds(90));
  }

  /** A run of one chunk, planned and loading. */
  private void begin(SourceObject source) {
    fakes.tables.create(Fakes.ORDERS);
    PlannedRuns.begin(
        fakes, load(source), SampleRuns.requester("run-1"), List.of(source.wholeRange()));
  }

  private static Load load(SourceObject source) {
    return PlannedRuns.load(source, 64 * MEBIBYTE);
  }

  private SourceObject put(String text) {
    fakes.objects.put("ingest", "orders.jsonl", text.getBytes(UTF_8));
    return fakes.objects.describe(new SourceLocation("ingest", "orders.jsonl"), null);
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"id\":\"%d\"}\n"::formatted)
        .collect(Collectors.joining());
  }

  private Outcome outcome() {
    return Objects.requireNonNull(fakes.runs.run("run-1").orElseThrow().outcome());
  }
}
