package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SendFate;
import io.stackseed.failure.Failure.CancelledByHand;
import io.stackseed.format.Format;
import io.stackseed.request.Notification;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Load;
import io.stackseed.run.RunState;
import io.stackseed.run.SourceListing;
import io.stackseed.run.Sources;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs over all objects of a prefix. */
class ListedSourcesTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  @BeforeEach
  void putObjects() {
    scene.put("data/b.jsonl", "{\"id\":\"b\"}\n");
    scene.put("data/a.json", "[{\"id\":\"a\"}]");
    scene.put("data/deep/c.jsonl", "\uFEFF{\"id\":\"c\"}\n");
    scene.put("data/", "");
    scene.put("data/empty.jsonl", "");
    scene.put("database.jsonl", "{\"id\":\"of another\"}\n");
  }

  @Test
  void everyObjectOfThePrefixThatHoldsAnythingIsLoaded() {
    scene.publish(create());
    assertThat(fakes.splits.sent()).containsExactly(object(0), object(1), object(2));
    assertThat(scene.progress().objects()).isEqualTo(3);

    scene.splitAll();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().chunks()).isEqualTo(3);
    assertThat(scene.answer().path("Data").path("SourceVersion").asText())
        .isEqualTo(listing().id());
    assertThat(listing().name()).isEqualTo("s3://ingest/data/");
    assertThat(fakes.runs.file(object(0)).orElseThrow().layout().format()).isEqualTo(Format.JSON);
    assertThat(fakes.runs.file(object(1)).orElseThrow().layout().format())
        .isEqualTo(Format.JSON_LINES);
    assertThat(fakes.runs.file(object(2)).orElseThrow().layout().firstByte()).isEqualTo(3);
  }

  @Test
  void whatIsWrittenAfterTheListingIsNotLoaded() {
    scene.publish(create());
    SourceObject listed = new Sources(fakes.runs).object(listing(), 1);
    scene.put("data/b.jsonl", "{\"id\":\"of a later version\"}\n");
    scene.put("data/d.jsonl", "{\"id\":\"d\"}\n");

    scene.splitAll();
    scene.loadAll();

    assertThat(scene.outcome().chunks()).isEqualTo(3);
    assertThat(fakes.runs.file(object(1)).orElseThrow().object()).isEqualTo(listed);
    assertThat(listed.sizeBytes()).isEqualTo(11);
  }

  @Test
  void aDuplicateOfTheRequestReadsTheListingOfTheFirst() {
    Notification request = scene.notification(create());
    scene.deliver(request);
    SourceListing first = listing();
    scene.put("data/d.jsonl", "{\"id\":\"d\"}\n");

    scene.deliver(request);
    scene.splitAll();
    scene.loadAll();

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(listing()).isEqualTo(first);
    assertThat(scene.outcome().chunks()).isEqualTo(3);
  }

  @Test
  void aDispatcherThatDiesBetweenListingAndAcceptanceLeavesNothingThatCounts() {
    Notification request = scene.notification(create());
    fakes.runs.killBefore("accept");
    assertThatThrownBy(() -> scene.deliver(request)).isInstanceOf(InMemoryRunStore.Killed.class);
    scene.put("data/d.jsonl", "{\"id\":\"d\"}\n");

    scene.deliver(request);
    scene.splitAll();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.outcome().chunks()).isEqualTo(4);
  }

  @Test
  void manyObjectsAreListedInPages() {
    IntStream.range(0, 250).forEach(n -> scene.put("many/%03d.jsonl".formatted(n), "{\"id\":1}\n"));

    scene.publish(create("many/"));
    scene.splitAll();
    scene.loadAll();

    assertThat(scene.outcome().chunks()).isEqualTo(250);
    assertThat(page(2).orElseThrow().objects()).hasSize(50);
    assertThat(page(3)).isEmpty();
    assertThat(new Sources(fakes.runs).object(listing(), 207).location().key())
        .isEqualTo("many/207.jsonl");
  }

  @Test
  void reportsOfRejectsAreNoPartOfTheWholeBucket() {
    scene.put("rejects/run-1/0-0/0-owner.jsonl", "{\"object\":\"s3://ingest/a\"}\n");

    scene.publish(create("s3://ingest/"));
    List<SourceObject> listed = page(0).orElseThrow().objects();
    scene.publish(create("rejects/").with("RequestId", "request-2"));

    assertThat(listed)
        .extracting(object -> object.location().key())
        .contains("database.jsonl", "data/a.json")
        .noneMatch(key -> key.startsWith("rejects/"));
    assertThat(page(0).orElseThrow().objects()).hasSize(1);
  }

  @Test
  void aPrefixWithoutObjectsFailsAtOnce() {
    scene.publish(create("data/empty.jsonl/"));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://ingest/data/empty.jsonl/ holds no object with anything in"
                + " it. Upload one or correct the prefix.");
  }

  @Test
  void anObjectThatCannotBeReadFailsTheRunByItsOwnName() {
    scene.put("data/c.txt", "neither [ nor {");
    scene.publish(create());

    scene.splitAll();

    assertThat(scene.told())
        .startsWith("FAILED: DataIngestFile: s3://ingest/data/c.txt begins with neither");
  }

  @Test
  void anObjectThatGoesOnFailingFailsTheRunByItsOwnName() {
    scene.publish(create());
    for (int open = 1; open <= 30; open++) {
      fakes.objects.failOpen(open);
    }

    for (int tries = 0; tries < 3; tries++) {
      scene.splitAll();
      fakes.time.advance(Duration.ofSeconds(17));
    }

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://ingest/data/a.json bytes 0 to 11 were begun 3 times and"
                + " not finished. Last cause: IOException.");
  }

  @Test
  void anObjectDeletedWhereNoVersionIsKeptFailsTheRunByItsOwnName() {
    fakes.objects.createUnversionedBucket("plain");
    fakes.objects.put("plain", "data/a.jsonl", "{\"id\":1}".getBytes(UTF_8));
    scene.publish(create("s3://plain/data/"));
    fakes.objects.delete("plain", "data/a.jsonl");

    scene.splitAll();

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://plain/data/a.jsonl does not exist. Upload it or correct"
                + " the key.");
  }

  @Test
  void onlyObjectsThatNobodySplitsAreQueuedAgain() {
    scene.publish(create());
    fakes.splits.receive();
    fakes.splits.receive();
    fakes.splits.receive();
    scene.pass(object(1));
    fakes.runs.killAfter("lease");
    assertThatThrownBy(() -> scene.pass(object(2))).isInstanceOf(InMemoryRunStore.Killed.class);
    scene.loadAll();
    int sent = fakes.splits.sent().size();

    scene.watch();
    scene.watch();

    assertThat(fakes.splits.sent().subList(sent, fakes.splits.sent().size()))
        .containsExactly(object(0));
    fakes.time.advance(Duration.ofMinutes(10));
    scene.watch();
    scene.splitAll();
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void whatTheQueueRefusesIsSentAgain() {
    fakes.splits.nextSends(SendFate.refusing(2), SendFate.refusing(1));

    scene.publish(create());

    assertThat(fakes.splits.sent()).containsExactlyInAnyOrder(object(0), object(1), object(2));
  }

  @Test
  void aRequestWhoseObjectsWereQueuedInPartGoesOnWithTheRest() {
    Notification request = scene.notification(create());
    fakes.splits.nextSends(
        SendFate.after(
            () -> {
              throw new IllegalStateException("the queue is away");
            }));
    assertThatThrownBy(() -> scene.deliver(request)).hasMessage("the queue is away");
    scene.pass(object(0));
    int sent = fakes.splits.sent().size();

    scene.deliver(request);

    assertThat(fakes.splits.sent().subList(sent, fakes.splits.sent().size()))
        .containsExactly(object(1), object(2));
  }

  @Test
  void aRollbackReadsTheListingThatWasLoaded() {
    scene.publish(create());
    scene.splitAll();
    scene.loadAll();
    SourceListing loaded = listing();
    String id = scene.answer().path("PhysicalResourceId").asText();
    scene.put("data/d.jsonl", "{\"id\":\"d\"}\n");
    scene.publish(
        RequestText.update("request-2", id)
            .property("DataIngestFile", "data/")
            .property("DataVersion", "2")
            .oldProperty("DataIngestFile", "data/"));
    assertThat(listing()).isNotEqualTo(loaded);
    fakes.completion.fail(scene.run().id(), new CancelledByHand());

    scene.publish(
        RequestText.update("request-3", id)
            .property("DataIngestFile", "data/")
            .oldProperty("DataIngestFile", "data/")
            .oldProperty("DataVersion", "2"));
    scene.splitAll();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(listing()).isEqualTo(loaded);
    assertThat(scene.outcome().chunks()).isEqualTo(3);
  }

  @Test
  void aResumedRunPlansWhatEachObjectHasLeft() {
    scene.publish(create());
    String first = scene.run().id();
    scene.splitAll();
    scene.loadNext();
    ChunkId done = fakes.runs.chunks(first).findFirst().orElseThrow().chunk();
    fakes.completion.cancel(first, new CancelledByHand());

    scene.publish(RequestText.resume(first));
    scene.splitAll();
    List<ChunkMessage> planned =
        fakes.chunks.sent().stream()
            .filter(message -> message.chunk().runId().equals(scene.run().id()))
            .toList();
    scene.loadAll();

    assertThat(planned)
        .extracting(message -> message.chunk().object())
        .hasSize(2)
        .doesNotContain(done.object());
    assertThat(scene.progress().state()).isEqualTo(RunState.SUCCEEDED);
  }

  private static RequestText create() {
    return create("data/");
  }

  private static RequestText create(String source) {
    return RequestText.create("request-1").property("DataIngestFile", source);
  }

  private ObjectId object(int number) {
    return new ObjectId(scene.run().id(), number);
  }

  private SourceListing listing() {
    Load load = Objects.requireNonNull(scene.run().load());
    return (SourceListing) load.source();
  }

  private Optional<ListingPage> page(int page) {
    return fakes.runs.listing(listing().runId(), listing().id(), page);
  }
}
