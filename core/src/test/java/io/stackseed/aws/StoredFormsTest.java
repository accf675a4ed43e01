package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Messages;
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
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseStatus;
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
import io.stackseed.run.Silence;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.run.Watch;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.Sampling;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What earlier versions have stored or queued is understood: runs outlive an upgrade. The files are
 * what was written when they were made, and are never changed. Where a form is written differently
 * from now on, a file is added, and the older ones stay.
 */
class StoredFormsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant AT = Instant.ofEpochMilli(1_795_953_600_123L);
  private static final Counts COUNTS = new Counts(10, 4, 3, 2, 1, 5_000_000_000L, 2.5);
  private static final ChunkRejects REJECTS =
      new ChunkRejects(
          new FirstReject(2, 5, "key 'id' is empty"), List.of("rejects/run-1/2-34/7-a.jsonl"));

  /**
   * A stored form.
   *
   * @param file its name, without {@code .json}
   * @param value what it means
   * @param write null for what is only written in part, by updates
   */
  private record Form<T>(
      String file, T value, Function<JsonNode, T> read, @Nullable Function<T, Object> write) {

    static <T> Form<T> item(
        String file,
        T value,
        Function<Map<String, AttributeValue>, T> read,
        @Nullable Function<T, Map<String, AttributeValue>> write) {
      return new Form<>(
          file, value, json -> read.apply(attributes(json)), write == null ? null : write::apply);
    }

    static <T> Form<T> message(
        String file, T value, Function<String, T> read, Function<T, String> write) {
      return new Form<>(file, value, json -> read.apply(json.toString()), write::apply);
    }

    T stored() {
      return read.apply(golden(file));
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Form<?>> forms() {
    return List.of(
        Form.item("run-that-failed", runThatFailed(), RunCodec::read, RunCodec::write),
        Form.item("run-of-a-prefix", runOfAPrefix(null, false), RunCodec::read, RunCodec::write),
        Form.item("run-to-be-announced", runOfAPrefix(AT, true), RunCodec::read, RunCodec::write),
        Form.item(
            "progress",
            new Progress(RunState.LOADING, 5, 4, 3, 2, COUNTS, new FirstReject(7, 18_230, "no")),
            ProgressCodec::read,
            ProgressCodec::write),
        Form.item(
            "resource",
            new Resource(
                7,
                AT,
                "run-2",
                "r-2",
                "run-1",
                "p-1",
                new LastGood("run-0", "hash", "v1", Map.of("RunId", "run-0"))),
            ResourceCodec::read,
            ResourceCodec::write),
        Form.item(
            "plan-page",
            new PlanPage(
                "run-1",
                2,
                3,
                List.of(new ByteRange(0, 4_194_304), new ByteRange(4_194_304, 5_000_000_000L))),
            PlanPageCodec::read,
            PlanPageCodec::write),
        Form.item(
            "listing-page",
            new ListingPage("run-1", "abc", 2, List.of(object("a/b.json"), object("größe.json"))),
            ListingPageCodec::read,
            ListingPageCodec::write),
        Form.item(
            "watch",
            new Watch(7, 5_000_000_000L, 3, AT, AT.plusMillis(1), AT.plusMillis(2)),
            WatchCodec::read,
            WatchCodec::write),
        Form.item(
            "object-under-its-lease",
            new PlanCursor(5_000_000_000L, 202, List.of(new ByteRange(1, 20))),
            MarkerCodec::cursor,
            null),
        Form.item(
            "object-whose-layout-was-found",
            csvFile(),
            item -> MarkerCodec.file(item).orElseThrow(),
            null),
        chunk("chunk-leased", null, AT, null, "IOException", List.of()),
        chunk("chunk-paused", null, Instant.EPOCH, AT, null, List.of()),
        chunk("chunk-done", COUNTS, Instant.EPOCH, null, null, REJECTS.reportFiles()),
        Form.item(
            "chunk-paused",
            new Continuation(7, 3, COUNTS, REJECTS),
            item -> MarkerCodec.continuation(item).orElseThrow(),
            null),
        Form.message(
            "chunk-message",
            new ChunkMessage(new ChunkId("run-1", 2, 34), new ByteRange(7, 5_000_000_000L)),
            Messages::readChunk,
            Messages::write),
        Form.message(
            "split-message", new ObjectId("run-1", 2), Messages::readObject, Messages::write));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isUnderstood(Form<?> form) {
    assertThat(form.stored()).isEqualTo(form.value());
  }

  /** Who writes a form in another way adds a file of it. */
  @ParameterizedTest
  @MethodSource("forms")
  void isStillWrittenLikeThis(Form<?> form) {
    assertWritten(form);
  }

  private static <T> void assertWritten(Form<T> form) {
    if (form.write() != null) {
      Object written = form.write().apply(form.value());
      Object golden =
          written instanceof String
              ? golden(form.file()).toString()
              : attributes(golden(form.file()));
      assertThat(written).isEqualTo(golden);
    }
  }

  private static Form<ChunkMarker> chunk(
      String file,
      @Nullable Counts counts,
      Instant leaseUntil,
      @Nullable Instant resumeAt,
      @Nullable String cause,
      List<String> reportFiles) {
    return Form.item(
        file,
        new ChunkMarker(
            new ChunkId("run-1", 2, 34), counts, leaseUntil, resumeAt, 2, cause, reportFiles),
        item -> MarkerCodec.chunk("run-1", item),
        null);
  }

  private static Run runThatFailed() {
    return run(
        new Requester(new ResponseIdentity("p-1", "s-1", "r-1", "Seed"), "https://u/?x=y"),
        new CompletionHandle("https://h/?x=y", "s-1", AT.plusMillis(2)),
        new Load(
            new SourceFile(object("größe.jsonl"), Layout.of(Format.JSON_LINES, 3)),
            table(),
            new Shaping(
                new Sampling("customerId", new BigDecimal("2.5")),
                List.of(path("a.b")),
                List.of(path("email")),
                "arn:key version-1",
                Map.of(path("ttl"), new Value.N("1795348800"))),
            true,
            4_194_304,
            false,
            MaxRejected.parse("2.5%"),
            new WriteOptions(WriteMode.SKIP_EXISTING, 500L),
            "ingest-1",
            "hash",
            "run-0"),
        new Outcome(RunState.FAILED, "Why.", AT, COUNTS, 7),
        new Answer(ResponseStatus.FAILED, "Why.", Map.of("RunId", "run-1")),
        AT.plusMillis(1),
        null,
        false);
  }

  private static Run runOfAPrefix(@Nullable Instant firstItemAt, boolean unannounced) {
    return run(
        null,
        null,
        new Load(
            new SourceListing(
                "run-1",
                "abc",
                "s3://b1-data/a/",
                3,
                new LayoutRequest(
                    Format.CSV,
                    Compression.GZIP,
                    new CsvOptions(
                        ';', List.of("id"), Map.of("id", CsvType.N), CsvEmpty.NULL, false))),
            table(),
            Shaping.NONE,
            false,
            4_194_304,
            true,
            MaxRejected.none(),
            WriteOptions.DEFAULT,
            "ingest-1",
            "hash",
            null),
        null,
        null,
        null,
        firstItemAt,
        unannounced);
  }

  private static Run run(
      @Nullable Requester requester,
      @Nullable CompletionHandle handle,
      Load load,
      @Nullable Outcome outcome,
      @Nullable Answer answer,
      @Nullable Instant answeredAt,
      @Nullable Instant firstItemAt,
      boolean unannounced) {
    return new Run(
        "run-1",
        new ResourceKey("resource-1"),
        "Create",
        requester,
        handle,
        AT.plusSeconds(1),
        AT.plusSeconds(2),
        new Deadlines(AT.plusSeconds(3), AT.plusSeconds(4), AT.plusSeconds(5)),
        Silence.NOTHING_BEFORE,
        load,
        outcome,
        answer,
        answeredAt,
        firstItemAt,
        unannounced);
  }

  private static SourceFile csvFile() {
    return new SourceFile(
        object("a.csv.gz"),
        new Layout(
            Format.CSV,
            Compression.NONE,
            false,
            12,
            new CsvLayout(
                '\t', List.of("id", "größe"), Map.of("größe", CsvType.N), CsvEmpty.NULL, true)),
        new StagedContent("ingest-1", "staging/run-1/0/", 16_777_216, 5_000_000_000L));
  }

  private static SourceObject object(String key) {
    return new SourceObject(new SourceLocation("b1-data", key), "v1", "\"e1\"", 5_000_000_000L);
  }

  private static TableSchema table() {
    return new TableSchema(
        "orders",
        "arn:orders",
        new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.N)),
        List.of(new IndexSchema("by-b", new KeySchema(new KeyAttribute("b", KeyType.B), null))));
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static JsonNode golden(String file) {
    try (InputStream golden =
        StoredFormsTest.class.getResourceAsStream("stored/" + file + ".json")) {
      return JSON.readTree(Objects.requireNonNull(golden, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of DynamoDB JSON. */
  private static Map<String, AttributeValue> attributes(JsonNode item) {
    return item.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(value.textValue());
      case "N" -> AttributeValue.fromN(value.textValue());
      case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
      case "M" -> AttributeValue.fromM(attributes(value));
      case "L" ->
          AttributeValue.fromL(
              StreamSupport.stream(value.spliterator(), false)
                  .map(StoredFormsTest::value)
                  .toList());
      default -> throw new IllegalArgumentException(typed.toString());
    };
  }
}
