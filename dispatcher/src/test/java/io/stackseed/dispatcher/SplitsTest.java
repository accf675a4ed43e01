package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SendFate;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.request.Notification;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.run.SourceFile;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Fakes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An array of 6,000 elements in some 600 KB, cut at 256 KiB: three chunks. */
class SplitsTest {
  private static final int ELEMENTS = 6_000;
  private static final int CHUNKS = 3;

  /** With everything in its text that a careless cut would stumble over. */
  private static final String ELEMENT =
      "{\"id\":\"%05d\",\"text\":\"[]},{ \\\\\\\" and so on, to have a size of some hundred bytes in all\"}";

  /** When a message comes back whose attempt failed: a call of unknown fate may land until then. */
  private static final Duration RETRY = Duration.ofSeconds(16);

  /** How long a lease outlasts the death of its owner, and a moment. */
  private static final Duration LEASE = RequestsScene.INVOCATION.plusSeconds(16);

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private final Splits splits = scene.splits();

  @BeforeEach
  void putLargeArray() {
    scene.put("orders.json", array(ELEMENTS, "]"));
  }

  @Test
  void aLargeArrayIsQueuedToBeCutAndNotReadByTheDispatcher() {
    create();

    assertThat(fakes.splits.sent()).containsExactly(object());
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(scene.progress().state()).isEqualTo(RunState.PLANNING);
    assertThat(fakes.objects.opened()).containsExactly(new ByteRange(0, 65_536));
  }

  @Test
  void aSmallArrayIsOneChunk() {
    scene.put("orders.json", "[{\"id\":\"a\"}]");
    create();

    assertThat(fakes.splits.sent()).isEmpty();
    assertThat(fakes.chunks.sent())
        .extracting(ChunkMessage::range)
        .containsExactly(new ByteRange(0, 12));
  }

  @Test
  void aLargeArrayIsCutQueuedAndCounted() throws IOException {
    create();

    assertThat(split()).isEqualTo(new Done());

    assertThat(fakes.chunks.sent()).hasSize(CHUNKS).doesNotHaveDuplicates();
    assertThat(scene.progress().totalChunks()).isEqualTo(CHUNKS);
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    assertThat(elementsOf(fakes.chunks.sent())).isEqualTo(ELEMENTS);
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aRequestThatDoesNotWaitIsAnsweredWhenItsArrayIsCut() {
    scene.publish(request().property("WaitForCompletion", "false"));
    assertThat(scene.bodies()).isEmpty();

    split();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("Data").path("Chunks").asText()).isEqualTo("3");
  }

  @Test
  void anArrayOfNothingButSpacesSucceedsWithoutAChunk() {
    scene.put("orders.json", "[" + " ".repeat(300_000) + "]");
    create();

    split();

    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("Data").path("RecordsRead").asText()).isEqualTo("0");
  }

  @Test
  void aBrokenArrayFailsTheRunNamingTheByte() {
    String broken = array(ELEMENTS, "");
    scene.put("orders.json", broken);
    create();

    assertThat(split()).isEqualTo(new Done());

    assertThat(scene.told())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "FAILED: DataIngestFile: s3://ingest/orders.json byte %,d: the array is not closed."
                    + " Correct the file.",
                broken.length()));
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void aDuplicateAfterTheCutChangesNothing() {
    create();
    split();
    int reads = fakes.objects.opened().size();

    assertThat(split()).isEqualTo(new Done());

    assertThat(fakes.chunks.sent()).hasSize(CHUNKS);
    assertThat(fakes.objects.opened()).hasSize(reads);
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aDuplicateDuringTheCutIsAcknowledgedAndHarmsNothing() {
    create();
    List<Acknowledgement> duplicate = new ArrayList<>();
    fakes.runs.meanwhile("savePage", () -> duplicate.add(handle(scene.splits())));

    assertThat(split()).isEqualTo(new Done());

    assertThat(duplicate).containsExactly(new Done());
    assertThat(fakes.chunks.sent()).hasSize(CHUNKS);
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aCutWhoseOwnerDiedAtItsBeginningIsTakenUpAgain() {
    create();
    fakes.runs.killAfter("lease");
    assertThatThrownBy(this::split).isInstanceOf(InMemoryRunStore.Killed.class);

    assertAnotherDeliveryFinishes();
  }

  @Test
  void aCutWhoseOwnerDiedBeforeItWasCountedIsTheSameTheNextTime() {
    create();
    fakes.runs.killBefore("objectSplit");
    assertThatThrownBy(this::split).isInstanceOf(InMemoryRunStore.Killed.class);
    List<PlanPage> pages = fakes.runs.pages(object().runId());
    List<ChunkMessage> sent = fakes.chunks.sent();

    assertAnotherDeliveryFinishes();

    assertThat(fakes.runs.pages(object().runId())).isEqualTo(pages);
    assertThat(fakes.chunks.sent().subList(CHUNKS, 2 * CHUNKS)).isEqualTo(sent);
  }

  @Test
  void aCutWhoseOwnerDiedAfterItWasCountedIsSettledByTheNext() {
    create();
    fakes.runs.killAfter("objectSplit");
    assertThatThrownBy(this::split).isInstanceOf(InMemoryRunStore.Killed.class);

    assertThat(split()).isEqualTo(new Done());
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    scene.loadAll();
    assertLoadedOnce();
  }

  private void assertAnotherDeliveryFinishes() {
    fakes.time.advance(LEASE);
    assertThat(split()).isEqualTo(new Done());
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aCutWhoseChunksCannotBeQueuedComesBack() {
    create();
    fakes.chunks.nextSends(SendFate.before(SplitsTest::breakDown));

    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aStreamThatBreaksOffIsNotTakenForTheArraysEnd() {
    create();
    fakes.objects.truncateOpen(2, 100_000);

    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void anObjectThatCannotBeReadThreeTimesFailsTheRunByName() {
    create();
    for (int open = 2; open <= 4; open++) {
      fakes.objects.failOpen(open);
    }

    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    assertThat(scene.told())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "FAILED: DataIngestFile: s3://ingest/orders.json bytes 0 to %,d were begun 3 times"
                    + " and not finished. Last cause: IOException.",
                array(ELEMENTS, "]").length() - 1));
  }

  @Test
  void anObjectOverwrittenWithoutVersionsFailsTheRun() {
    fakes.objects.createUnversionedBucket("plain");
    fakes.objects.put("plain", "orders.json", bytes(array(ELEMENTS, "]")));
    scene.publish(request().property("DataIngestFile", "s3://plain/orders.json"));
    fakes.objects.put("plain", "orders.json", bytes(array(ELEMENTS + 1, "]")));

    assertThat(split()).isEqualTo(new Done());

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://plain/orders.json was overwritten while it was being"
                + " read. Turn the bucket's versioning on, and request the ingest again.");
  }

  @Test
  void theArrayOfACancelledRunIsNotCut() {
    create();
    fakes.completion.cancel(object().runId(), new Superseded("a newer Delete"));

    assertThat(split()).isEqualTo(new Done());

    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(fakes.objects.opened()).hasSize(1);
  }

  @Test
  void aSplitQueueThatFailsBringsTheRequestBack() {
    Notification create = scene.notification(request());
    fakes.splits.nextSends(SendFate.before(SplitsTest::breakDown));

    assertThatThrownBy(() -> scene.deliver(create)).hasMessage("the queue is away");
    scene.deliver(create);

    assertThat(fakes.splits.sent()).containsExactly(object());
    split();
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aPassThatRunsOutOfTimeIsGoneOnWithAtOnceByAnother() throws IOException {
    create();
    List<Acknowledgement> passes = new ArrayList<>();

    for (int sent = 0; sent < fakes.splits.sent().size(); sent++) {
      // Thirty seconds are kept for queueing.
      passes.add(handle(splits, Duration.ofSeconds(30)));
    }

    // Each cuts one chunk but the last, which sees that there is none left.
    assertThat(passes).containsOnly(new Done()).hasSize(CHUNKS + 1);
    assertThat(fakes.splits.sent()).containsOnly(object());
    assertThat(fakes.chunks.sent()).hasSize(CHUNKS).doesNotHaveDuplicates();
    assertThat(elementsOf(fakes.chunks.sent())).isEqualTo(ELEMENTS);
    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aPassThatGoesOnReadsFromWhereTheOneBeforeHasStopped() {
    create();
    handle(splits, Duration.ofSeconds(30));
    long cursor = fakes.runs.cursor(object()).offset();

    split();

    assertThat(cursor).isGreaterThan(262_144);
    assertThat(fakes.objects.opened())
        .last()
        .isEqualTo(new ByteRange(cursor, bytes(array(ELEMENTS, "]")).length));
  }

  @Test
  void aPassWhoseContinuationCannotBeQueuedComesBack() {
    create();
    fakes.splits.nextSends(SendFate.before(SplitsTest::breakDown));

    assertThat(handle(splits, Duration.ofSeconds(30))).isEqualTo(new RetryIn(RETRY));
    fakes.time.advance(RETRY);
    assertThat(split()).isEqualTo(new Done());

    scene.loadAll();
    assertLoadedOnce();
  }

  @Test
  void aPassOfACancelledRunStopsAtItsNextAdvance() {
    create();
    fakes.runs.meanwhile(
        "advance", () -> fakes.completion.cancel(object().runId(), new Superseded("a Delete")));

    assertThat(handle(splits, Duration.ofSeconds(30))).isEqualTo(new Done());

    assertThat(fakes.splits.sent()).hasSize(1);
    assertThat(fakes.runs.calls()).doesNotContainKey("objectSplit");
  }

  private static void breakDown() {
    throw new IllegalStateException("the queue is away");
  }

  private void create() {
    scene.publish(request());
  }

  private static RequestText request() {
    return RequestText.create("request-1")
        .property("DataIngestFile", "orders.json")
        .property("ChunkBytes", "262144");
  }

  private ObjectId object() {
    return new ObjectId(scene.run().id(), 0);
  }

  private Acknowledgement split() {
    return handle(splits);
  }

  private Acknowledgement handle(Splits owner) {
    return handle(owner, RequestsScene.INVOCATION);
  }

  private Acknowledgement handle(Splits owner, Duration time) {
    try {
      return owner.handle(object(), fakes.time.now().plus(time));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int elementsOf(List<ChunkMessage> messages) throws IOException {
    SourceFile file = SampleRuns.file(scene.run().load());
    int elements = 0;
    for (ChunkMessage message : messages) {
      try (RecordReader records =
          RecordReaders.open(file.layout(), fakes.objects, file.object(), message.range())) {
        while (records.next() != null) {
          elements++;
        }
      }
    }
    return elements;
  }

  private void assertLoadedOnce() {
    assertThat(scene.progress().totalChunks()).isEqualTo(CHUNKS);
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.outcome().counts().recordsRead()).isEqualTo(10L * CHUNKS);
    assertThat(scene.bodies()).hasSize(1);
  }

  private static String array(int elements, String end) {
    return IntStream.range(0, elements)
        .mapToObj(ELEMENT::formatted)
        .collect(Collectors.joining(",\n", "[", end));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
