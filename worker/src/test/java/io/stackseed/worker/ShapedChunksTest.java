package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.HashKey;
import io.stackseed.shape.Sampling;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceLocation;
import io.stackseed.testing.Fakes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples, masked attributes and dry runs, from the record to the count. */
class ShapedChunksTest {
  private static final Sampling ONE_PER_CENT = new Sampling("id", BigDecimal.ONE);

  private final Fakes fakes = new Fakes();

  @Test
  void aSampleIsWrittenAndTheOthersAreCounted() throws Exception {
    String lines =
        IntStream.range(0, 1000)
            .mapToObj("{\"id\":\"c%d\"}\n"::formatted)
            .collect(Collectors.joining());
    Load load = load(lines, new Shaping(ONE_PER_CENT, List.of(), List.of(), null, Map.of()), false);

    Continuation loaded = load(load);

    assertThat(loaded.counts())
        .isEqualTo(new Counts(1000, 11, 0, 0, 989, SampleRuns.object(load).sizeBytes(), 11));
    assertThat(fakes.tables.items("orders")).hasSize(11).contains(new Item(Map.of("id", s("c4"))));
  }

  @Test
  void whatIsNotSampledIsNotHeldAgainstTheTable() throws Exception {
    // Of the two ids only c4 is in the sample; both lack the table's key.
    Load load =
        load(
            "{\"by\":\"c4\"}\n{\"by\":\"c5\"}\n{\"by\":[]}\n{\"by\":",
            new Shaping(new Sampling("by", BigDecimal.ONE), List.of(), List.of(), null, Map.of()),
            false);

    Continuation loaded = load(load);

    assertThat(loaded.counts()).isEqualTo(new Counts(4, 0, 0, 3, 1, 40, 0));
    assertThat(reported(loaded))
        .extracting(RejectedRecord::code)
        .containsExactly(RejectCode.KEY_MISSING, RejectCode.SAMPLE_BY, RejectCode.NOT_JSON);
  }

  @Test
  void anItemIsHeldAgainstTheTableAsItIsWritten() throws Exception {
    Load load =
        load(
            "{\"n\":1}\n{\"id\":7}\n",
            new Shaping(null, List.of(), List.of(), null, Map.of(path("id"), s("given"))),
            false);

    assertThat(load(load).counts().itemsWritten()).isEqualTo(2);
    assertThat(fakes.tables.items("orders")).containsExactly(new Item(Map.of("id", s("given"))));
  }

  @Test
  void aRejectIsReportedWithItsRecordAsTheSourceHasIt() throws Exception {
    Load load =
        load(
            "{\"id\":\"a\",\"mail\":\"x\"}\n",
            new Shaping(null, List.of(), List.of(), null, Map.of(path("mail.of"), s("x"))),
            false);

    assertThat(reported(load(load)))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.code()).isEqualTo(RejectCode.NOT_A_MAP);
              assertThat(record.reason()).isEqualTo("Set 'mail.of': 'mail' is S, not a map");
              assertThat(record.raw().text()).isEqualTo("{\"id\":\"a\",\"mail\":\"x\"}");
            });
  }

  @Test
  void aDryRunChecksCountsAndReportsAndWritesNothing() throws Exception {
    String lines = "{\"id\":\"c4\"}\n{\"id\":\"c5\"}\n{\"id\":8}\n{\"id\":\"\"}\n";
    Shaping shaping =
        new Shaping(new Sampling("id", new BigDecimal("95")), List.of(), List.of(), null, Map.of());
    Continuation dry = load(load(lines, shaping, true));
    assertRejects(dry);
    assertThat(fakes.tables.items("orders")).isEmpty();
    assertThat(fakes.tables.calls()).isZero();

    Continuation written = load(load(lines, shaping, false));

    Counts counts = written.counts();
    assertThat(counts.itemsWritten()).isEqualTo(2);
    assertThat(dry.counts())
        .isEqualTo(
            new Counts(
                counts.recordsRead(),
                counts.itemsWritten(),
                0,
                counts.itemsRejected(),
                counts.itemsSampledOut(),
                counts.bytesRead(),
                0));
    assertThat(counts.writeUnits()).isEqualTo(2);
    assertRejects(written);
  }

  @Test
  void aRunWhoseKeyIsChangedMeanwhileFailsByNameAndWritesNothingMore() throws Exception {
    Load load =
        load(
            "{\"id\":\"a\"}\n",
            new Shaping(
                null, List.of(), List.of(path("id")), Fakes.HASH_KEY.fingerprint(), Map.of()),
            false);
    PlannedRuns.begin(fakes, load, null, List.of(SampleRuns.object(load).wholeRange()));
    fakes.hashKeys = () -> new HashKey(new byte[32]);
    Chunks chunks = Workers.of(fakes);

    Object unused = chunks.handle(message(load), fakes.time.now().plusSeconds(90));

    Outcome outcome = Objects.requireNonNull(fakes.runs.run("run-1").orElseThrow().outcome());
    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason())
        .isEqualTo(
            "Hash: the key is not the one that this run began with. Send the request again, so that"
                + " one key hashes all items.");
    assertThat(fakes.tables.items("orders")).isEmpty();
  }

  @Test
  void aKeyThatCannotBeReadForNowIsAskedForAgain() throws Exception {
    Load load =
        load(
            "{\"id\":\"a\"}\n",
            new Shaping(
                null, List.of(), List.of(path("id")), Fakes.HASH_KEY.fingerprint(), Map.of()),
            false);
    PlannedRuns.begin(fakes, load, null, List.of(SampleRuns.object(load).wholeRange()));
    fakes.hashKeys =
        () -> {
          throw new IllegalStateException("throttled");
        };
    Chunks chunks = Workers.of(fakes);
    Object unused = chunks.handle(message(load), fakes.time.now().plusSeconds(90));
    assertThat(fakes.runs.run("run-1").orElseThrow().outcome()).isNull();

    fakes.hashKeys = () -> Fakes.HASH_KEY;
    fakes.time.advance(Duration.ofMinutes(1));
    unused = chunks.handle(message(load), fakes.time.now().plusSeconds(90));

    assertThat(Objects.requireNonNull(fakes.runs.run("run-1").orElseThrow().outcome()).state())
        .isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.tables.items("orders"))
        .singleElement()
        .satisfies(item -> assertThat(item.attributes().get("id")).isNotEqualTo(s("a")));
  }

  private void assertRejects(Continuation loaded) {
    assertThat(reported(loaded))
        .extracting(RejectedRecord::offset, RejectedRecord::code)
        .containsExactly(tuple(24L, RejectCode.KEY_TYPE), tuple(33L, RejectCode.KEY_EMPTY));
  }

  private Continuation load(Load load) throws Exception {
    return Workers.loader(fakes, fakes.objects)
        .load(
            load,
            SampleRuns.file(load),
            message(load),
            Continuation.start(SampleRuns.object(load).wholeRange()),
            "owner-1",
            () -> true,
            fakes.time.now().plusSeconds(65))
        .soFar();
  }

  private static ChunkMessage message(Load load) {
    return new ChunkMessage(new ChunkId("run-1", 0, 0), SampleRuns.object(load).wholeRange());
  }

  private Load load(String lines, Shaping shaping, boolean dryRun) {
    fakes.tables.create(Fakes.ORDERS);
    fakes.objects.put("ingest", "orders.jsonl", lines.getBytes(UTF_8));
    Load plain =
        PlannedRuns.load(
            fakes.objects.describe(new SourceLocation("ingest", "orders.jsonl"), null), 4 << 20);
    return new Load(
        plain.source(),
        plain.table(),
        shaping,
        dryRun,
        plain.chunkBytes(),
        true,
        MaxRejected.none(),
        WriteOptions.DEFAULT,
        "reports",
        "hash",
        null);
  }

  private List<RejectedRecord> reported(Continuation loaded) {
    return fakes.report.records("reports", Objects.requireNonNull(loaded.rejects()).reportFiles());
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static Value s(String text) {
    return new Value.S(text);
  }
}
