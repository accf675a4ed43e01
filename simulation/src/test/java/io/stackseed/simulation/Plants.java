package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.WriteMode;
import io.stackseed.reject.RejectReport;
import io.stackseed.request.Notification;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.Purpose;
import io.stackseed.response.ResponseBody;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.run.Announcement;
import io.stackseed.run.Callback;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Displaced;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Outcome;
import io.stackseed.run.Outcomes;
import io.stackseed.run.Progress;
import io.stackseed.run.Requester;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceFile;
import io.stackseed.run.WriteSchedule;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Faults to be planted one at a time, by the invariant that they break. */
final class Plants {
  private Plants() {}

  /** All of them, by name. */
  static Map<String, Plant> all() {
    Map<String, Plant> all = new LinkedHashMap<>();
    all.put("marker and progress in two calls", new TwoCalls());
    all.put("a lease without regard to the state", store(LeaseWhateverTheState::new));
    all.put("no latest timestamp", store(NoLatestTimestamp::new));
    all.put("sent before stored", store(SentBeforeStored::new));
    all.put("completion not checked after the last chunk", store(NotCheckedAfterChunk::new));
    all.put("completion not checked after the last object", store(NotCheckedAfterObject::new));
    all.put("a watchdog that forgets silent Deletes", store(ForgottenDeletes::new));
    all.put("a watchdog that sees no run", store(BlindWatchdog::new));
    all.put("a Delete answered before silence", store(ImpatientDelete::new));
    all.put("a duplicate as a new run", new DuplicateAsNew());
    all.put("a plan written after its messages", store(LatePlan::new));
    all.put("a pass that forgets the page it has begun", store(PageForgotten::new));
    all.put("an old URL answered after a retry", store(OldUrlKept::new));
    all.put("a commit that counts whatever its marker says", new Recounting());
    all.put("a source that is not pinned", new Unpinned());
    all.put("a listing that is not frozen", store(ListedAnew::new));
    all.put("staging that leaves out a part", store(PartLeftOut::new));
    all.put("a call that outlives its lease", new LongCalls());
    all.put("an answer that is not a pure function", store(ImpureAnswer::new));
    all.put("a lease ended while its calls are under way", store(HastyRelease::new));
    all.put("expired leases that nobody recovers", store(NothingQueuedAgain::new));
    all.put("a rollback that loads the newest version", store(LastGoodForgotten::new));
    all.put("a failed request that nobody answers", new NoRescue());
    all.put("a URL kept after its answer", store(UrlKept::new));
    all.put("an announcement noted before it is made", store(NotedBeforeAnnounced::new));
    all.put("an announcement that tells when it was made", new TimedAnnouncement());
    all.put("rejects that are not counted", store(RejectsIgnored::new));
    all.put("a reject that is not reported", new Unreported());
    all.put("a run that ends before its chunks do", store(EarlySuccess::new));
    all.put("a chunk gone on with at its start", store(CountedAgain::new));
    all.put("a chunk gone on with too far", store(RecordPassedOver::new));
    all.put("a cap that each worker keeps for itself", new CapForEach());
    return all;
  }

  private static Plant store(BiFunction<World, RunStore, RunStore> altered) {
    return new Plant() {
      @Override
      public RunStore runs(World world, RunStore runs) {
        return altered.apply(world, runs);
      }
    };
  }

  /** A crash between the two, and the counts are short for ever. */
  private static final class TwoCalls implements Plant {
    @Override
    public RunStore runs(World world, RunStore runs) {
      return new Uncounted(world, runs);
    }

    @Override
    public RunStore asStored(RunStore table, RunStore altered) {
      Uncounted uncounted = (Uncounted) altered;
      return new AlteredRunStore(table) {
        @Override
        public Progress progress(String runId) {
          return uncounted.seen(table.progress(runId), runId);
        }
      };
    }
  }

  private static final class Uncounted extends AlteredRunStore {
    private final World world;
    private final Map<ChunkId, Counts> uncounted = new LinkedHashMap<>();

    Uncounted(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public Commit commit(
        ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
      Commit commit = runs.commit(chunk, owner, counts, rejects);
      if (commit == Commit.COMMITTED) {
        uncounted.put(chunk, counts);
        world.calls.make("count", chunk, () -> uncounted.remove(chunk));
      }
      return commit;
    }

    @Override
    public Progress progress(String runId) {
      return seen(runs.progress(runId), runId);
    }

    @Override
    public boolean end(
        Run run,
        Progress seen,
        Outcome outcome,
        @Nullable Answer answer,
        Resource.@Nullable LastGood lastGood) {
      Progress stored = world.store.progress(run.id());
      return seen(stored, run.id()).equals(seen)
          && runs.end(run, stored, outcome, answer, lastGood);
    }

    Progress seen(Progress all, String runId) {
      Progress left = all;
      for (Map.Entry<ChunkId, Counts> chunk : uncounted.entrySet()) {
        if (chunk.getKey().runId().equals(runId)) {
          left =
              new Progress(
                  left.state(),
                  left.objects(),
                  left.objectsSplit(),
                  left.totalChunks(),
                  left.doneChunks() - 1,
                  minus(left.counts(), chunk.getValue()),
                  left.firstReject());
        }
      }
      return left;
    }

    private static Counts minus(Counts all, Counts some) {
      return new Counts(
          all.recordsRead() - some.recordsRead(),
          all.itemsWritten() - some.itemsWritten(),
          0,
          all.itemsRejected() - some.itemsRejected(),
          0,
          all.bytesRead() - some.bytesRead(),
          all.writeUnits() - some.writeUnits());
    }
  }

  private static final class LeaseWhateverTheState extends AlteredRunStore {
    LeaseWhateverTheState(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Lease lease(Leased what, LeaseRequest request) {
      Lease lease = runs.lease(what, request);
      return lease instanceof Lease.RunEnded ? new Lease.Granted() : lease;
    }
  }

  private static final class NoLatestTimestamp extends AlteredRunStore {
    NoLatestTimestamp(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Resource resource(ResourceKey key) {
      Resource known = runs.resource(key);
      return new Resource(
          known.revision(),
          Instant.EPOCH,
          known.latestRun(),
          known.latestRequestId(),
          known.currentRun(),
          known.physicalResourceId(),
          known.lastGood());
    }
  }

  /** The answer is on its way when the outcome is stored, or not stored. */
  private static final class SentBeforeStored extends AlteredRunStore {
    private final World world;

    SentBeforeStored(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public boolean end(
        Run run,
        Progress seen,
        Outcome outcome,
        @Nullable Answer answer,
        Resource.@Nullable LastGood lastGood) {
      Requester requester = run.requester();
      if (answer != null && requester != null && requester.responseUrl() != null) {
        ResponseIdentity identity = requester.identity();
        Purpose purpose =
            new Purpose.Response(
                identity.stackId(), identity.logicalResourceId(), identity.requestId());
        world.responses.send(
            PresignedUrl.parse(requester.responseUrl(), purpose, Set.of()),
            ResponseBody.of(identity, answer),
            world.scheduler.now().plusSeconds(5));
      }
      return runs.end(run, seen, outcome, answer, lastGood);
    }
  }

  /** Workers read what they have just written as it was before. */
  private static final class NotCheckedAfterChunk extends AlteredRunStore {
    private final World world;
    private final Map<String, Progress> before = new HashMap<>();

    NotCheckedAfterChunk(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public Commit commit(
        ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
      Progress stale = world.store.progress(chunk.runId());
      Commit commit = runs.commit(chunk, owner, counts, rejects);
      before.put(world.scheduler.caller().name() + chunk.runId(), stale);
      return commit;
    }

    @Override
    public Progress progress(String runId) {
      Progress stale = before.get(world.scheduler.caller().name() + runId);
      return stale == null ? runs.progress(runId) : stale;
    }
  }

  private static final class NotCheckedAfterObject extends AlteredRunStore {
    private final World world;
    private final Map<String, Progress> before = new HashMap<>();

    NotCheckedAfterObject(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public void objectSplit(String runId, int object, long chunks) {
      Progress stale = world.store.progress(runId);
      runs.objectSplit(runId, object, chunks);
      before.put(world.scheduler.caller().name() + runId, stale);
    }

    @Override
    public Progress progress(String runId) {
      Progress stale = before.get(world.scheduler.caller().name() + runId);
      return stale == null ? runs.progress(runId) : stale;
    }
  }

  private static final class ForgottenDeletes extends AlteredRunStore {
    private final World world;

    ForgottenDeletes(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public List<String> openRuns() {
      return runs.openRuns().stream().filter(this::isRemembered).toList();
    }

    private boolean isRemembered(String runId) {
      return world.store.run(runId).filter(run -> run.load() != null).isPresent();
    }
  }

  private static final class BlindWatchdog extends AlteredRunStore {
    BlindWatchdog(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public List<String> openRuns() {
      return List.of();
    }
  }

  private static final class ImpatientDelete extends AlteredRunStore {
    ImpatientDelete(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Instant quietAt(String runId) {
      return Instant.EPOCH;
    }
  }

  /** As if the run were named after the delivery, and not after the request. */
  private static final class DuplicateAsNew implements Plant {
    @Override
    public Notification delivered(World world, Notification notification) {
      return new Notification(
          notification.topic(),
          notification.messageId() + "-" + world.scheduler.caller().name(),
          notification.timestamp(),
          notification
              .message()
              .replace(
                  "&X-Amz-Signature",
                  "&by=" + world.scheduler.caller().name() + "&X-Amz-Signature"));
    }
  }

  private static final class LatePlan extends AlteredRunStore {
    private final Map<String, List<PlanPage>> pages = new HashMap<>();

    LatePlan(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public void savePage(PlanPage page) {
      pages.computeIfAbsent(page.runId(), run -> new ArrayList<>()).add(page);
    }

    @Override
    public void objectSplit(String runId, int object, long chunks) {
      pages.getOrDefault(runId, List.of()).forEach(runs::savePage);
      runs.objectSplit(runId, object, chunks);
    }
  }

  private static final class OldUrlKept extends AlteredRunStore {
    OldUrlKept(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Acceptance accept(
        Run run,
        Progress initial,
        Resource seen,
        @Nullable Resource next,
        List<Displaced> displaced) {
      return runs.accept(
          run, initial, seen, next, displaced.stream().map(OldUrlKept::remembering).toList());
    }

    /** What is withdrawn is told no answer: here it is, and what it owed it still owes. */
    private static Displaced remembering(Displaced displaced) {
      return displaced.answer() != null
          ? displaced
          : new Displaced(
              displaced.run(),
              displaced.seen(),
              displaced.outcome(),
              displaced.outcome() == null ? null : Answer.failed("Superseded"),
              Set.of(),
              displaced.at());
    }
  }

  /** A call that is repeated counts its chunk once more. */
  private static final class Recounting implements Plant {
    @Override
    public RunStore table(RunStore store) {
      return new Recounted(store);
    }
  }

  private static final class Recounted extends AlteredRunStore {
    private final Map<ChunkId, Counts> counted = new LinkedHashMap<>();
    private final Map<String, List<Counts>> recounted = new HashMap<>();

    Recounted(RunStore store) {
      super(store);
    }

    @Override
    public Commit commit(
        ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
      Commit commit = runs.commit(chunk, owner, counts, rejects);
      if (commit == Commit.COMMITTED) {
        counted.put(chunk, counts);
      } else if (commit == Commit.LEASE_LOST && counted.containsKey(chunk)) {
        recounted.computeIfAbsent(chunk.runId(), run -> new ArrayList<>()).add(counts);
      }
      return commit;
    }

    @Override
    public Progress progress(String runId) {
      Progress stored = runs.progress(runId);
      List<Counts> again = recounted.getOrDefault(runId, List.of());
      return new Progress(
          stored.state(),
          stored.objects(),
          stored.objectsSplit(),
          stored.totalChunks(),
          stored.doneChunks() + again.size(),
          again.stream().reduce(stored.counts(), Counts::plus),
          stored.firstReject());
    }

    @Override
    public boolean end(
        Run run,
        Progress seen,
        Outcome outcome,
        @Nullable Answer answer,
        Resource.@Nullable LastGood lastGood) {
      return progress(run.id()).equals(seen)
          && runs.end(run, runs.progress(run.id()), outcome, answer, lastGood);
    }
  }

  private static final class Unpinned implements Plant {
    @Override
    public SourceObjects sources(SourceObjects objects, SourceObjects sources) {
      return new SourceObjects() {
        @Override
        public SourceObject describe(SourceLocation location, @Nullable String versionId) {
          return sources.describe(location, versionId);
        }

        @Override
        public List<SourceObject> list(SourcePrefix prefix, int most) {
          return sources.list(prefix, most);
        }

        @Override
        public InputStream open(SourceObject object, ByteRange range) throws IOException {
          SourceObject newest = objects.describe(object.location(), null);
          return sources.open(range.endExclusive() <= newest.sizeBytes() ? newest : object, range);
        }
      };
    }
  }

  private static final class ListedAnew extends AlteredRunStore {
    private final World world;

    ListedAnew(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public Optional<ListingPage> listing(String runId, String listing, int page) {
      return runs.listing(runId, listing, page)
          .map(
              known ->
                  new ListingPage(
                      runId,
                      listing,
                      page,
                      known.objects().stream().map(world.files::newest).toList()));
    }
  }

  private static final class PartLeftOut extends AlteredRunStore {
    PartLeftOut(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public boolean saveFile(ObjectId object, String owner, SourceFile file) {
      StagedContent staged = file.staged();
      return runs.saveFile(
          object,
          owner,
          staged != null && file.isToBeStaged()
              ? file.staging(staged.plus(Math.toIntExact(staged.partBytes())))
              : file);
    }
  }

  private static final class LongCalls implements Plant {
    @Override
    public TargetTable targets(TargetTable tables) {
      return new TargetTable() {
        @Override
        public TableSchema schema(String tableName) {
          return tables.schema(tableName);
        }

        @Override
        public BatchCalls open(TableSchema table, WriteMode mode, Instant until) {
          return tables.open(table, mode, until.plus(Duration.ofMinutes(5)));
        }
      };
    }
  }

  private static final class ImpureAnswer extends AlteredRunStore {
    private final World world;

    ImpureAnswer(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public Optional<Run> run(String runId) {
      return runs.run(runId).map(this::altered);
    }

    private Run altered(Run run) {
      Answer answer = run.answer();
      if (answer == null || run.answeredAt() != null) {
        return run;
      }
      Map<String, String> data = new HashMap<>(answer.data());
      data.put("AnsweredAt", world.scheduler.now().toString());
      return new Run(
          run.id(),
          run.resource(),
          run.requestType(),
          run.requester(),
          run.completionHandle(),
          run.requestedAt(),
          run.acceptedAt(),
          run.deadlines(),
          run.silence(),
          run.load(),
          run.outcome(),
          new Answer(answer.status(), answer.reason(), data),
          null,
          run.firstItemAt(),
          run.unannounced());
    }
  }

  private static final class HastyRelease extends AlteredRunStore {
    private final World world;

    HastyRelease(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public OptionalInt release(Leased what, String owner, String cause, Instant until) {
      return runs.release(what, owner, cause, world.scheduler.now());
    }
  }

  private static final class NothingQueuedAgain extends AlteredRunStore {
    NothingQueuedAgain(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
      return false;
    }
  }

  private static final class PageForgotten extends AlteredRunStore {
    PageForgotten(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
      return runs.advance(object, owner, new PlanCursor(cursor.offset(), cursor.cuts(), List.of()));
    }
  }

  private static final class LastGoodForgotten extends AlteredRunStore {
    LastGoodForgotten(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Resource resource(ResourceKey key) {
      Resource known = runs.resource(key);
      return new Resource(
          known.revision(),
          known.latestTimestamp(),
          known.latestRun(),
          known.latestRequestId(),
          known.currentRun(),
          known.physicalResourceId(),
          null);
    }
  }

  private static final class NoRescue implements Plant {
    @Override
    public boolean rescues() {
      return false;
    }
  }

  /** Who dies between the two leaves an end that nobody hears of. */
  private static final class NotedBeforeAnnounced extends AlteredRunStore {
    NotedBeforeAnnounced(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public boolean claim(String runId, Callback callback, Instant now, Instant until) {
      boolean claimed = runs.claim(runId, callback, now, until);
      if (claimed && callback == Callback.ANNOUNCEMENT) {
        boolean unused = runs.delivered(runId, callback, now);
      }
      return claimed;
    }
  }

  private static final class TimedAnnouncement implements Plant {
    @Override
    public Outcomes outcomes(World world, Outcomes outcomes) {
      return said ->
          outcomes.publish(
              new Announcement(
                  said.runId(),
                  said.requestType(),
                  said.state(),
                  said.reason(),
                  said.stackId(),
                  said.logicalResourceId(),
                  said.table(),
                  world.scheduler.now(),
                  said.data()));
    }
  }

  private static final class UrlKept extends AlteredRunStore {
    UrlKept(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public boolean delivered(String runId, Callback callback, Instant at) {
      return callback == Callback.ANNOUNCEMENT && runs.delivered(runId, callback, at);
    }
  }

  private static final class RejectsIgnored extends AlteredRunStore {
    RejectsIgnored(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Commit commit(
        ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
      Counts written =
          new Counts(
              counts.itemsWritten(),
              counts.itemsWritten(),
              0,
              0,
              0,
              counts.bytesRead(),
              counts.writeUnits());
      return runs.commit(chunk, owner, written, null);
    }
  }

  /** Loses what it is given. */
  private static final class Unreported implements Plant {
    @Override
    public RejectReport report(RejectReport report) {
      return (file, records) -> {};
    }
  }

  /** Counts what was counted once more. */
  private static final class CountedAgain extends AlteredRunStore {
    CountedAgain(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Optional<Continuation> continuation(ChunkId chunk) {
      return runs.continuation(chunk)
          .map(soFar -> new Continuation(soFar.position(), 0, soFar.counts(), soFar.rejects()));
    }
  }

  /** Leaves out the first record that is not settled. */
  private static final class RecordPassedOver extends AlteredRunStore {
    RecordPassedOver(World world, RunStore runs) {
      super(runs);
    }

    @Override
    public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
      Counts counts = soFar.counts();
      return runs.pause(
          chunk,
          owner,
          new Continuation(
              soFar.position(),
              soFar.settledPast() + 1,
              new Counts(
                  counts.recordsRead() + 1,
                  counts.itemsWritten() + 1,
                  counts.itemsSkipped(),
                  counts.itemsRejected(),
                  counts.itemsSampledOut(),
                  counts.bytesRead(),
                  counts.writeUnits()),
              soFar.rejects()),
          resumeAt);
    }
  }

  /** As many lines as there are workers. */
  private static final class CapForEach implements Plant {
    @Override
    public WriteSchedule schedule(WriteSchedule schedule) {
      return (runId, takes, now, latest) -> new WriteSchedule.Slot(now, true);
    }
  }

  /** Takes the last chunk for done when the one before it is. */
  private static final class EarlySuccess extends AlteredRunStore {
    private final World world;

    EarlySuccess(World world, RunStore runs) {
      super(runs);
      this.world = world;
    }

    @Override
    public boolean end(
        Run run,
        Progress seen,
        Outcome outcome,
        @Nullable Answer answer,
        Resource.@Nullable LastGood lastGood) {
      return runs.end(run, world.store.progress(run.id()), outcome, answer, lastGood);
    }

    @Override
    public Progress progress(String runId) {
      Progress progress = runs.progress(runId);
      return progress.state() == RunState.LOADING
              && progress.doneChunks() + 1 == progress.totalChunks()
          ? new Progress(
              progress.state(),
              progress.objects(),
              progress.objectsSplit(),
              progress.doneChunks(),
              progress.doneChunks(),
              progress.counts(),
              progress.firstReject())
          : progress;
    }
  }
}
