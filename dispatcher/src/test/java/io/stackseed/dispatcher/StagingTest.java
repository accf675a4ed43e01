package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ObjectId;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.RunState;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.run.Sources;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceUnavailableException;
import io.stackseed.source.StagedContent;
import io.stackseed.testing.Fakes;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gzip of lines in 588 KB, staged in parts of 200,000 bytes and cut at 256 KiB. */
class StagingTest {
  private static final int LINES = 7_000;
  private static final int CHUNKS = 3;
  private static final int PARTS = 3;
  private static final int PART_BYTES = 200_000;

  /** When a message comes back whose attempt failed. */
  private static final Duration RETRY = Duration.ofSeconds(16);

  /** How long a lease outlasts the death of its owner, and a moment. */
  private static final Duration LEASE = RequestsScene.INVOCATION.plusSeconds(16);

  /** All but what is kept for queueing: no time for more than one part. */
  private static final Duration NO_TIME = Duration.ofSeconds(30);

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private final Splits splits =
      scene.splits(new Planner.Stride(1_000, 100, Duration.ofSeconds(5), PART_BYTES));

  @BeforeEach
  void putLargeFile() throws IOException {
    put(gzip(lines()));
  }

  @Test
  void aCompressedObjectOfOneChunkIsNotStaged() throws IOException {
    put(gzip("{\"id\":\"a\"}\n"));
    create();

    assertThat(fakes.splits.sent()).isEmpty();
    assertThat(fakes.chunks.sent()).hasSize(1);
  }

  @Test
  void aLargeOneIsStagedCutAndCounted() throws IOException {
    create();
    assertThat(fakes.splits.sent()).containsExactly(object());
    assertThat(fakes.chunks.sent()).isEmpty();

    assertThat(split()).isEqualTo(new Done());

    assertThat(staged())
        .isEqualTo(
            new StagedContent(
                "ingest",
                "staging/" + scene.run().id() + "/0/",
                PART_BYTES,
                lines().getBytes(UTF_8).length));
    assertLoadedOnce();
  }

  @Test
  void theObjectsNameIsStillItsOwn() {
    create();
    split();

    assertThat(file().name()).isEqualTo("s3://ingest/orders.jsonl.gz");
  }

  @Test
  void stagingThatRunsOutOfTimeIsGoneOnWithByAnother() throws IOException {
    create();
    int passes = 0;

    for (; passes < fakes.splits.sent().size(); passes++) {
      assertThat(handle(NO_TIME.plusNanos(passes == 0 ? 0 : 1))).isEqualTo(new Done());
      if (passes == 0) {
        assertThat(staged().sizeBytes()).isEqualTo(PART_BYTES);
        assertThat(fakes.chunks.sent()).isEmpty();
      }
    }

    assertThat(passes).isGreaterThan(1);
    assertLoadedOnce();
  }

  @Test
  void aPartThatIsStagedIsNotWrittenAgain() {
    create();
    handle(NO_TIME);
    String first = version(0);

    split();

    assertThat(version(0)).isEqualTo(first);
    assertThat(IntStream.range(0, PARTS).mapToObj(this::version)).doesNotHaveDuplicates();
    assertThatThrownBy(() -> version(PARTS)).isInstanceOf(SourceUnavailableException.class);
  }

  @Test
  void anObjectThatIsTooMuchToBeDecompressedInOneGoFailsSayingSo() {
    create();
    handle(NO_TIME);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(handle(NO_TIME)).isEqualTo(new RetryIn(RETRY));
      fakes.time.advance(RETRY);
    }
    assertThat(handle(NO_TIME)).isEqualTo(new Done());

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://ingest/orders.jsonl.gz holds more than 200,000 bytes, the"
                + " most that can be decompressed in one go. Upload it decompressed, or as several"
                + " objects.");
  }

  @Test
  void anOwnerThatDiesAnywhereIsFollowedByAnother() throws IOException {
    for (String call : List.of("lease", "file", "saveFile", "cursor", "savePage", "objectSplit")) {
      create();
      fakes.runs.killBefore(call);
      assertThatThrownBy(this::split).isInstanceOf(InMemoryRunStore.Killed.class);
      fakes.time.advance(LEASE);
      if (!call.equals("objectSplit")) {
        fakes.runs.killAfter(call);
        assertThatThrownBy(this::split).isInstanceOf(InMemoryRunStore.Killed.class);
        fakes.time.advance(LEASE);
      }
      split();
      assertLoadedOnce();
      fakes.time.advance(Duration.ofMinutes(10));
    }
  }

  @Test
  void aPartThatCannotBeStagedBringsTheMessageBack() throws IOException {
    create();
    fakes.objects.failNextStaging();

    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    assertLoadedOnce();
  }

  @Test
  void aStreamThatBreaksOffIsNotTakenForTheEnd() throws IOException {
    create();
    fakes.objects.truncateOpen(fakes.objects.opened().size() + 1, 1_000);

    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    assertLoadedOnce();
  }

  @Test
  void dataThatIsBrokenFurtherOnFailsTheRunNamingTheByte() throws IOException {
    byte[] gzip = gzip(lines());
    put(Arrays.copyOf(gzip, gzip.length - 5));
    create();

    assertThat(split()).isEqualTo(new Done());

    assertThat(scene.told())
        .startsWith("FAILED: DataIngestFile: s3://ingest/orders.jsonl.gz byte ")
        .endsWith(": the gzip data ends early, as decompressed up to here. Correct the file.");
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void theVersionIsStagedThatWasPlanned() throws IOException {
    create();
    handle(NO_TIME);
    put(gzip("{\"id\":\"another\"}\n".repeat(LINES)));

    split();

    assertLoadedOnce();
  }

  @Test
  void aCancelledRunIsStagedNoFurther() {
    create();
    fakes.runs.meanwhile(
        "saveFile", () -> fakes.completion.cancel(object().runId(), new Superseded("a Delete")));

    assertThat(split()).isEqualTo(new Done());

    assertThat(fakes.splits.sent()).hasSize(1);
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThatThrownBy(() -> version(1)).isInstanceOf(SourceUnavailableException.class);
  }

  @Test
  void aWholeBucketIsReadWithoutWhatIsStagedInIt() {
    create();
    split();
    fakes.objects.delete("ingest", "orders.jsonl.gz");
    scene.put("a.jsonl", "{\"id\":\"a\"}\n");

    scene.publish(RequestText.create("request-2").property("DataIngestFile", "s3://ingest/"));

    SourceListing listing = (SourceListing) Objects.requireNonNull(scene.run().load()).source();
    assertThat(fakes.runs.listing(listing.runId(), listing.id(), 0).orElseThrow().objects())
        .extracting(source -> source.location().key())
        .contains("a.jsonl")
        .noneMatch(key -> key.startsWith("staging/"));
  }

  private void create() {
    scene.publish(
        RequestText.create("request-" + fakes.time.now())
            .property("DataIngestFile", "orders.jsonl.gz")
            .property("DataVersion", fakes.time.now().toString())
            .property("ChunkBytes", "262144"));
  }

  private ObjectId object() {
    return new ObjectId(scene.run().id(), 0);
  }

  private SourceFile file() {
    return new Sources(fakes.runs)
        .file(Objects.requireNonNull(scene.run().load()).source(), object());
  }

  private StagedContent staged() {
    return Objects.requireNonNull(file().staged());
  }

  private String version(int part) {
    String key = "staging/%s/0/%05d".formatted(scene.run().id(), part);
    return Objects.requireNonNull(
        fakes.objects.describe(new SourceLocation("ingest", key), null).versionId());
  }

  private Acknowledgement split() {
    return handle(RequestsScene.INVOCATION);
  }

  private Acknowledgement handle(Duration time) {
    try {
      return splits.handle(object(), fakes.time.now().plus(time));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertLoadedOnce() throws IOException {
    List<ChunkMessage> messages =
        fakes.chunks.sent().stream()
            .filter(message -> message.chunk().runId().equals(scene.run().id()))
            .distinct()
            .toList();
    assertThat(messages).hasSize(CHUNKS);
    SourceFile file = file();
    int records = 0;
    for (ChunkMessage message : messages) {
      try (RecordReader reader =
          RecordReaders.open(file.layout(), fakes.objects, file.content(), message.range())) {
        while (reader.next() != null) {
          records++;
        }
      }
    }
    assertThat(records).isEqualTo(LINES);
    assertThat(messages.stream().mapToLong(message -> message.range().length()).sum())
        .isEqualTo(lines().getBytes(UTF_8).length);
    scene.loadAll();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.progress().totalChunks()).isEqualTo(CHUNKS);
  }

  private void put(byte[] bytes) {
    fakes.objects.put("ingest", "orders.jsonl.gz", bytes);
  }

  private static String lines() {
    return IntStream.range(0, LINES)
        .mapToObj(
            line ->
                "{\"id\":\"%05d\",\"text\":\"and so on, so that it comes to a size of some hundred bytes\"}\n"
                    .formatted(line))
        .collect(Collectors.joining());
  }

  private static byte[] gzip(String text) throws IOException {
    return Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
  }
}
