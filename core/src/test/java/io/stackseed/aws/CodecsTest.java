package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.format.LayoutRequest;
import io.stackseed.format.RawRecord;
import io.stackseed.item.Binary;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.RejectCode;
import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.Callback;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Deadlines;
import io.stackseed.run.FirstReject;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Requester;
import io.stackseed.run.Resource;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.run.Silence;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.run.Watch;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.StagedContent;
import io.stackseed.testing.Fakes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is stored, to the letter: items written by an earlier version stay readable, so a change of
 * an expectation here is a new version of the form.
 */
class CodecsTest {
  private static final Instant AT = Instant.ofEpochMilli(1_714_564_800_123L);
  private static final Counts COUNTS = new Counts(10, 4, 3, 2, 1, 5_000_000_000L, 2.5);

  private static final Map<String, AttributeValue> COUNTS_ITEM =
      Map.of(
          "recordsRead", n("10"),
          "itemsWritten", n("4"),
          "itemsSkipped", n("3"),
          "itemsRejected", n("2"),
          "itemsSampledOut", n("1"),
          "bytesRead", n("5000000000"),
          "writeUnits", n("2.5"));

  // Layouts

  @Test
  void layoutOfCsv() {
    Layout layout =
        new Layout(
            Format.CSV,
            Compression.NONE,
            false,
            12,
            new CsvLayout(
                '\t', List.of("id", "größe"), Map.of("größe", CsvType.N), CsvEmpty.NULL, false));
    Map<String, AttributeValue> item =
        Map.of(
            "format",
            s("CSV"),
            "firstByte",
            n("12"),
            "csv",
            m(
                Map.of(
                    "delimiter",
                    s("\t"),
                    "header",
                    AttributeValue.fromL(List.of(s("id"), s("größe"))),
                    "types",
                    m(Map.of("größe", s("N"))),
                    "empty",
                    s("NULL"),
                    "quotedNewlines",
                    AttributeValue.fromBool(false))));

    assertThat(LayoutCodec.write(layout).toMap()).isEqualTo(item);
    assertThat(LayoutCodec.read(Attributes.read(item))).isEqualTo(layout);
  }

  @Test
  void layoutOfWhatIsCompressed() {
    Layout layout = new Layout(Format.JSON_LINES, Compression.ZSTD, false, 3, null);
    Map<String, AttributeValue> item =
        Map.of("format", s("JSON_LINES"), "firstByte", n("3"), "compression", s("ZSTD"));

    assertThat(LayoutCodec.write(layout).toMap()).isEqualTo(item);
    assertThat(LayoutCodec.read(Attributes.read(item))).isEqualTo(layout);
  }

  @Test
  void layoutOfWhatIsToBeStaged() {
    Layout layout = new Layout(Format.JSON_LINES, Compression.GZIP, true, 3, null);
    Map<String, AttributeValue> item =
        Map.of(
            "format",
            s("JSON_LINES"),
            "firstByte",
            n("3"),
            "compression",
            s("GZIP"),
            "staged",
            AttributeValue.fromBool(true));

    assertThat(LayoutCodec.write(layout).toMap()).isEqualTo(item);
    assertThat(LayoutCodec.read(Attributes.read(item))).isEqualTo(layout);
  }

  @Test
  void fileThatIsStaged() {
    SourceFile file =
        new SourceFile(
            new SourceObject(new SourceLocation("b1-data", "a.jsonl.gz"), "v1", "\"e\"", 7),
            Layout.of(Format.JSON_LINES, 0),
            new StagedContent("ingest-1", "staging/r/0/", 16_777_216, 5_000_000_000L));
    Map<String, AttributeValue> item =
        Map.of(
            "bucket",
            s("b1-data"),
            "key",
            s("a.jsonl.gz"),
            "versionId",
            s("v1"),
            "eTag",
            s("\"e\""),
            "sizeBytes",
            n("7"),
            "format",
            s("JSON_LINES"),
            "firstByte",
            n("0"),
            "stagedContent",
            m(
                Map.of(
                    "bucket",
                    s("ingest-1"),
                    "prefix",
                    s("staging/r/0/"),
                    "partBytes",
                    n("16777216"),
                    "sizeBytes",
                    n("5000000000"))));

    assertThat(SourceCodec.write(file).toMap()).isEqualTo(item);
    assertThat(SourceCodec.file(Attributes.read(item))).isEqualTo(file);
  }

  // Runs

  @Test
  void wholeRun() {
    KeySchema key =
        new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.N));
    Run run =
        run(
            new Requester(new ResponseIdentity("p-1", "s-1", "r-1", "Seed"), "https://u/?x=y"),
            new Load(
                new SourceFile(
                    new SourceObject(
                        new SourceLocation("b1-data", "größe.json"),
                        "v1",
                        "\"e1\"",
                        5_000_000_000L),
                    Layout.of(Format.JSON_LINES, 3)),
                new TableSchema(
                    "orders",
                    "arn:orders",
                    key,
                    List.of(
                        new IndexSchema(
                            "by-b", new KeySchema(new KeyAttribute("b", KeyType.B), null)))),
                Shaping.NONE,
                false,
                4_194_304,
                true,
                MaxRejected.parse("2.5%"),
                WriteOptions.DEFAULT,
                "ingest-1",
                "hash",
                "run-0"),
            new Outcome(RunState.FAILED, "Why.", AT, COUNTS, 7),
            new Answer(ResponseStatus.FAILED, "Why.", Map.of("RunId", "run-1")),
            AT.plusMillis(1));
    Map<String, AttributeValue> load =
        Map.ofEntries(
            Map.entry("bucket", s("b1-data")),
            Map.entry("key", s("größe.json")),
            Map.entry("versionId", s("v1")),
            Map.entry("eTag", s("\"e1\"")),
            Map.entry("sizeBytes", n("5000000000")),
            Map.entry("firstByte", n("3")),
            Map.entry("format", s("JSON_LINES")),
            Map.entry(
                "table",
                m(
                    Map.of(
                        "name", s("orders"),
                        "arn", s("arn:orders"),
                        "key",
                            m(
                                Map.of(
                                    "partition", s("id"),
                                    "partitionType", s("S"),
                                    "sort", s("at"),
                                    "sortType", s("N"))),
                        "indexes",
                            AttributeValue.fromL(
                                List.of(
                                    m(
                                        Map.of(
                                            "index", s("by-b"),
                                            "partition", s("b"),
                                            "partitionType", s("B")))))))),
            Map.entry("chunkBytes", n("4194304")),
            Map.entry("waitForCompletion", AttributeValue.fromBool(true)),
            Map.entry("maxRejected", s("2.5%")),
            Map.entry("ingestBucket", s("ingest-1")),
            Map.entry("reingestHash", s("hash")),
            Map.entry("resumes", s("run-0")));
    Map<String, AttributeValue> item =
        with(
            bareRun(),
            Map.of(
                "physicalResourceId", s("p-1"),
                "stackId", s("s-1"),
                "requestId", s("r-1"),
                "logicalResourceId", s("Seed"),
                "responseUrl", s("https://u/?x=y"),
                "load", m(load),
                "outcome",
                    m(
                        with(
                            COUNTS_ITEM,
                            Map.of(
                                "state", s("FAILED"),
                                "reason", s("Why."),
                                "at", n("1714564800123"),
                                "chunks", n("7")))),
                "answer",
                    m(
                        Map.of(
                            "status", s("FAILED"),
                            "reason", s("Why."),
                            "data", m(Map.of("RunId", s("run-1"))))),
                "answeredAt", n("1714564800124"),
                "open", s("OPEN")));

    assertThat(RunCodec.write(run)).isEqualTo(item);
    assertThat(RunCodec.read(item)).isEqualTo(run);
  }

  @Test
  void runThatWaitsAndSignals() {
    Run waiting =
        SampleRuns.signalling(
            new CompletionHandle("https://h/?x=y", "s-1", AT.plusMillis(2)),
            run(null, null, null, null, null).behind(new Silence("run-0", AT.plusMillis(3))));
    Map<String, AttributeValue> item =
        with(
            bareRun(),
            Map.of(
                "completionHandle",
                    m(
                        Map.of(
                            "url", s("https://h/?x=y"),
                            "stackId", s("s-1"),
                            "signalBy", n("1714564800125"))),
                "after", s("run-0"),
                "quietAt", n("1714564800126"),
                "open", s("OPEN")));

    assertThat(RunCodec.write(waiting)).isEqualTo(item);
    assertThat(RunCodec.read(item)).isEqualTo(waiting);
  }

  @Test
  void runBehindOneWhoseLeasesNobodyHasLookedAt() {
    Run waiting = run(null, null, null, null, null).behind(Silence.after("run-0"));
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(with(bareRun(), Map.of("after", s("run-0"), "open", s("OPEN"))));
    item.remove("quietAt");

    assertThat(RunCodec.write(waiting)).isEqualTo(item);
    assertThat(RunCodec.read(item)).isEqualTo(waiting);
  }

  @Test
  void callbackIsDeliveredUnderTheseNames() {
    assertThat(RunCodec.owed(Callback.ANSWER)).isEqualTo("responseUrl");
    assertThat(RunCodec.claim(Callback.ANSWER)).isEqualTo("answeringUntil");
    assertThat(RunCodec.owed(Callback.SIGNAL)).isEqualTo("completionHandle");
    assertThat(RunCodec.claim(Callback.SIGNAL)).isEqualTo("signallingUntil");
    assertThat(RunCodec.owed(Callback.ANNOUNCEMENT)).isEqualTo("unannounced");
    assertThat(RunCodec.claim(Callback.ANNOUNCEMENT)).isEqualTo("announcingUntil");
  }

  @Test
  void runWhoseEndIsToBeAnnouncedIsOpenUntilThen() {
    Map<String, AttributeValue> item =
        with(
            RunCodec.write(ended()),
            Map.of(
                "unannounced",
                AttributeValue.fromBool(true),
                "firstItemAt",
                n("1700000900000"),
                "open",
                s("OPEN")));

    Run unannounced = RunCodec.read(item);

    assertThat(unannounced.owesAnnouncement()).isTrue();
    assertThat(unannounced.firstItemAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_900_000L));
    assertThat(RunCodec.write(unannounced)).isEqualTo(item);
  }

  @Test
  void endedRunOfAVersionThatAnnouncedNothingIsNeitherAnnouncedNorOpen() {
    Map<String, AttributeValue> item = RunCodec.write(ended());
    assertThat(item).doesNotContainKeys("unannounced", "firstItemAt", "open");

    assertThat(RunCodec.read(item).owesAnnouncement()).isFalse();
    assertThat(RunCodec.read(item).isClosed()).isTrue();
  }

  private static Run ended() {
    return run(null, null, new Outcome(RunState.SUCCEEDED, null, AT, Counts.ZERO, 0), null, null);
  }

  @Test
  void runByHandThatIsLive() {
    Run run = run(null, null, null, null, null);
    Map<String, AttributeValue> item = with(bareRun(), Map.of("open", s("OPEN")));

    assertThat(RunCodec.write(run)).isEqualTo(item);
    assertThat(RunCodec.read(item)).isEqualTo(run);
  }

  @Test
  void runIsOpenWhileOutcomeOrDeliveryIsMissing() {
    ResponseIdentity identity = new ResponseIdentity("p-1", "s-1", "r-1", "Seed");
    Requester requester = new Requester(identity, "https://u/");
    Requester told = new Requester(identity, null);
    Outcome outcome = new Outcome(RunState.SUCCEEDED, null, AT, Counts.ZERO, 0);
    Answer answer = Answer.success(Map.of());

    assertThat(open(run(requester, null, null, null, null))).isTrue();
    assertThat(open(run(requester, null, outcome, answer, null))).isTrue();
    assertThat(open(run(told, null, null, answer, AT))).isTrue();
    assertThat(open(run(told, null, outcome, answer, AT))).isFalse();
    assertThat(open(run(told, null, outcome, null, null))).isFalse();
    assertThat(open(run(null, null, outcome, null, null))).isFalse();
    assertThat(open(run(null, null, null, null, null))).isTrue();
    assertThat(
            open(
                SampleRuns.signalling(
                    new CompletionHandle("https://h/", "s-1", AT),
                    run(told, null, outcome, answer, AT))))
        .isTrue();
  }

  @Test
  void runWhoseUrlIsForgottenIsStillSomebodys() {
    Requester requester = new Requester(new ResponseIdentity("p-1", "s-1", "r-1", "Seed"), null);
    Run run = run(requester, null, null, null, AT);

    assertThat(RunCodec.write(run)).doesNotContainKey("responseUrl");
    assertThat(RunCodec.read(RunCodec.write(run))).isEqualTo(run);
  }

  @Test
  void runWithoutARequiredFieldIsNamedByTheField() {
    for (String name : List.of("runId", "requestedAt", "deadline", "answerBy", "endBy")) {
      Map<String, AttributeValue> item = new LinkedHashMap<>(bareRun());
      item.remove(name);

      assertThatThrownBy(() -> RunCodec.read(item))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a stored item has no '%s'".formatted(name));
    }
  }

  // Progress

  @Test
  void wholeProgress() {
    Progress progress =
        new Progress(
            RunState.LOADING, 5, 4, 3, 2, COUNTS, new FirstReject(7, 18_230, "key is empty"));
    Map<String, AttributeValue> item =
        with(
            COUNTS_ITEM,
            Map.of(
                "v", n("1"),
                "state", s("LOADING"),
                "objects", n("5"),
                "objectsSplit", n("4"),
                "totalChunks", n("3"),
                "doneChunks", n("2"),
                "firstReject",
                    m(
                        Map.of(
                            "object", n("7"), "offset", n("18230"), "reason", s("key is empty")))));

    assertThat(ProgressCodec.write(progress)).isEqualTo(item);
    assertThat(ProgressCodec.read(item)).isEqualTo(progress);
  }

  @Test
  void progressWithoutCountsYetReadsAsZero() {
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "state", s("PLANNING"),
            "objects", n("1"),
            "objectsSplit", n("0"),
            "totalChunks", n("0"),
            "doneChunks", n("0"));

    assertThat(ProgressCodec.read(item)).isEqualTo(Progress.planning(1));
  }

  @Test
  void largestProgressStaysUnderOneKilobyte() {
    Progress largest =
        new Progress(
            RunState.SUCCEEDED,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            new Counts(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 0, Long.MAX_VALUE, 123_456_789_012.5),
            new FirstReject(Integer.MAX_VALUE, Long.MAX_VALUE, "€".repeat(300)));

    assertThat(sizeBytes(ProgressCodec.write(largest))).isBetween(800, 960);
  }

  // Resources

  @Test
  void wholeResource() {
    Resource resource =
        new Resource(
            7,
            AT,
            "run-2",
            "r-2",
            "run-1",
            "p-1",
            new LastGood("run-0", "hash", "v1", Map.of("RunId", "run-0")));
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "revision", n("7"),
            "latestTimestamp", n("1714564800123"),
            "latestRun", s("run-2"),
            "latestRequestId", s("r-2"),
            "currentRun", s("run-1"),
            "physicalResourceId", s("p-1"),
            "lastGood",
                m(
                    Map.of(
                        "runId", s("run-0"),
                        "reingestHash", s("hash"),
                        "sourceVersion", s("v1"),
                        "data", m(Map.of("RunId", s("run-0"))))));

    assertThat(ResourceCodec.write(resource)).isEqualTo(item);
    assertThat(ResourceCodec.read(item)).isEqualTo(resource);
  }

  @Test
  void bareResource() {
    Resource resource =
        new Resource(7, AT, null, null, null, null, new LastGood("run-0", "hash", null, Map.of()));
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "revision", n("7"),
            "latestTimestamp", n("1714564800123"),
            "lastGood",
                m(
                    Map.of(
                        "runId", s("run-0"),
                        "reingestHash", s("hash"),
                        "data", m(Map.of()))));

    assertThat(ResourceCodec.write(resource)).isEqualTo(item);
    assertThat(ResourceCodec.read(item)).isEqualTo(resource);
  }

  // Pages

  @Test
  void wholePage() {
    PlanPage page =
        new PlanPage(
            "run-1",
            2,
            3,
            List.of(new ByteRange(0, 4_194_304), new ByteRange(4_194_304, 5_000_000_000L)));
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "runId", s("run-1"),
            "object", n("2"),
            "page", n("3"),
            "ranges", s("0-4194304 4194304-5000000000"));

    assertThat(PlanPageCodec.write(page)).isEqualTo(item);
    assertThat(PlanPageCodec.read(item)).isEqualTo(page);
  }

  @Test
  void fullPageOfTheLargestOffsetsIsReadBack() {
    List<ByteRange> ranges =
        IntStream.range(0, PlanPage.SIZE)
            .mapToObj(n -> new ByteRange(Long.MAX_VALUE - 200 + n, Long.MAX_VALUE - 199 + n))
            .toList();
    PlanPage page = new PlanPage("run-1", 99_999, 999_999, ranges);

    assertThat(PlanPageCodec.read(PlanPageCodec.write(page))).isEqualTo(page);
  }

  // Markers

  @Test
  void refusedLeaseIsToldFromTheMarker() {
    LeaseRequest request = new LeaseRequest("b", AT, AT.plusSeconds(105));
    Map<String, AttributeValue> leased =
        Map.of(
            "v", n("1"),
            "status", s("LEASED"),
            "owner", s("a"),
            "leaseUntil", n("1714564800123"),
            "attempts", n("3"));
    Map<String, AttributeValue> expired = with(leased, Map.of("leaseUntil", n("1714564800122")));

    assertThat(MarkerCodec.refusal(Map.of("status", s("DONE")), request))
        .isEqualTo(new Lease.Done());
    assertThat(MarkerCodec.refusal(leased, request)).isEqualTo(new Lease.Held(AT));
    assertThat(MarkerCodec.refusal(expired, request)).isEqualTo(new Lease.Exhausted(3, null));
    assertThat(MarkerCodec.refusal(with(expired, Map.of("cause", s("IOException"))), request))
        .isEqualTo(new Lease.Exhausted(3, "IOException"));
  }

  @Test
  void leaseRefusedToItsOwnOwnerWasGrantedBefore() {
    LeaseRequest request = new LeaseRequest("a", AT, AT.plusSeconds(105));
    Map<String, AttributeValue> leased =
        Map.of(
            "v", n("1"),
            "status", s("LEASED"),
            "owner", s("a"),
            "leaseUntil", n("1714564905123"),
            "attempts", n("3"));

    assertThat(MarkerCodec.refusal(leased, request)).isEqualTo(new Lease.Granted());
    assertThat(MarkerCodec.refusal(with(leased, Map.of("leaseUntil", n("1714564800122"))), request))
        .isEqualTo(new Lease.Exhausted(3, null));
  }

  @Test
  void leasedChunk() {
    Map<String, AttributeValue> leased =
        Map.of(
            "pk", s("RUN#run-1"),
            "sk", s("CHUNK#00002#00000034"),
            "v", n("1"),
            "status", s("LEASED"),
            "owner", s("a"),
            "leaseUntil", n("1714564800123"),
            "attempts", n("2"));
    Map<String, AttributeValue> queuedAgain =
        with(leased, Map.of("cause", s("IOException"), "queuedAt", n("1714564860123")));

    assertThat(MarkerCodec.chunk("run-1", leased))
        .isEqualTo(
            new ChunkMarker(new ChunkId("run-1", 2, 34), null, AT, null, 2, null, List.of()));
    assertThat(MarkerCodec.chunk("run-1", queuedAgain))
        .isEqualTo(
            new ChunkMarker(
                new ChunkId("run-1", 2, 34), null, AT, null, 2, "IOException", List.of()));
  }

  @Test
  void pausedChunk() {
    Map<String, AttributeValue> paused =
        Map.of(
            "sk", s("CHUNK#00002#00000034"),
            "v", n("1"),
            "status", s("PAUSED"),
            "attempts", n("0"),
            "resumeAt", n("1714564800123"),
            "continuation",
                m(
                    with(
                        COUNTS_ITEM,
                        Map.of(
                            "position", n("7"),
                            "settledPast", n("3"),
                            "firstReject",
                                m(Map.of("object", n("2"), "offset", n("5"), "reason", s("r"))),
                            "reportFiles",
                                AttributeValue.fromL(List.of(s("rejects/r/2-34/7-a.jsonl")))))));
    Continuation continuation =
        new Continuation(
            7,
            3,
            COUNTS,
            new ChunkRejects(new FirstReject(2, 5, "r"), List.of("rejects/r/2-34/7-a.jsonl")));

    assertThat(MarkerCodec.chunk("run-1", paused))
        .isEqualTo(
            new ChunkMarker(
                new ChunkId("run-1", 2, 34), null, Instant.EPOCH, AT, 0, null, List.of()));
    assertThat(MarkerCodec.refusal(paused, new LeaseRequest("a", AT.minusMillis(1), AT)))
        .isEqualTo(new Lease.Resting(AT));
    assertThat(MarkerCodec.continuation(paused)).contains(continuation);
    assertThat(m(MarkerCodec.continuation(continuation).toMap()))
        .isEqualTo(paused.get("continuation"));
    assertThat(MarkerCodec.continuation(Map.of())).isEmpty();
  }

  @Test
  void loadThatSkipsExistingItemsUnderACap() {
    Load load =
        new Load(
            new SourceFile(
                new SourceObject(new SourceLocation("b1-data", "k"), "v1", "e1", 7),
                Layout.of(Format.JSON_LINES, 0)),
            Fakes.ORDERS,
            Shaping.NONE,
            false,
            4_194_304,
            true,
            MaxRejected.none(),
            new WriteOptions(WriteMode.SKIP_EXISTING, 500L),
            "ingest-1",
            "hash",
            null);

    Map<String, AttributeValue> written = LoadCodec.write(load).toMap();

    assertThat(written)
        .containsEntry("writeMode", s("SKIP_EXISTING"))
        .containsEntry("maxWriteUnitsPerSecond", n("500"));
    assertThat(LoadCodec.read(Attributes.read(written))).isEqualTo(load);
  }

  @Test
  void doneChunk() {
    Map<String, AttributeValue> done =
        with(
            COUNTS_ITEM,
            Map.of(
                "sk", s("CHUNK#00002#00000034"),
                "v", n("1"),
                "status", s("DONE"),
                "attempts", n("2")));

    assertThat(MarkerCodec.chunk("run-1", done))
        .isEqualTo(
            new ChunkMarker(
                new ChunkId("run-1", 2, 34), COUNTS, Instant.EPOCH, null, 2, null, List.of()));
  }

  @Test
  void doneChunkWithRejects() {
    Map<String, AttributeValue> done =
        with(
            COUNTS_ITEM,
            Map.of(
                "sk",
                s("CHUNK#00002#00000034"),
                "status",
                s("DONE"),
                "attempts",
                n("2"),
                "reportFiles",
                AttributeValue.fromL(
                    List.of(s("rejects/r/2-34/7-a.jsonl"), s("rejects/r/2-34/9-a.jsonl")))));
    List<String> files = List.of("rejects/r/2-34/7-a.jsonl", "rejects/r/2-34/9-a.jsonl");

    assertThat(MarkerCodec.chunk("run-1", done))
        .isEqualTo(
            new ChunkMarker(
                new ChunkId("run-1", 2, 34), COUNTS, Instant.EPOCH, null, 2, null, files));
    assertThat(Attributes.texts(files)).isEqualTo(done.get("reportFiles"));
  }

  @Test
  void linesOfTheRejectReport() {
    RejectedRecord text =
        new RejectedRecord(
            "s3://b1-data/größe.json",
            "v1",
            5_000_000_000L,
            7,
            RejectCode.KEY_EMPTY,
            "key 'größe' is empty",
            new RawRecord(Binary.of("{\"größe\":\"\"}\r".getBytes(UTF_8)), false));
    RejectedRecord bytes =
        new RejectedRecord(
            "s3://b1-data/o.json",
            null,
            0,
            1,
            RejectCode.NOT_UTF8,
            "not valid UTF-8 at byte 0",
            new RawRecord(Binary.of(new byte[] {(byte) 0xFF, 0, 1}), true));

    assertThat(new String(RejectedRecordCodec.write(List.of(text, bytes)), UTF_8))
        .isEqualTo(
            """
            {"object":"s3://b1-data/größe.json","versionId":"v1","offset":5000000000,"record":7,\
            "code":"KEY_EMPTY","reason":"key 'größe' is empty","raw":"{\\"größe\\":\\"\\"}\\r"}
            {"object":"s3://b1-data/o.json","offset":0,"record":1,"code":"NOT_UTF8",\
            "reason":"not valid UTF-8 at byte 0","rawBase64":"/wAB","truncated":true}
            """);
  }

  @Test
  void cursorOfAnObject() {
    PlanCursor cursor =
        new PlanCursor(
            5_000_000_000L, 202, List.of(new ByteRange(1, 20), new ByteRange(21, 5_000_000_000L)));
    Map<String, AttributeValue> item =
        Map.of("offset", n("5000000000"), "cuts", n("202"), "begun", s("1-20 21-5000000000"));

    assertThat(MarkerCodec.cursor(cursor).toMap()).isEqualTo(item);
    assertThat(MarkerCodec.cursor(Map.of("cursor", AttributeValue.fromM(item)))).isEqualTo(cursor);
    assertThat(MarkerCodec.cursor(Map.of("status", s("LEASED")))).isEqualTo(PlanCursor.START);
  }

  @Test
  void cursorAtAPagesEnd() {
    PlanCursor cursor = new PlanCursor(1_000, 100, List.of());

    assertThat(
            MarkerCodec.cursor(
                Map.of("cursor", AttributeValue.fromM(MarkerCodec.cursor(cursor).toMap()))))
        .isEqualTo(cursor);
  }

  // Listings

  @Test
  void pageOfAListing() {
    ListingPage page =
        new ListingPage(
            "run-1",
            "abc",
            2,
            List.of(
                new SourceObject(new SourceLocation("b1-data", "a/b.json"), "v1", "\"e1\"", 7),
                new SourceObject(
                    new SourceLocation("b1-data", "ä"), null, "\"e2\"", 5_000_000_000L)));
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "runId", s("run-1"),
            "listing", s("abc"),
            "page", n("2"),
            "objects",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromM(
                            Map.of(
                                "bucket", s("b1-data"),
                                "key", s("a/b.json"),
                                "versionId", s("v1"),
                                "eTag", s("\"e1\""),
                                "sizeBytes", n("7"))),
                        AttributeValue.fromM(
                            Map.of(
                                "bucket", s("b1-data"),
                                "key", s("ä"),
                                "eTag", s("\"e2\""),
                                "sizeBytes", n("5000000000"))))));

    assertThat(ListingPageCodec.write(page)).isEqualTo(item);
    assertThat(ListingPageCodec.read(item)).isEqualTo(page);
  }

  @Test
  void sourceThatIsAListing() {
    SourceListing listing =
        new SourceListing("run-0", "abc", "s3://b1-data/a/", 3, LayoutRequest.AUTO);
    Map<String, AttributeValue> item =
        Map.of(
            "listing",
            AttributeValue.fromM(
                Map.of(
                    "runId", s("run-0"),
                    "id", s("abc"),
                    "name", s("s3://b1-data/a/"),
                    "objects", n("3"),
                    "layout", AttributeValue.fromM(Map.of()))));

    assertThat(SourceCodec.write(listing).toMap()).isEqualTo(item);
    assertThat(SourceCodec.read(Attributes.read(item))).isEqualTo(listing);
  }

  @Test
  void layoutThatIsAskedForInFull() {
    LayoutRequest request =
        new LayoutRequest(
            Format.CSV,
            Compression.GZIP,
            new CsvOptions(
                ';', List.of("id", "price"), Map.of("price", CsvType.N), CsvEmpty.NULL, false));
    Map<String, AttributeValue> item =
        Map.of(
            "format", s("CSV"),
            "compression", s("GZIP"),
            "csv",
                AttributeValue.fromM(
                    Map.of(
                        "delimiter", s(";"),
                        "header", AttributeValue.fromL(List.of(s("id"), s("price"))),
                        "types", AttributeValue.fromM(Map.of("price", s("N"))),
                        "empty", s("NULL"),
                        "quotedNewlines", AttributeValue.fromBool(false))));

    assertThat(LayoutRequestCodec.write(request).toMap()).isEqualTo(item);
    assertThat(LayoutRequestCodec.read(Attributes.read(item))).isEqualTo(request);
  }

  // Watches

  @Test
  void wholeWatch() {
    Watch watch = new Watch(7, 5_000_000_000L, 3, AT, AT.plusMillis(1), AT.plusMillis(2));
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "revision", n("7"),
            "doneChunks", n("5000000000"),
            "objectsSplit", n("3"),
            "since", n("1714564800123"),
            "emptySince", n("1714564800124"),
            "requeuedAt", n("1714564800125"));

    assertThat(WatchCodec.write(watch)).isEqualTo(item);
    assertThat(WatchCodec.read(item)).isEqualTo(watch);
  }

  @Test
  void bareWatch() {
    Watch watch = new Watch(1, 0, 0, AT, null, null);
    Map<String, AttributeValue> item =
        Map.of(
            "v", n("1"),
            "revision", n("1"),
            "doneChunks", n("0"),
            "objectsSplit", n("0"),
            "since", n("1714564800123"));

    assertThat(WatchCodec.write(watch)).isEqualTo(item);
    assertThat(WatchCodec.read(item)).isEqualTo(watch);
  }

  // Counts

  @Test
  void everyCountIsSetInTheMarkerAndAddedToTheProgress() {
    assertThat(Additions.SET)
        .isEqualTo(
            "bytesRead = :bytesRead, itemsRejected = :itemsRejected,"
                + " itemsSampledOut = :itemsSampledOut, itemsSkipped = :itemsSkipped,"
                + " itemsWritten = :itemsWritten, recordsRead = :recordsRead,"
                + " writeUnits = :writeUnits");
    assertThat(Additions.ADD).isEqualTo(Additions.SET.replaceAll(" = ", " "));
    assertThat(Additions.values(COUNTS))
        .isEqualTo(
            COUNTS_ITEM.entrySet().stream()
                .collect(Collectors.toMap(entry -> ":" + entry.getKey(), Map.Entry::getValue)));
  }

  @Test
  void decimalsAreWrittenAsDynamoDbReadsThem() {
    assertThat(Attributes.n(1.0E10)).isEqualTo(n("10000000000"));
    assertThat(Attributes.n(0.5)).isEqualTo(n("0.5"));
    assertThat(Attributes.n(1.0E-7)).isEqualTo(n("0.00000010"));
  }

  // Keys

  @Test
  void keysSortByNumber() {
    assertThat(Keys.run("r")).isEqualTo(key("RUN#r", "RUN"));
    assertThat(Keys.progress("r")).isEqualTo(key("RUN#r", "PROGRESS"));
    assertThat(Keys.page("r", 2, 34)).isEqualTo(key("RUN#r", "PLAN#00002#000034"));
    assertThat(Keys.marker(new ObjectId("r", 2))).isEqualTo(key("RUN#r", "OBJECT#00002"));
    assertThat(Keys.object("r", 2)).isEqualTo(key("RUN#r", "OBJECT#00002"));
    assertThat(Keys.marker(new ChunkId("r", 2, 34)))
        .isEqualTo(key("RUN#r", "CHUNK#00002#00000034"));
    assertThat(Keys.watch("r")).isEqualTo(key("RUN#r", "WATCH"));
    assertThat(Keys.resource(new ResourceKey("h"))).isEqualTo(key("RESOURCE#h", "RESOURCE"));
  }

  @Test
  void runAndChunkAreReadFromTheirKeys() {
    ChunkId chunk = new ChunkId("r#1", 99_999, 12_345_678);
    Map<String, AttributeValue> key = Keys.marker(chunk);

    assertThat(Keys.runId(Attributes.read(key).text("pk"))).isEqualTo("r#1");
    assertThat(Keys.chunk("r#1", Attributes.read(key).text("sk"))).isEqualTo(chunk);
  }

  /** "DynamoDB item sizes", Developer Guide. Keys and expiry take 64 bytes more. */
  private static int sizeBytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + sizeBytes(entry.getValue()))
        .sum();
  }

  private static int sizeBytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
      case N -> (value.n().length() + 1) / 2 + 1;
      case M -> 3 + value.m().size() + sizeBytes(value.m());
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static boolean open(Run run) {
    return s("OPEN").equals(RunCodec.write(run).get("open"));
  }

  private static Run run(
      @Nullable Requester requester,
      @Nullable Load load,
      @Nullable Outcome outcome,
      @Nullable Answer answer,
      @Nullable Instant answeredAt) {
    return new Run(
        "run-1",
        new ResourceKey("resource-1"),
        "Create",
        requester,
        null,
        AT.plusSeconds(1),
        AT.plusSeconds(2),
        new Deadlines(AT.plusSeconds(3), AT.plusSeconds(4), AT.plusSeconds(5)),
        Silence.NOTHING_BEFORE,
        load,
        outcome,
        answer,
        answeredAt,
        null,
        false);
  }

  private static Map<String, AttributeValue> bareRun() {
    return Map.of(
        "v", n("1"),
        "runId", s("run-1"),
        "resource", s("resource-1"),
        "requestType", s("Create"),
        "requestedAt", n("1714564801123"),
        "acceptedAt", n("1714564802123"),
        "deadline", n("1714564803123"),
        "answerBy", n("1714564804123"),
        "endBy", n("1714564805123"),
        "quietAt", n("0"));
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", s(pk), "sk", s(sk));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> both = new LinkedHashMap<>(item);
    both.putAll(more);
    return both;
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  private static AttributeValue m(Map<String, AttributeValue> map) {
    return AttributeValue.fromM(map);
  }
}
