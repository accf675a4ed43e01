package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.run.Callback;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Displaced;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceFile;
import io.stackseed.run.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The progress table, to be altered in one respect. */
abstract class AlteredRunStore implements RunStore {
  /** As it should be. */
  final RunStore runs;

  AlteredRunStore(RunStore runs) {
    this.runs = runs;
  }

  @Override
  public Optional<Run> run(String runId) {
    return runs.run(runId);
  }

  @Override
  public Progress progress(String runId) {
    return runs.progress(runId);
  }

  @Override
  public Resource resource(ResourceKey key) {
    return runs.resource(key);
  }

  @Override
  public Acceptance accept(
      Run run,
      Progress initial,
      Resource seen,
      @Nullable Resource next,
      List<Displaced> displaced) {
    return runs.accept(run, initial, seen, next, displaced);
  }

  @Override
  public void savePage(PlanPage page) {
    runs.savePage(page);
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return runs.page(runId, object, page);
  }

  @Override
  public void saveListing(ListingPage page) {
    runs.saveListing(page);
  }

  @Override
  public Optional<ListingPage> listing(String runId, String listing, int page) {
    return runs.listing(runId, listing, page);
  }

  @Override
  public boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return runs.saveFile(object, owner, file);
  }

  @Override
  public Optional<SourceFile> file(ObjectId object) {
    return runs.file(object);
  }

  @Override
  public Stream<ChunkMarker> chunks(ObjectId object) {
    return runs.chunks(object);
  }

  @Override
  public Stream<Integer> objectsTaken(String runId, Instant now) {
    return runs.objectsTaken(runId, now);
  }

  @Override
  public PlanCursor cursor(ObjectId object) {
    return runs.cursor(object);
  }

  @Override
  public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return runs.advance(object, owner, cursor);
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    runs.objectSplit(runId, object, chunks);
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return runs.lease(what, request);
  }

  @Override
  public OptionalInt release(Leased what, String owner, String cause, Instant until) {
    return runs.release(what, owner, cause, until);
  }

  @Override
  public Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    return runs.commit(chunk, owner, counts, rejects);
  }

  @Override
  public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    return runs.pause(chunk, owner, soFar, resumeAt);
  }

  @Override
  public Optional<Continuation> continuation(ChunkId chunk) {
    return runs.continuation(chunk);
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    runs.beginLoading(runId, answer);
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood) {
    return runs.end(run, seen, outcome, answer, lastGood);
  }

  @Override
  public boolean claim(String runId, Callback callback, Instant now, Instant until) {
    return runs.claim(runId, callback, now, until);
  }

  @Override
  public boolean delivered(String runId, Callback callback, Instant at) {
    return runs.delivered(runId, callback, at);
  }

  @Override
  public void firstItem(String runId, Instant at) {
    runs.firstItem(runId, at);
  }

  @Override
  public void close(String runId) {
    runs.close(runId);
  }

  @Override
  public List<String> openRuns() {
    return runs.openRuns();
  }

  @Override
  public Instant quietAt(String runId) {
    return runs.quietAt(runId);
  }

  @Override
  public void foundSilence(String runId, Instant at) {
    runs.foundSilence(runId, at);
  }

  @Override
  public Stream<ChunkMarker> chunks(String runId) {
    return runs.chunks(runId);
  }

  @Override
  public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return runs.claimRequeue(chunk, now, notSince);
  }

  @Override
  public Optional<Watch> watch(String runId) {
    return runs.watch(runId);
  }

  @Override
  public boolean saveWatch(String runId, Watch next) {
    return runs.saveWatch(runId, next);
  }
}
