package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.format.MalformedSourceException;
import io.stackseed.format.RawRecord;
import io.stackseed.item.Binary;
import io.stackseed.item.CallFate;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.RejectCode;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.InMemoryRejectReport.Fate;
import io.stackseed.reject.MaxRejected;
import io.stackseed.reject.RejectReportException;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Load;
import io.stackseed.run.SampleRuns;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceUnavailableException;
import io.stackseed.source.TruncatedSourceException;
import io.stackseed.testing.Fakes;
import io.stackseed.time.LongestPauses;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkLoaderTest {
  private static final Instant UNTIL = Fakes.START.plusSeconds(65);
  private static final TableSchema BY_DAY =
      new TableSchema(
          "orders",
          Fakes.ORDERS.tableArn(),
          Fakes.ORDERS.key(),
          List.of(
              new IndexSchema("by-day", new KeySchema(new KeyAttribute("day", KeyType.N), null))));

  private static final ChunkId CHUNK = new ChunkId("run-1", 3, 14);

  private final Fakes fakes = new Fakes();
  private final ChunkLoader loader =
      new ChunkLoader(
          fakes.objects,
          fakes.tables,
          fakes.report,
          fakes.shapers(),
          fakes.schedule,
          LongestPauses.backoff(fakes.time),
          fakes.time);

  @Test
  void writesAndCountsEveryRecord() throws Exception {
    Load load = jsonLines(lines(30));

    Continuation loaded = loadAll(load);

    assertThat(loaded.counts())
        .isEqualTo(new Counts(30, 30, 0, 0, 0, SampleRuns.object(load).sizeBytes(), 30));
    assertThat(loaded.rejects()).isNull();
    assertThat(fakes.tables.items("orders"))
        .hasSize(30)
        .contains(new Item(Map.of("id", new Value.S("29"))));
    assertThat(fakes.tables.stillOpen()).isZero();
  }

  @Test
  void loadsTheLinesThatBeginInItsRange() throws Exception {
    Load load = jsonLines("{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");

    Continuation loaded = load(load, new ByteRange(5, 15));

    assertThat(loaded.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 10, 1));
    assertThat(fakes.tables.items("orders")).containsExactly(item("b"));
  }

  @Test
  void countsRejectsAndRemembersTheFirst() throws Exception {
    Load load =
        jsonLines(
            """
            {"id":"a"}
            {"id":"b"
            {"id":"c"}
            ["id"]
            {"name":"d"}
            """);

    Continuation loaded = loadAll(load);

    assertThat(loaded.counts()).isEqualTo(new Counts(5, 2, 0, 3, 0, 52, 2));
    assertThat(first(loaded))
        .isEqualTo(
            new FirstReject(3, 11, "not valid JSON: it ends in the middle of a value at byte 20"));
    assertThat(fakes.tables.items("orders")).containsExactly(item("a"), item("c"));
  }

  @Test
  void reportsEveryRejectWithItsRecord() throws Exception {
    Load load = jsonLines("{\"id\":\"a\"}\n{\"id\":\n\n[1]\n{\"id\":\"é\"}\n{\"id\":\"\"}");

    Continuation loaded = loadAll(load);

    String key = "rejects/run-1/3-14/11-owner-1.jsonl";
    assertThat(loaded.rejects())
        .isEqualTo(
            new ChunkRejects(
                new FirstReject(
                    3, 11, "not valid JSON: it ends in the middle of a value at byte 17"),
                List.of(key)));
    assertThat(fakes.report.files())
        .containsOnly(
            entry(
                "reports/" + key,
                List.of(
                    rejected(
                        load,
                        11,
                        2,
                        RejectCode.NOT_JSON,
                        "not valid JSON: it ends in the middle of a value at byte 17",
                        "{\"id\":"),
                    rejected(
                        load,
                        19,
                        3,
                        RejectCode.NOT_AN_OBJECT,
                        "not a JSON object but an array",
                        "[1]"),
                    rejected(
                        load, 35, 5, RejectCode.KEY_EMPTY, "key 'id' is empty", "{\"id\":\"\"}"))));
  }

  @Test
  void writesNoReportIfNothingIsRejected() throws Exception {
    Continuation loaded = loadAll(jsonLines(lines(30)));

    assertThat(loaded.rejects()).isNull();
    assertThat(fakes.report.files()).isEmpty();
  }

  @Test
  void manyRejectsAreReportedInFilesOfABoundedSizeEachOnce() throws Exception {
    String line = "x".repeat(20_000) + "\n";
    Load load = jsonLines(line.repeat(300));

    Continuation loaded = loadAll(load);

    List<String> keys = Objects.requireNonNull(loaded.rejects()).reportFiles();
    assertThat(keys)
        .hasSize(3)
        .startsWith(
            "rejects/run-1/3-14/0-owner-1.jsonl",
            "rejects/run-1/3-14/%d-owner-1.jsonl".formatted(125 * 20_001));
    assertThat(fakes.report.records("reports", keys))
        .extracting(RejectedRecord::offset, RejectedRecord::number)
        .containsExactlyElementsOf(
            IntStream.range(0, 300).mapToObj(n -> tuple(n * 20_001L, n + 1L)).toList());
    assertThat(fakes.report.records("reports", keys))
        .allSatisfy(
            record -> {
              assertThat(record.raw().bytes().length()).isEqualTo(RawRecord.MAX_BYTES);
              assertThat(record.raw().isTruncated()).isTrue();
            });
  }

  @Test
  void aChunkWhoseReportCannotBeWrittenIsNotLoaded() {
    Load load = jsonLines("x\n" + lines(30));
    fakes.report.nextWrites(Fate.FAILS_BEFORE);

    assertThatThrownBy(() -> loadAll(load))
        .isInstanceOf(RejectReportException.class)
        .hasMessage("could not write s3://reports/rejects/run-1/3-14/0-owner-1.jsonl");

    assertThat(fakes.tables.stillOpen()).isZero();
  }

  private static RejectedRecord rejected(
      Load load, long offset, long number, RejectCode code, String reason, String raw) {
    SourceObject object = SampleRuns.object(load);
    return new RejectedRecord(
        object.location().toString(),
        object.versionId(),
        offset,
        number,
        code,
        reason,
        new RawRecord(Binary.of(raw.getBytes(UTF_8)), false));
  }

  @Test
  void rejectsARecordWithoutTheKey() throws Exception {
    assertRejected("{\"name\":\"d\"}", "key 'id' is missing");
  }

  @Test
  void rejectsAKeyOfTheWrongType() throws Exception {
    assertRejected("{\"id\":7}", "key 'id' is N, the table wants S");
  }

  @Test
  void rejectsAnEmptyKey() throws Exception {
    assertRejected("{\"id\":\"\"}", "key 'id' is empty");
  }

  @Test
  void rejectsAnItemOfMoreThan400Kilobytes() throws Exception {
    assertRejected(
        "{\"id\":\"a\",\"text\":\"" + "x".repeat(409_600) + "\"}",
        "item is 409,607 bytes, 409,600 allowed");
  }

  @Test
  void rejectsAnIndexKeyOfTheWrongType() throws Exception {
    Load load = load(Format.JSON_LINES, "o.jsonl", "{\"id\":\"a\",\"day\":\"Monday\"}", BY_DAY);

    Continuation loaded = loadAll(load);

    assertThat(loaded.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 25, 0));
    assertThat(first(loaded))
        .isEqualTo(new FirstReject(3, 0, "index 'by-day' key 'day' is S, the index wants N"));
    assertThat(fakes.tables.calls()).isZero();
  }

  @Test
  void writesAnItemThatAnIndexLeavesOut() throws Exception {
    loadAll(load(Format.JSON_LINES, "o.jsonl", "{\"id\":\"a\"}", BY_DAY));

    assertThat(fakes.tables.items("orders")).containsExactly(item("a"));
  }

  @Test
  void keepsEveryDigitOfANumber() throws Exception {
    loadAll(
        jsonLines(
            "{\"id\":\"a\",\"n\":12345678901234567890123456789012345678,\"m\":0.10,\"e\":1E-130}"));

    assertThat(fakes.tables.items("orders"))
        .containsExactly(
            new Item(
                Map.of(
                    "id", new Value.S("a"),
                    "n", new Value.N("12345678901234567890123456789012345678"),
                    "m", new Value.N("0.10"),
                    "e", new Value.N("1E-130"))));
  }

  @Test
  void countsARecordReplacedByALaterOneOfItsKeyAsWritten() throws Exception {
    Continuation loaded =
        loadAll(
            jsonLines(
                """
                {"id":"a","v":1}
                {"id":"b","v":2}
                {"id":"a","v":3}
                """));

    assertThat(loaded.counts().recordsRead()).isEqualTo(3);
    assertThat(loaded.counts().itemsWritten()).isEqualTo(3);
    assertThat(fakes.tables.items("orders"))
        .containsExactlyInAnyOrder(
            new Item(Map.of("id", new Value.S("a"), "v", new Value.N("3"))),
            new Item(Map.of("id", new Value.S("b"), "v", new Value.N("2"))));
  }

  @Test
  void loadsAnArray() throws Exception {
    Continuation loaded = loadAll(json(" [ {\"id\":\"a\"}, {\"id\":\"b\"} ] \n"));

    assertThat(loaded.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 29, 2));
  }

  @Test
  void anEmptyArrayHasNoRecords() throws Exception {
    assertThat(loadAll(json("[]")).counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 2, 0));
    assertThat(fakes.tables.calls()).isZero();
  }

  @Test
  void rejectsAnElementThatIsNoObjectAndGoesOn() throws Exception {
    Continuation loaded = loadAll(json("[{\"id\":\"a\"},7,{\"id\":\"b\"}]"));

    assertThat(loaded.counts()).isEqualTo(new Counts(3, 2, 0, 1, 0, 25, 2));
    assertThat(first(loaded)).isEqualTo(new FirstReject(3, 12, "not a JSON object but a number"));
  }

  @Test
  void refusesABrokenArrayNamingTheByte() {
    Load load = json("[{\"id\":\"a\"},{\"id\":\"b\"}");

    assertThatThrownBy(() -> loadAll(load))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage("byte 22: the array is not closed");
    assertThat(fakes.tables.stillOpen()).isZero();
  }

  @Test
  void neverTakesATruncatedStreamForTheEnd() {
    Load load = jsonLines(lines(10));
    fakes.objects.truncateOpen(1, 22);

    assertThatThrownBy(() -> loadAll(load))
        .isInstanceOf(TruncatedSourceException.class)
        .hasMessage(
            "s3://ingest/orders.jsonl (version version-1): the stream ended at byte 22 of a range"
                + " that ends at byte 110");
    assertThat(fakes.tables.stillOpen()).isZero();
  }

  @Test
  void passesOnAConnectionThatFails() {
    Load load = jsonLines(lines(10));
    fakes.objects.failOpen(1);

    assertThatThrownBy(() -> loadAll(load))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void readsTheVersionThatWasPlanned() throws Exception {
    Load load = jsonLines("{\"id\":\"old\"}");
    fakes.objects.put("ingest", "orders.jsonl", "{\"id\":\"new\"}".getBytes(UTF_8));

    loadAll(load);

    assertThat(fakes.tables.items("orders")).containsExactly(item("old"));
  }

  @Test
  void refusesAnObjectThatWasOverwrittenWithoutVersions() {
    fakes.objects.createUnversionedBucket("ingest");
    Load load = jsonLines("{\"id\":\"old\"}");
    fakes.objects.put("ingest", "orders.jsonl", "{\"id\":\"new\"}".getBytes(UTF_8));

    assertThatThrownBy(() -> loadAll(load))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage("s3://ingest/orders.jsonl has changed since it was planned");
  }

  @Test
  void settlesTheCallsInFlightWhenOneOfThemFails() {
    Load load = jsonLines(lines(100));
    fakes.tables.nextCalls(
        CallFate.before(
            () -> {
              throw new IllegalStateException("connection reset");
            }));

    assertThatThrownBy(() -> loadAll(load)).hasMessage("connection reset");

    assertThat(fakes.tables.stillOpen()).isZero();
    assertThat(fakes.tables.calls()).isEqualTo(4);
  }

  private void assertRejected(String line, String reason) throws Exception {
    Continuation loaded = loadAll(jsonLines("{\"id\":\"fine\"}\n" + line));

    assertThat(loaded.counts().recordsRead()).isEqualTo(2);
    assertThat(loaded.counts().itemsRejected()).isEqualTo(1);
    assertThat(first(loaded)).isEqualTo(new FirstReject(3, 14, reason));
    assertThat(fakes.tables.items("orders")).containsExactly(item("fine"));
  }

  private Continuation loadAll(Load load) throws IOException, InterruptedException {
    return load(load, SampleRuns.object(load).wholeRange());
  }

  private Continuation load(Load load, ByteRange range) throws IOException, InterruptedException {
    Loading loading =
        loader.load(
            load,
            SampleRuns.file(load),
            new ChunkMessage(CHUNK, range),
            Continuation.start(range),
            "owner-1",
            () -> true,
            UNTIL);
    assertThat(loading.halt()).isNull();
    return loading.soFar();
  }

  private static @Nullable FirstReject first(Continuation loaded) {
    return loaded.rejects() == null ? null : loaded.rejects().first();
  }

  private Load jsonLines(String text) {
    return load(Format.JSON_LINES, "orders.jsonl", text, Fakes.ORDERS);
  }

  private Load json(String text) {
    return load(Format.JSON, "orders.json", text, Fakes.ORDERS);
  }

  private Load load(Format format, String key, String text, TableSchema table) {
    fakes.tables.create(table);
    fakes.objects.put("ingest", key, text.getBytes(UTF_8));
    SourceObject source = fakes.objects.describe(new SourceLocation("ingest", key), null);
    return new Load(
        new SourceFile(source, Layout.of(format, 0)),
        table,
        Shaping.NONE,
        false,
        4 << 20,
        true,
        MaxRejected.none(),
        WriteOptions.DEFAULT,
        "reports",
        "hash",
        null);
  }

  /** Lines whose ids count from 0; those of one digit take 11 bytes. */
  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"id\":\"%d\"}\n"::formatted)
        .collect(Collectors.joining());
  }

  private static Item item(String id) {
    return new Item(Map.of("id", new Value.S(id)));
  }
}
