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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The progress table as the actors reach it: every call may break, and each is one atomic step. */
final class ProgressTable implements RunStore {
  private final RunStore table;
  private final Calls calls;
  private final Scheduler scheduler;
  private final Ledger ledger;

  ProgressTable(RunStore table, Calls calls, Scheduler scheduler, Ledger ledger) {
    this.table = table;
    this.calls = calls;
    this.scheduler = scheduler;
    this.ledger = ledger;
  }

  @Override
  public Optional<Run> run(String runId) {
    return calls.make("run", runId, () -> table.run(runId));
  }

  @Override
  public Progress progress(String runId) {
    return calls.make("progress", runId, () -> table.progress(runId));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return calls.make("resource", key, () -> table.resource(key));
  }

  @Override
  public Acceptance accept(
      Run run,
      Progress initial,
      Resource seen,
      @Nullable Resource next,
      List<Displaced> displaced) {
    return calls.make(
        "accept",
        run,
        () -> {
          Acceptance acceptance = table.accept(run, initial, seen, next, displaced);
          ledger.accepted(acceptance, run, next, displaced);
          return acceptance;
        });
  }

  @Override
  public void savePage(PlanPage page) {
    calls.make("savePage", page, () -> table.savePage(page));
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return calls.make("page", runId, () -> table.page(runId, object, page));
  }

  @Override
  public void saveListing(ListingPage page) {
    calls.make("saveListing", page, () -> table.saveListing(page));
  }

  @Override
  public Optional<ListingPage> listing(String runId, String listing, int page) {
    return calls.make("listing", runId, () -> table.listing(runId, listing, page));
  }

  @Override
  public boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return advance("saveFile", object, owner, () -> table.saveFile(object, owner, file));
  }

  @Override
  public Optional<SourceFile> file(ObjectId object) {
    return calls.make("file", object, () -> table.file(object));
  }

  @Override
  public Stream<ChunkMarker> chunks(ObjectId object) {
    return calls.make("chunks", object, () -> table.chunks(object).toList()).stream();
  }

  @Override
  public Stream<Integer> objectsTaken(String runId, Instant now) {
    return calls
        .make("objectsTaken", runId, () -> table.objectsTaken(runId, now).toList())
        .stream();
  }

  @Override
  public PlanCursor cursor(ObjectId object) {
    return calls.make("cursor", object, () -> table.cursor(object));
  }

  @Override
  public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return advance("advance", object, owner, () -> table.advance(object, owner, cursor));
  }

  private boolean advance(String method, ObjectId object, String owner, BooleanSupplier call) {
    return calls.make(
        method,
        object,
        () -> {
          boolean advanced = call.getAsBoolean();
          if (advanced) {
            ledger.leases().advanced(object, owner);
          }
          return advanced;
        });
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    calls.make(
        "objectSplit",
        runId,
        () -> {
          table.objectSplit(runId, object, chunks);
          ledger.changed(runId);
        });
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return calls.make(
        "lease",
        what,
        () -> {
          Lease lease = table.lease(what, request);
          ledger.leased(scheduler.caller(), what, request, lease);
          return lease;
        });
  }

  @Override
  public OptionalInt release(Leased what, String owner, String cause, Instant until) {
    return calls.make(
        "release",
        what,
        () -> {
          OptionalInt attempts = table.release(what, owner, cause, until);
          if (attempts.isPresent()) {
            ledger.leases().released(what, owner, until);
          }
          return attempts;
        });
  }

  @Override
  public Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    return calls.make(
        "commit",
        chunk,
        () -> {
          Commit commit = table.commit(chunk, owner, counts, rejects);
          ledger.committed(scheduler.caller(), chunk, counts, commit);
          return commit;
        });
  }

  @Override
  public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    return calls.make(
        "pause",
        chunk,
        () -> {
          Commit commit = table.pause(chunk, owner, soFar, resumeAt);
          if (commit == Commit.COMMITTED) {
            ledger.leases().paused(scheduler.caller(), chunk, resumeAt);
          }
          return commit;
        });
  }

  @Override
  public Optional<Continuation> continuation(ChunkId chunk) {
    return calls.make("continuation", chunk, () -> table.continuation(chunk));
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    calls.make(
        "beginLoading",
        runId,
        () -> {
          table.beginLoading(runId, answer);
          ledger.changed(runId);
        });
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood) {
    return calls.make(
        "end",
        outcome,
        () -> {
          boolean ended = table.end(run, seen, outcome, answer, lastGood);
          if (ended) {
            ledger.ended(run.id(), outcome);
          }
          return ended;
        });
  }

  @Override
  public boolean claim(String runId, Callback callback, Instant now, Instant until) {
    return calls.make("claim", callback, () -> table.claim(runId, callback, now, until));
  }

  @Override
  public boolean delivered(String runId, Callback callback, Instant at) {
    return calls.make("delivered", callback, () -> table.delivered(runId, callback, at));
  }

  @Override
  public void firstItem(String runId, Instant at) {
    calls.make("firstItem", at, () -> table.firstItem(runId, at));
  }

  @Override
  public void close(String runId) {
    calls.make("close", runId, () -> table.close(runId));
  }

  @Override
  public List<String> openRuns() {
    return calls.make("openRuns", "", table::openRuns);
  }

  @Override
  public void foundSilence(String runId, Instant at) {
    calls.make("foundSilence", at, () -> table.foundSilence(runId, at));
  }

  /** Read page by page in truth; each is one call here. */
  @Override
  public Stream<ChunkMarker> chunks(String runId) {
    return calls.make("chunks", runId, () -> table.chunks(runId).toList()).stream();
  }

  @Override
  public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return calls.make("claimRequeue", chunk, () -> table.claimRequeue(chunk, now, notSince));
  }

  @Override
  public Optional<Watch> watch(String runId) {
    return calls.make("watch", runId, () -> table.watch(runId));
  }

  @Override
  public boolean saveWatch(String runId, Watch next) {
    return calls.make("saveWatch", next, () -> table.saveWatch(runId, next));
  }

  @Override
  public Instant quietAt(String runId) {
    return calls.make("quietAt", runId, () -> table.quietAt(runId));
  }
}
