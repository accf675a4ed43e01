package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
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
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.RunStore.Acceptance;
import io.stackseed.run.RunStore.Commit;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.StagedContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RunStore} does. Each test has ids of its own, so that all may share a table.
 */
public abstract class RunStoreContract extends RunLifecycleContract {
  // Accepting

  @Test
  void acceptedRunIsStoredWithItsProgressAndItsResource() {
    Acceptance acceptance =
        store().accept(run, Progress.planning(3), Resource.NEW, SampleRuns.begun(run), List.of());

    assertThat(acceptance).isEqualTo(Acceptance.ACCEPTED);
    assertThat(store().run(id)).contains(run);
    assertThat(store().progress(id)).isEqualTo(Progress.planning(3));
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void runsAreFoundByWhatTheirIdsBeginWith() {
    accept(run);
    accept(SampleRuns.create(id + "-b"));
    store().lease(chunk, lease("owner"));

    assertThat(directory().runIds(id)).containsExactlyInAnyOrder(id, id + "-b");
    assertThat(directory().runIds(id + "-")).containsExactly(id + "-b");
    assertThat(directory().runIds(id + "-c")).isEmpty();
    assertThat(directory().runIds("")).contains(id, id + "-b");
  }

  @Test
  void nothingIsKnownOfWhatWasNeverAccepted() {
    assertThat(store().run(id)).isEmpty();
    assertThat(store().resource(run.resource())).isEqualTo(Resource.NEW);
    assertThat(store().page(id, 0, 0)).isEmpty();
    assertThatThrownBy(() -> store().progress(id))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no run " + id);
  }

  @Test
  void runAcceptedBeforeExistsAndNothingOfItsRepetitionIsStored() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);
    Progress progress = store().progress(id);

    Acceptance again =
        store()
            .accept(
                SampleRuns.byHand(id),
                Progress.planning(7),
                SampleRuns.begun(run),
                SampleRuns.begun(run).deleted(run),
                List.of());

    assertThat(again).isEqualTo(Acceptance.EXISTS);
    assertThat(store().run(id)).contains(run);
    assertThat(store().progress(id)).isEqualTo(progress);
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void repetitionExistsEvenIfTheResourceHasMovedOn() {
    accept(run);

    Acceptance again =
        store().accept(run, Progress.planning(1), Resource.NEW, SampleRuns.begun(run), List.of());

    assertThat(again).isEqualTo(Acceptance.EXISTS);
  }

  @Test
  void nothingOfARunIsStoredWhoseResourceIsNotAsItWasSeen() {
    accept(run);
    String otherId = "other-" + id;
    Run other = sameResource(SampleRuns.create(otherId));

    Acceptance refused =
        store()
            .accept(other, Progress.planning(1), Resource.NEW, Resource.NEW.seen(other), List.of());

    assertThat(refused).isEqualTo(Acceptance.CHANGED);
    assertThat(store().run(otherId)).isEmpty();
    assertThatThrownBy(() -> store().progress(otherId)).isInstanceOf(IllegalStateException.class);
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void staleRevisionIsRefusedAndTheCurrentOneTaken() {
    accept(run);
    Resource begun = SampleRuns.begun(run);
    Run second = sameResource(SampleRuns.create("second-" + id));
    Run third = sameResource(SampleRuns.create("third-" + id));
    Resource seen = begun.seen(second);

    assertThat(store().accept(second, Progress.planning(1), begun, seen, List.of()))
        .isEqualTo(Acceptance.ACCEPTED);
    assertThat(store().accept(third, Progress.planning(1), begun, begun.deleted(third), List.of()))
        .isEqualTo(Acceptance.CHANGED);
    assertThat(store().accept(third, Progress.planning(1), seen, seen.deleted(third), List.of()))
        .isEqualTo(Acceptance.ACCEPTED);
    assertThat(store().resource(run.resource()))
        .isEqualTo(
            new Resource(
                3, third.requestedAt(), third.id(), third.requestId(), third.id(), null, null));
  }

  @Test
  void resourceThatVanishedIsNotAsItWasSeen() {
    Resource seen = SampleRuns.begun(run);

    assertThat(store().accept(run, Progress.planning(1), seen, seen.seen(run), List.of()))
        .isEqualTo(Acceptance.CHANGED);
  }

  @Test
  void runThatLeavesItsResourceAloneIsAcceptedWhateverTheResourceIs() {
    accept(run);
    Run late = sameResource(SampleRuns.create("late-" + id));

    assertThat(store().accept(late, Progress.ended(RunState.FAILED), Resource.NEW, null, List.of()))
        .isEqualTo(Acceptance.ACCEPTED);
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void oneOfManyDeliveriesAtOnceIsAccepted() throws Exception {
    List<Acceptance> acceptances =
        atOnce(
            8,
            number ->
                store()
                    .accept(
                        run, Progress.planning(1), Resource.NEW, SampleRuns.begun(run), List.of()));

    assertThat(acceptances).containsOnlyOnce(Acceptance.ACCEPTED);
    assertThat(acceptances).filteredOn(Acceptance.EXISTS::equals).hasSize(7);
  }

  @Test
  void oneOfManyRequestsOfAResourceAtOnceIsAccepted() throws Exception {
    List<Acceptance> acceptances =
        atOnce(
            8,
            number -> {
              Run one = sameResource(SampleRuns.create(id + "-" + number));
              return store()
                  .accept(
                      one, Progress.planning(1), Resource.NEW, SampleRuns.begun(one), List.of());
            });

    assertThat(acceptances).containsOnlyOnce(Acceptance.ACCEPTED);
    assertThat(acceptances).filteredOn(Acceptance.CHANGED::equals).hasSize(7);
  }

  // Round trips

  @Test
  void everyFieldOfARunComesBack() {
    Run whole = wholeRun();

    store().accept(whole, Progress.ended(RunState.FAILED), Resource.NEW, null, List.of());

    assertThat(store().run(id)).contains(whole);
    assertThat(store().run(id).orElseThrow().requester()).isEqualTo(whole.requester());
  }

  @Test
  void absentFieldsOfARunComeBackAbsent() {
    Run bare =
        new Run(
            id,
            run.resource(),
            "",
            null,
            null,
            NOW,
            NOW,
            new Deadlines(NOW, NOW, NOW),
            Silence.after("run ü"),
            null,
            null,
            null,
            null,
            null,
            false);

    store().accept(bare, Progress.planning(0), Resource.NEW, null, List.of());

    assertThat(store().run(id)).contains(bare);
  }

  @Test
  void everyFieldOfTheProgressComesBack() {
    Progress whole =
        new Progress(
            RunState.CANCELLED,
            5_000_000_000L,
            4_000_000_000L,
            3_000_000_000L,
            2_000_000_000L,
            new Counts(
                10_000_000_000L,
                4_000_000_000L,
                3_000_000_000L,
                2_000_000_000L,
                1_000_000_000L,
                Long.MAX_VALUE,
                0.125),
            new FirstReject(123_456, 9_876_543_210L, "key 'größe 😀' is empty"));

    store().accept(run, whole, Resource.NEW, null, List.of());

    assertThat(store().progress(id)).isEqualTo(whole);
  }

  @Test
  void everyFieldOfAResourceComesBack() {
    Resource whole =
        new Resource(
            41,
            NOW,
            "latest ö",
            "request é",
            "run ü",
            "stackseed:guid:Löwe😀:hash",
            new LastGood("good ä", "hash", "version ß", Map.of("RunId", "1", "Größe", "😀")));
    Resource bare =
        new Resource(41, NOW, null, null, null, null, new LastGood("", "hash", null, Map.of()));
    Run other = SampleRuns.create("other-" + id);

    store().accept(run, Progress.planning(1), Resource.NEW, whole, List.of());
    store().accept(other, Progress.planning(1), Resource.NEW, bare, List.of());

    assertThat(store().resource(run.resource())).isEqualTo(whole);
    assertThat(store().resource(other.resource())).isEqualTo(bare);
  }

  // The plan

  @Test
  void pageComesBack() {
    PlanPage page =
        new PlanPage(
            id, 1, 2, List.of(new ByteRange(0, 10), new ByteRange(10, 1_000_000_000_000L)));

    store().savePage(page);

    assertThat(store().page(id, 1, 2)).contains(page);
    assertThat(store().page(id, 1, 3)).isEmpty();
    assertThat(store().page(id, 2, 2)).isEmpty();
  }

  @Test
  void fullPageComesBack() {
    List<ByteRange> ranges =
        IntStream.range(0, PlanPage.SIZE)
            .mapToObj(n -> new ByteRange(n * 100_000_000_000L, (n + 1) * 100_000_000_000L))
            .toList();

    store().savePage(new PlanPage(id, 0, 0, ranges));

    assertThat(store().page(id, 0, 0).orElseThrow().ranges()).isEqualTo(ranges);
  }

  @Test
  void pageIsWrittenOnce() {
    PlanPage page = new PlanPage(id, 0, 0, List.of(new ByteRange(0, 10)));

    store().savePage(page);
    store().savePage(page);
    store().savePage(new PlanPage(id, 0, 0, List.of(new ByteRange(0, 99))));

    assertThat(store().page(id, 0, 0)).contains(page);
  }

  @Test
  void splitObjectAddsItsChunks() {
    accept(run, 2);

    store().objectSplit(id, 0, 40);
    store().objectSplit(id, 1, 2);

    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.PLANNING, 2, 2, 42, 0, Counts.ZERO, null));
  }

  @Test
  void objectIsSplitOnce() throws Exception {
    accept(run, 2);

    atOnce(
        8,
        number -> {
          store().objectSplit(id, 0, 40);
          return true;
        });

    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.PLANNING, 2, 1, 40, 0, Counts.ZERO, null));
  }

  @Test
  void objectUnderItsLeaseIsSplit() {
    accept(run);
    store().lease(object, lease("a"));

    store().objectSplit(id, 0, 3);

    assertThat(store().progress(id).objectsSplit()).isEqualTo(1);
    assertThat(store().lease(object, lease("b"))).isEqualTo(new Lease.Done());
  }

  @Test
  void objectOfAnEndedRunIsNotSplit() {
    accept(run);
    end(RunState.CANCELLED);

    store().objectSplit(id, 0, 3);

    assertThat(store().progress(id)).isEqualTo(ended(RunState.CANCELLED));
  }

  // How far an object is planned

  @Test
  void cursorIsTheStartUntilTheFirstAdvance() {
    accept(run);
    assertThat(store().cursor(object)).isEqualTo(PlanCursor.START);

    store().lease(object, lease("a"));
    assertThat(store().cursor(object)).isEqualTo(PlanCursor.START);
  }

  @Test
  void cursorIsTheOneStoredLast() {
    accept(run, 2);
    store().lease(object, lease("a"));

    assertThat(store().advance(object, "a", cursor(3))).isTrue();
    assertThat(store().advance(object, "a", cursor(99))).isTrue();
    assertThat(store().cursor(object)).isEqualTo(cursor(99));
    assertThat(store().advance(object, "a", new PlanCursor(1L << 42, 100, List.of()))).isTrue();
    assertThat(store().cursor(object)).isEqualTo(new PlanCursor(1L << 42, 100, List.of()));
    assertThat(store().cursor(new ObjectId(id, 1))).isEqualTo(PlanCursor.START);
  }

  @Test
  void nextOwnerFindsTheCursor() {
    accept(run);
    store().lease(object, lease("a"));
    store().advance(object, "a", cursor(3));
    store().release(object, "a", "to be continued", RELEASED);

    assertThat(store().lease(object, lease("b"))).isEqualTo(new Lease.Granted());
    assertThat(store().cursor(object)).isEqualTo(cursor(3));
  }

  @Test
  void nobodyButTheOwnerAdvances() {
    accept(run);
    assertThat(store().advance(object, "a", cursor(1))).isFalse();
    store().lease(object, lease("a"));
    store().advance(object, "a", cursor(1));

    assertThat(store().advance(object, "b", cursor(2))).isFalse();

    assertThat(store().cursor(object)).isEqualTo(cursor(1));
  }

  @Test
  void objectThatIsSplitIsNotAdvanced() {
    accept(run);
    store().lease(object, lease("a"));
    store().objectSplit(id, 0, 1);

    assertThat(store().advance(object, "a", cursor(1))).isFalse();
    assertThat(store().lease(object, lease("b"))).isEqualTo(new Lease.Done());
  }

  @Test
  void objectOfAnEndedRunIsNotAdvanced() {
    accept(run);
    store().lease(object, lease("a"));
    end(RunState.CANCELLED);

    assertThat(store().advance(object, "a", cursor(1))).isFalse();
    assertThat(store().cursor(object)).isEqualTo(PlanCursor.START);
  }

  @Test
  void leasesAreCountedFromTheLastAdvanceOn() {
    accept(run);
    for (int advance = 1; advance <= 5; advance++) {
      for (String owner : List.of("a", "b", "c")) {
        assertThat(store().lease(object, lease(owner + advance))).isEqualTo(new Lease.Granted());
        if (owner.equals("c")) {
          assertThat(store().advance(object, owner + advance, cursor(advance))).isTrue();
        }
        store().release(object, owner + advance, "Why", RELEASED);
      }
    }

    store().lease(object, lease("x"));
    store().release(object, "x", "Why", RELEASED);
    store().lease(object, lease("y"));
    store().release(object, "y", "Why", RELEASED);
    store().lease(object, lease("z"));
    assertThat(store().release(object, "z", "Why", RELEASED)).hasValue(3);
    assertThat(store().lease(object, lease("w"))).isEqualTo(new Lease.Exhausted(3, "Why"));
  }

  /** After so many ranges of ten bytes, none of which is in a page yet. */
  private static PlanCursor cursor(int cuts) {
    return new PlanCursor(
        10L * cuts,
        cuts,
        IntStream.range(0, cuts).mapToObj(n -> new ByteRange(10L * n, 10L * n + 10)).toList());
  }

  // Listings

  @Test
  void runThatReadsAListingIsReadBack() {
    SourceListing listing =
        new SourceListing("run ä", "id", "s3://b1-data/größe/", 50_000, LayoutRequest.AUTO);
    Run listed = SampleRuns.loading(reading(listing), run);
    accept(listed, 50_000);
    assertThat(stored().load()).isEqualTo(listed.load());

    Run other =
        SampleRuns.loading(
            reading(
                new SourceListing(
                    "r",
                    "i",
                    "n",
                    1,
                    new LayoutRequest(
                        Format.CSV,
                        Compression.GZIP,
                        new CsvOptions(
                            '|',
                            List.of("ä", "b"),
                            Map.of("b", CsvType.N),
                            CsvEmpty.NULL,
                            false)))),
            SampleRuns.create(id + "-other"));
    accept(other);
    assertThat(store().run(other.id()).orElseThrow().load()).isEqualTo(other.load());
  }

  private static Load reading(Source source) {
    Load load = SampleRuns.load(true);
    return new Load(
        source,
        load.table(),
        Shaping.NONE,
        false,
        load.chunkBytes(),
        true,
        load.maxRejected(),
        load.writing(),
        load.ingestBucket(),
        load.reingestHash(),
        load.resumes());
  }

  @Test
  void pageOfAListingIsReadBack() {
    List<SourceObject> objects =
        IntStream.range(0, 100)
            .mapToObj(n -> listed("ä".repeat(500) + n, n % 2 == 0 ? "v" + n : null))
            .toList();
    ListingPage first = new ListingPage(id, "listing", 0, objects);
    ListingPage second = new ListingPage(id, "listing", 1, objects.subList(3, 4));

    store().saveListing(first);
    store().saveListing(first);
    store().saveListing(second);

    assertThat(store().listing(id, "listing", 0)).contains(first);
    assertThat(store().listing(id, "listing", 1)).contains(second);
    assertThat(store().listing(id, "listing", 2)).isEmpty();
    assertThat(store().listing(id, "another", 0)).isEmpty();
    assertThat(store().listing("another", "listing", 0)).isEmpty();
  }

  private static SourceObject listed(String key, @Nullable String version) {
    return new SourceObject(new SourceLocation("b1-data", key), version, "\"e\"", 5_000_000_000L);
  }

  @Test
  void fileOfAListedObjectIsKeptByTheOwnerOfItsLease() {
    accept(run);
    SourceFile file = new SourceFile(listed("a.jsonl", null), Layout.of(Format.JSON_LINES, 3));
    assertThat(store().file(object)).isEmpty();
    assertThat(store().saveFile(object, "a", file)).isFalse();
    store().lease(object, lease("a"));
    assertThat(store().file(object)).isEmpty();

    assertThat(store().saveFile(object, "b", file)).isFalse();
    assertThat(store().saveFile(object, "a", file)).isTrue();
    assertThat(store().saveFile(object, "a", file)).isTrue();

    assertThat(store().file(object)).contains(file);
    store().advance(object, "a", cursor(1));
    store().objectSplit(id, 0, 1);
    assertThat(store().file(object)).contains(file);
    assertThat(store().file(new ObjectId(id, 1))).isEmpty();
  }

  @Test
  void aFileThatIsStoredIsAnAdvance() {
    accept(run);
    SourceFile file = SampleRuns.file(run.load());
    for (String owner : List.of("a", "b", "c", "d")) {
      assertThat(store().lease(object, lease(owner))).isInstanceOf(Lease.Granted.class);
      assertThat(store().saveFile(object, owner, file)).isTrue();
      assertThat(store().release(object, owner, "Why", RELEASED)).hasValue(0);
    }
  }

  @Test
  void whatIsStagedIsStored() {
    accept(run);
    store().lease(object, lease("a"));
    SourceFile file =
        new SourceFile(
            listed("a.jsonl.gz", null),
            new Layout(Format.JSON_LINES, Compression.GZIP, true, 3, null));
    StagedContent content = new StagedContent("ingest", "staging/r/0/", 16 << 20, 16 << 20);

    store().saveFile(object, "a", file.staging(content));
    assertThat(store().file(object)).contains(file.staging(content));
    store().saveFile(object, "a", file.staged(content.plus(7)));
    assertThat(store().file(object)).contains(file.staged(content.plus(7)));
  }

  @Test
  void fileOfAnEndedRunIsNotKept() {
    accept(run);
    store().lease(object, lease("a"));
    end(RunState.CANCELLED);

    assertThat(store().saveFile(object, "a", SampleRuns.file(run.load()))).isFalse();
    assertThat(store().file(object)).isEmpty();
  }

  @Test
  void objectIsTakenWhileItIsLeasedAndOnceItIsSplit() {
    accept(run, 5);
    assertThat(store().objectsTaken(id, NOW)).isEmpty();

    store().lease(new ObjectId(id, 3), lease("a"));
    store().lease(new ObjectId(id, 1), lease("b"));
    store().objectSplit(id, 1, 2);
    store().objectSplit(id, 4, 0);
    store().lease(new ObjectId(id, 2), lease("c"));
    store().release(new ObjectId(id, 2), "c", "Why", RELEASED);
    store().lease(new ChunkId(id, 0, 0), lease("d"));

    assertThat(store().objectsTaken(id, UNTIL)).containsExactly(1, 3, 4);
    assertThat(store().objectsTaken(id, UNTIL.plusMillis(1))).containsExactly(1, 4);
  }

  @Test
  void chunksOfOneObjectAreNobodyElses() {
    accept(run, 20);
    ChunkId mine = new ChunkId(id, 1, 7);
    store().lease(mine, lease("a"));
    store().lease(new ChunkId(id, 11, 0), lease("b"));
    store().lease(new ChunkId(id, 0, 1), lease("c"));

    assertThat(store().chunks(new ObjectId(id, 1)))
        .extracting(ChunkMarker::chunk)
        .containsExactly(mine);
    assertThat(store().chunks(new ObjectId(id, 2))).isEmpty();
  }

  // Leases

  @Test
  void leaseIsGrantedAndHeldUntilItExpires() {
    accept(run);

    assertThat(store().lease(chunk, lease("a"))).isEqualTo(new Lease.Granted());
    assertThat(store().lease(chunk, new LeaseRequest("b", UNTIL, UNTIL.plusSeconds(1))))
        .isEqualTo(new Lease.Held(UNTIL));
    assertThat(
            store().lease(chunk, new LeaseRequest("b", UNTIL.plusMillis(1), UNTIL.plusSeconds(1))))
        .isEqualTo(new Lease.Granted());
  }

  @Test
  void leaseIsTakenInEitherLiveState() {
    accept(run);
    store().objectSplit(id, 0, 1);
    store().beginLoading(id, null);

    assertThat(store().lease(chunk, lease("a"))).isEqualTo(new Lease.Granted());
  }

  @Test
  void oneOfManyOwnersAtOnceIsGrantedTheLease() throws Exception {
    accept(run);

    List<Lease> leases = atOnce(8, number -> store().lease(chunk, lease("owner " + number)));

    assertThat(leases).containsOnlyOnce(new Lease.Granted());
    assertThat(leases).filteredOn(new Lease.Held(UNTIL)::equals).hasSize(7);
  }

  @Test
  void objectsAndChunksAreLeasedEachByItself() {
    accept(run, 2);

    for (Leased what :
        List.of(object, new ObjectId(id, 1), chunk, new ChunkId(id, 0, 1), new ChunkId(id, 1, 0))) {
      assertThat(store().lease(what, lease("a"))).as("%s", what).isEqualTo(new Lease.Granted());
    }
  }

  @Test
  void committedChunkIsDone() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);

    assertThat(store().lease(chunk, lease("b"))).isEqualTo(new Lease.Done());
  }

  @Test
  void endedRunTakesNoLease() {
    accept(run);
    store().lease(chunk, lease("a"));
    end(RunState.FAILED);

    assertThat(store().lease(chunk, lease("b"))).isEqualTo(new Lease.RunEnded());
    assertThat(store().lease(new ChunkId(id, 0, 1), lease("b"))).isEqualTo(new Lease.RunEnded());
  }

  @Test
  void runThatIsUnknownTakesNoLease() {
    assertThat(store().lease(chunk, lease("a"))).isEqualTo(new Lease.RunEnded());
    assertThat(store().lease(object, lease("a"))).isEqualTo(new Lease.RunEnded());
  }

  @Test
  void releasedLeaseIsGrantedAgainAtOnce() {
    accept(run);
    store().lease(chunk, lease("a"));

    assertThat(store().release(chunk, "a", "IOException", RELEASED)).hasValue(1);
    assertThat(store().lease(chunk, lease("b"))).isEqualTo(new Lease.Granted());
    assertThat(store().release(chunk, "b", "IOException", RELEASED)).hasValue(2);
  }

  @Test
  void releaseRepeatedSaysTheSame() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().release(chunk, "a", "IOException", RELEASED);

    assertThat(store().release(chunk, "a", "IOException", RELEASED)).hasValue(1);
  }

  @Test
  void leaseOfSomebodyElseIsNotReleased() {
    accept(run);

    assertThat(store().release(chunk, "a", "never leased", RELEASED)).isEmpty();
    store().lease(chunk, lease("a"));
    assertThat(store().release(chunk, "b", "not the owner", RELEASED)).isEmpty();
    assertThat(store().lease(chunk, lease("c"))).isEqualTo(new Lease.Held(UNTIL));
    store().commit(chunk, "a", TEN, null);
    assertThat(store().release(chunk, "a", "done", RELEASED)).isEmpty();
    assertThat(store().lease(chunk, lease("c"))).isEqualTo(new Lease.Done());
  }

  @Test
  void leaseOfAnEndedRunIsReleased() {
    accept(run);
    store().lease(chunk, lease("a"));
    end(RunState.CANCELLED);

    assertThat(store().release(chunk, "a", "RUN_ENDED", RELEASED)).hasValue(1);
    assertThat(store().quietAt(id)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void chunkLeasedThreeTimesInVainIsExhaustedWithItsLastCause() {
    accept(run);
    for (String owner : List.of("a", "b", "c")) {
      assertThat(store().lease(chunk, lease(owner))).isEqualTo(new Lease.Granted());
      store().release(chunk, owner, "cause of " + owner, RELEASED);
    }

    assertThat(store().lease(chunk, lease("d"))).isEqualTo(new Lease.Exhausted(3, "cause of c"));
    assertThat(store().lease(chunk, lease("d"))).isEqualTo(new Lease.Exhausted(3, "cause of c"));
  }

  @Test
  void chunkWhoseLastOwnerDiedWithoutAWordIsExhaustedWithoutCause() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().release(chunk, "a", "cause of a", RELEASED);
    store().lease(chunk, lease("b"));
    store().lease(chunk, new LeaseRequest("c", UNTIL.plusMillis(1), UNTIL.plusSeconds(9)));

    assertThat(
            store()
                .lease(chunk, new LeaseRequest("d", UNTIL.plusSeconds(10), UNTIL.plusSeconds(20))))
        .isEqualTo(new Lease.Exhausted(3, null));
  }

  @Test
  void leaseRepeatedByItsOwnerIsTheSameLease() {
    accept(run);

    for (Leased what : List.of(chunk, object)) {
      assertThat(store().lease(what, lease("a"))).isEqualTo(new Lease.Granted());
      assertThat(store().lease(what, lease("a"))).isEqualTo(new Lease.Granted());

      assertThat(store().lease(what, lease("b"))).isEqualTo(new Lease.Held(UNTIL));
      assertThat(store().release(what, "a", "IOException", RELEASED)).as("attempts").hasValue(1);
    }
  }

  @Test
  void leaseThatExpiredIsAnotherOneForItsOwnerToo() {
    accept(run);
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(store().lease(chunk, lease("a"))).isEqualTo(new Lease.Granted());
      assertThat(store().lease(chunk, lease("b"))).isEqualTo(new Lease.Held(UNTIL));
      assertThat(store().release(chunk, "a", "IOException", RELEASED)).hasValue(attempt);
    }

    assertThat(store().lease(chunk, lease("a"))).isEqualTo(new Lease.Exhausted(3, "IOException"));
  }

  @Test
  void leaseReleasedAsOfLaterIsHeldUntilThen() {
    accept(run);
    store().lease(chunk, lease("a"));
    Instant quietAt = NOW.plusSeconds(15);

    assertThat(store().release(chunk, "a", "IOException", quietAt)).hasValue(1);
    assertThat(store().lease(chunk, new LeaseRequest("b", quietAt, UNTIL)))
        .isEqualTo(new Lease.Held(quietAt));
    assertThat(store().lease(chunk, new LeaseRequest("b", quietAt.plusMillis(1), UNTIL)))
        .isEqualTo(new Lease.Granted());
  }

  @Test
  void leaseThatEndsEarlierKeepsItsEndWhenItIsReleased() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().release(chunk, "a", "RUN_ENDED", NOW.plusSeconds(15));

    assertThat(store().release(chunk, "a", "IOException", NOW.plusSeconds(30))).hasValue(1);
    assertThat(store().release(chunk, "a", "IOException", UNTIL.plusSeconds(1))).hasValue(1);

    assertThat(store().chunks(id))
        .containsExactly(
            new ChunkMarker(chunk, null, NOW.plusSeconds(15), null, 1, "IOException", List.of()));
    assertThat(store().quietAt(id)).isEqualTo(NOW.plusSeconds(15));
  }

  @Test
  void chunkReleasedAsOfLaterIsStillItsOwnersToCommit() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().release(chunk, "a", "IOException", NOW.plusSeconds(15));

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.COMMITTED);
  }

  @Test
  void thirdLeaseIsHeldBeforeTheChunkIsExhausted() {
    accept(run);
    for (String owner : List.of("a", "b")) {
      store().lease(chunk, lease(owner));
      store().release(chunk, owner, "IOException", RELEASED);
    }
    store().lease(chunk, lease("c"));

    assertThat(store().lease(chunk, lease("d"))).isEqualTo(new Lease.Held(UNTIL));
  }

  // Commits

  @Test
  void commitAddsTheCounts() {
    accept(run);
    store().lease(chunk, lease("a"));

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.COMMITTED);

    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.PLANNING, 1, 0, 0, 1, TEN, null));
  }

  @Test
  void commitAfterTheLeaseExpiredCountsIfNobodyElseTookIt() {
    accept(run);
    store().lease(chunk, new LeaseRequest("a", NOW.minusSeconds(60), NOW.minusSeconds(30)));

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.COMMITTED);
  }

  @Test
  void commitOfALostLeaseCountsNothing() {
    accept(run);

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.LEASE_LOST);
    store().lease(chunk, new LeaseRequest("a", NOW.minusSeconds(60), NOW.minusSeconds(30)));
    store().lease(chunk, lease("b"));
    assertThat(store().commit(chunk, "a", TEN, rejects(1, "r"))).isEqualTo(Commit.LEASE_LOST);

    assertThat(store().progress(id)).isEqualTo(Progress.planning(1));
    assertThat(store().lease(chunk, lease("c"))).isEqualTo(new Lease.Held(UNTIL));
  }

  @Test
  void commitRepeatedCountsOnce() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.LEASE_LOST);
    assertThat(store().progress(id).counts()).isEqualTo(TEN);
    assertThat(store().progress(id).doneChunks()).isEqualTo(1);
  }

  @Test
  void commitAfterTheRunEndedCountsNothing() {
    accept(run);
    store().lease(chunk, lease("a"));
    end(RunState.CANCELLED);

    assertThat(store().commit(chunk, "a", TEN, null)).isEqualTo(Commit.RUN_ENDED);
    assertThat(store().commit(chunk, "somebody else", TEN, null)).isEqualTo(Commit.RUN_ENDED);
    assertThat(store().progress(id)).isEqualTo(ended(RunState.CANCELLED));
  }

  @Test
  void commitListsTheFilesOfTheRejectReportWithTheCounts() {
    accept(run);
    ChunkId without = new ChunkId(id, 0, 1);
    store().lease(chunk, lease("a"));
    store().lease(without, lease("a"));
    List<String> files =
        IntStream.range(0, 1_000).mapToObj(n -> "rejects/ö/" + n + ".jsonl").toList();

    store().commit(chunk, "lost", TEN, rejects(1, "r"));
    assertThat(store().chunks(id)).allSatisfy(marker -> assertThat(marker.reportFiles()).isEmpty());

    store().commit(chunk, "a", TEN, new ChunkRejects(new FirstReject(0, 1, "r"), files));
    store().commit(without, "a", TEN, null);

    assertThat(store().chunks(id))
        .containsExactly(
            new ChunkMarker(chunk, TEN, Instant.EPOCH, null, 1, null, files),
            new ChunkMarker(without, TEN, Instant.EPOCH, null, 1, null, List.of()));
  }

  private static ChunkRejects rejects(long offset, String reason) {
    return new ChunkRejects(
        new FirstReject(0, offset, reason), List.of("rejects/" + offset + ".jsonl"));
  }

  @Test
  void firstRejectCommittedStays() {
    accept(run);
    for (int number = 0; number < 3; number++) {
      ChunkId each = new ChunkId(id, 0, number);
      store().lease(each, lease("a"));
      store().commit(each, "a", TEN, number == 0 ? null : rejects(number, "reason " + number));
    }

    assertThat(store().progress(id).firstReject()).isEqualTo(new FirstReject(0, 1, "reason 1"));
  }

  // Pauses

  @Test
  void chunkThatIsPausedKeepsHowFarItCameAndCountsNothingYet() {
    accept(run);
    store().lease(chunk, lease("a"));
    assertThat(store().continuation(chunk)).isEmpty();
    Continuation soFar = new Continuation(17, 2, TEN, rejects(5, "r"));

    assertThat(store().pause(chunk, "a", soFar, NOW.plusSeconds(9))).isEqualTo(Commit.COMMITTED);

    assertThat(store().continuation(chunk)).contains(soFar);
    assertThat(store().progress(id)).isEqualTo(Progress.planning(1));
    assertThat(store().chunks(id))
        .containsExactly(
            new ChunkMarker(chunk, null, Instant.EPOCH, NOW.plusSeconds(9), 0, null, List.of()));
    assertThat(store().quietAt(id)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void pausedChunkIsLeasedWhenItsTimeHasComeAndNotBefore() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().pause(chunk, "a", new Continuation(17, 1, TEN, null), NOW.plusMillis(1));

    assertThat(store().lease(chunk, lease("b"))).isEqualTo(new Lease.Resting(NOW.plusMillis(1)));
    assertThat(store().lease(chunk, new LeaseRequest("b", NOW.plusMillis(1), UNTIL)))
        .isEqualTo(new Lease.Granted());
    assertThat(store().lease(chunk, lease("c"))).isEqualTo(new Lease.Held(UNTIL));
    assertThat(store().continuation(chunk)).contains(new Continuation(17, 1, TEN, null));
  }

  @Test
  void chunkCanBePausedAnyNumberOfTimesAndIsCountedWhenItIsDone() {
    accept(run);
    for (int pause = 1; pause <= 5; pause++) {
      assertThat(store().lease(chunk, lease("owner " + pause))).isEqualTo(new Lease.Granted());
      Continuation soFar = new Continuation(pause, 1, TEN, null);
      assertThat(store().pause(chunk, "owner " + pause, soFar, NOW)).isEqualTo(Commit.COMMITTED);
      assertThat(store().continuation(chunk)).contains(soFar);
    }
    store().lease(chunk, lease("last"));

    assertThat(store().commit(chunk, "last", TEN, null)).isEqualTo(Commit.COMMITTED);

    assertThat(store().progress(id).counts()).isEqualTo(TEN);
    assertThat(store().continuation(chunk)).isEmpty();
    assertThat(store().chunks(id))
        .containsExactly(new ChunkMarker(chunk, TEN, Instant.EPOCH, null, 1, null, List.of()));
  }

  @Test
  void leasesInVainAreCountedFromThePauseOn() {
    accept(run);
    for (String owner : List.of("a", "b")) {
      store().lease(chunk, lease(owner));
      store().release(chunk, owner, "cause", NOW.minusMillis(1));
    }
    store().lease(chunk, lease("c"));
    store().pause(chunk, "c", Continuation.start(new ByteRange(3, 9)), NOW);
    for (String owner : List.of("d", "e", "f")) {
      assertThat(store().lease(chunk, lease(owner))).isEqualTo(new Lease.Granted());
      store().release(chunk, owner, "cause", NOW.minusMillis(1));
    }

    assertThat(store().lease(chunk, lease("g"))).isEqualTo(new Lease.Exhausted(3, "cause"));
    assertThat(store().continuation(chunk)).contains(Continuation.start(new ByteRange(3, 9)));
  }

  @Test
  void nobodyButTheOwnerPausesAChunk() {
    accept(run);
    Continuation soFar = new Continuation(17, 1, TEN, null);

    assertThat(store().pause(chunk, "a", soFar, NOW)).isEqualTo(Commit.LEASE_LOST);
    store().lease(chunk, new LeaseRequest("a", NOW.minusSeconds(60), NOW.minusSeconds(30)));
    store().lease(chunk, lease("b"));
    assertThat(store().pause(chunk, "a", soFar, NOW)).isEqualTo(Commit.LEASE_LOST);

    assertThat(store().continuation(chunk)).isEmpty();
    assertThat(store().lease(chunk, lease("c"))).isEqualTo(new Lease.Held(UNTIL));
  }

  @Test
  void chunkOfAnEndedRunIsNotPaused() {
    accept(run);
    store().lease(chunk, lease("a"));
    end(RunState.CANCELLED);

    assertThat(store().pause(chunk, "a", new Continuation(17, 1, TEN, null), NOW))
        .isEqualTo(Commit.RUN_ENDED);
    assertThat(store().continuation(chunk)).isEmpty();
  }

  @Test
  void chunkThatIsPausedIsNotQueuedAgainAsOneThatExpired() {
    accept(run);
    store().lease(chunk, lease("a"));
    store().pause(chunk, "a", new Continuation(17, 1, TEN, null), NOW);

    assertThat(store().claimRequeue(chunk, UNTIL.plusSeconds(60), UNTIL)).isFalse();
  }

  @Test
  void everyChunkCountsExactlyOnceHoweverManyAreCommittedAtOnce() throws Exception {
    int chunks = 50;
    accept(run);
    for (int number = 0; number < chunks; number++) {
      store().lease(new ChunkId(id, 0, number), lease("a"));
    }

    List<Commit> commits =
        atOnce(
            2 * chunks,
            number -> store().commit(new ChunkId(id, 0, number % chunks), "a", TEN, null));

    assertThat(commits).filteredOn(Commit.COMMITTED::equals).hasSize(chunks);
    assertThat(commits).filteredOn(Commit.LEASE_LOST::equals).hasSize(chunks);
    assertThat(store().progress(id).doneChunks()).isEqualTo(chunks);
    assertThat(store().progress(id).counts())
        .isEqualTo(new Counts(500, 200, 150, 100, 50, 50_000, 125));
  }

  // Loading

  @Test
  void plannedRunLoads() {
    accept(run);
    store().objectSplit(id, 0, 3);

    store().beginLoading(id, null);

    assertThat(store().progress(id))
        .isEqualTo(new Progress(RunState.LOADING, 1, 1, 3, 0, Counts.ZERO, null));
    assertThat(store().run(id)).contains(run);
  }

  @Test
  void answerIsStoredWithTheBeginningOfTheLoad() {
    accept(run);
    store().objectSplit(id, 0, 3);
    Answer answer = Answer.success(Map.of("RunId", id));

    store().beginLoading(id, answer);
    store().beginLoading(id, Answer.failed("Too late."));

    assertThat(store().run(id).orElseThrow().answer()).isEqualTo(answer);
    assertThat(store().run(id).orElseThrow().outcome()).isNull();
  }

  @Test
  void runThatIsNotPlannedDoesNotLoad() {
    accept(run, 2);
    store().objectSplit(id, 0, 3);

    store().beginLoading(id, Answer.success(Map.of()));

    assertThat(store().progress(id).state()).isEqualTo(RunState.PLANNING);
    assertThat(store().run(id)).contains(run);
  }

  @Test
  void endedRunDoesNotLoad() {
    accept(run);
    store().objectSplit(id, 0, 3);
    end(RunState.FAILED);
    Run ended = store().run(id).orElseThrow();

    store().beginLoading(id, Answer.success(Map.of()));

    assertThat(store().progress(id).state()).isEqualTo(RunState.FAILED);
    assertThat(store().run(id)).contains(ended);
  }

  // The end

  @Test
  void endStoresStateOutcomeAndAnswer() {
    accept(run);
    Outcome outcome = outcome(RunState.FAILED);

    boolean ended = store().end(run, store().progress(id), outcome, Answer.failed("Why."), null);

    assertThat(ended).isTrue();
    assertThat(store().progress(id)).isEqualTo(ended(RunState.FAILED));
    Run stored = store().run(id).orElseThrow();
    assertThat(stored.outcome()).isEqualTo(outcome);
    assertThat(stored.answer()).isEqualTo(Answer.failed("Why."));
    assertThat(stored.answeredAt()).isNull();
    assertThat(stored.requester()).isEqualTo(run.requester());
    assertThat(stored.owesAnswer()).isTrue();
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void endWithoutAnswerStoresNone() {
    Run byHand = SampleRuns.byHand(id);
    accept(byHand);

    assertThat(store().end(byHand, store().progress(id), outcome(RunState.CANCELLED), null, null))
        .isTrue();

    assertThat(store().run(id).orElseThrow().answer()).isNull();
    assertThat(store().run(id).orElseThrow().outcome()).isEqualTo(outcome(RunState.CANCELLED));
  }

  @Test
  void endDecidedOnStaleProgressChangesNothing() {
    accept(run, 2);
    Progress accepted = store().progress(id);
    store().objectSplit(id, 0, 2);
    assertNotEnded(accepted);
    Progress split = store().progress(id);
    store().lease(chunk, lease("a"));
    store().commit(chunk, "a", TEN, null);
    assertNotEnded(split);
    store().objectSplit(id, 1, 0);
    Progress committed = store().progress(id);
    store().beginLoading(id, null);
    assertNotEnded(committed);
  }

  private void assertNotEnded(Progress stale) {
    Progress current = store().progress(id);

    assertThat(
            store().end(run, stale, outcome(RunState.FAILED), Answer.failed("Stale."), lastGood()))
        .isFalse();

    assertThat(store().progress(id)).isEqualTo(current);
    assertThat(store().run(id)).contains(run);
    assertThat(store().resource(run.resource())).isEqualTo(SampleRuns.begun(run));
  }

  @Test
  void runEndsOnce() throws Exception {
    accept(run);
    Progress seen = store().progress(id);

    List<Boolean> ends =
        atOnce(
            8,
            number ->
                store()
                    .end(
                        run,
                        seen,
                        new Outcome(RunState.FAILED, "Reason " + number, NOW, Counts.ZERO, 0),
                        Answer.failed("Reason " + number),
                        null));

    assertThat(ends).containsOnlyOnce(true);
    Run stored = store().run(id).orElseThrow();
    String reason = "Reason " + ends.indexOf(true);
    assertThat(stored.outcome())
        .isEqualTo(new Outcome(RunState.FAILED, reason, NOW, Counts.ZERO, 0));
    assertThat(stored.answer()).isEqualTo(Answer.failed(reason));
    assertThat(
            store()
                .end(
                    stored,
                    store().progress(id),
                    outcome(RunState.FAILED),
                    Answer.failed("Again."),
                    null))
        .isFalse();
  }

  @Test
  void successIsRememberedByTheResource() {
    accept(run);

    boolean ended =
        store()
            .end(
                run,
                store().progress(id),
                outcome(RunState.SUCCEEDED),
                Answer.success(Map.of()),
                lastGood());

    assertThat(ended).isTrue();
    Resource begun = SampleRuns.begun(run);
    assertThat(store().resource(run.resource()))
        .isEqualTo(
            new Resource(
                begun.revision() + 1,
                begun.latestTimestamp(),
                begun.latestRun(),
                begun.latestRequestId(),
                begun.currentRun(),
                begun.physicalResourceId(),
                lastGood()));
  }

  @Test
  void requestDecidedBeforeASuccessIsRefusedAfterIt() {
    accept(run);
    Resource seen = store().resource(run.resource());
    store()
        .end(
            run,
            store().progress(id),
            outcome(RunState.SUCCEEDED),
            Answer.success(Map.of()),
            lastGood());
    Run next = sameResource(SampleRuns.create("next-" + id));

    assertThat(store().accept(next, Progress.planning(1), seen, seen.seen(next), List.of()))
        .isEqualTo(Acceptance.CHANGED);
  }

  @Test
  void answerStoredBeforeTheEndIsKept() {
    accept(run);
    store().objectSplit(id, 0, 1);
    Answer early = Answer.success(Map.of("RunId", id));
    store().beginLoading(id, early);

    boolean ended =
        store()
            .end(
                run, store().progress(id), outcome(RunState.FAILED), Answer.failed("Later."), null);

    assertThat(ended).isTrue();
    assertThat(store().run(id).orElseThrow().answer()).isEqualTo(early);
    assertThat(store().run(id).orElseThrow().outcome()).isEqualTo(outcome(RunState.FAILED));
  }

  @Test
  void endSeenBeforeTheEarlyAnswerWasDeliveredKeepsThatItWas() {
    accept(run);
    store().objectSplit(id, 0, 1);
    Answer early = Answer.success(Map.of("RunId", id));
    store().beginLoading(id, early);
    Run seen = store().run(id).orElseThrow();
    store().delivered(id, Callback.ANSWER, NOW);
    Run answered = store().run(id).orElseThrow();
    Outcome outcome = outcome(RunState.FAILED);

    assertThat(store().end(seen, store().progress(id), outcome, Answer.failed("Why."), null))
        .isTrue();
    assertThat(store().run(id)).contains(answered.decided(outcome, early));
  }

  /** With a value in every field, and a different one in each. */
  private Run wholeRun() {
    KeyAttribute partition = new KeyAttribute("größe", KeyType.S);
    KeyAttribute sort = new KeyAttribute("😀", KeyType.N);
    return new Run(
        id,
        run.resource(),
        "Update",
        new Requester(
            new ResponseIdentity("physical ä", "stack ß", "request 😀", "logical é"),
            "https://localhost/?signature=x"),
        new CompletionHandle("https://localhost/?signature=y", "stack é", NOW.plusMillis(9)),
        NOW.plusMillis(1),
        NOW.plusMillis(2),
        new Deadlines(NOW.plusMillis(3), NOW.plusMillis(4), NOW.plusMillis(6)),
        new Silence("run before ü", NOW.plusMillis(8)),
        new Load(
            new SourceFile(
                new SourceObject(
                    new SourceLocation("b1-data", "größe/😀.json"),
                    "v/1",
                    "\"e-1\"",
                    5_000_000_000L),
                Layout.of(Format.JSON, 3)),
            new TableSchema(
                "orders",
                "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                new KeySchema(partition, sort),
                List.of(
                    new IndexSchema("by é", new KeySchema(sort, null)),
                    new IndexSchema(
                        "by b", new KeySchema(new KeyAttribute("b", KeyType.B), partition)))),
            Shaping.NONE,
            false,
            67_108_864,
            false,
            MaxRejected.parse("2.5%"),
            WriteOptions.DEFAULT,
            "reports-1",
            "hash ü",
            "resumed ä"),
        new Outcome(RunState.FAILED, "Because of 'ö😀'.", NOW.plusMillis(5), TEN, 6_000_000_000L),
        new Answer(
            ResponseStatus.FAILED,
            "Told: 'ö😀'.",
            Map.of("RunId", "1", "Größe", "😀", "Empty", "")),
        NOW.plusMillis(7),
        NOW.plusMillis(10),
        true);
  }
}
