package io.stackseed.run;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.run.Resource.LastGood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The progress table in memory: each call is one transaction, with the conditions the real one has.
 * Calls can be made to fail just before or just after their effect.
 */
public final class InMemoryRunStore implements RunStore, RunDirectory {
  private static final Set<String> METHODS =
      Set.of(
          "run",
          "progress",
          "resource",
          "accept",
          "savePage",
          "page",
          "saveListing",
          "listing",
          "saveFile",
          "file",
          "objectsTaken",
          "cursor",
          "advance",
          "objectSplit",
          "lease",
          "release",
          "commit",
          "pause",
          "continuation",
          "beginLoading",
          "end",
          "claim",
          "delivered",
          "close",
          "firstItem",
          "openRuns",
          "quietAt",
          "foundSilence",
          "chunks",
          "claimRequeue",
          "watch",
          "saveWatch");

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, Progress> progress = new HashMap<>();
  private final Map<ResourceKey, Resource> resources = new HashMap<>();
  private final Map<PageId, PlanPage> pages = new LinkedHashMap<>();
  private final Map<ObjectId, PlanCursor> cursors = new HashMap<>();
  private final Map<ObjectId, SourceFile> files = new HashMap<>();
  private final Map<ListingId, ListingPage> listings = new HashMap<>();
  private final Map<Leased, Marker> markers = new LinkedHashMap<>();
  private final Map<ChunkId, Continuation> continuations = new HashMap<>();
  private final Map<ClaimId, Instant> claims = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Map<ChunkId, Instant> queuedAt = new HashMap<>();
  private final Map<String, Watch> watches = new HashMap<>();
  private final List<Hook> hooks = new ArrayList<>();
  private final Map<String, Integer> calls = new HashMap<>();

  /** Where a chunk or an object stands. */
  public enum Status {
    LEASED,
    PAUSED,
    DONE
  }

  /**
   * The marker of a chunk or an object.
   *
   * @param owner null once it is DONE
   * @param leaseUntil null once it is DONE; when it may be leased again while it is PAUSED
   * @param cause what ended the last attempt; null if it is under way, done or died without a word
   * @param counts of a chunk that is DONE; null otherwise
   * @param reportFiles of a chunk that is DONE; empty otherwise
   */
  public record Marker(
      Status status,
      @Nullable String owner,
      @Nullable Instant leaseUntil,
      int attempts,
      @Nullable String cause,
      @Nullable Counts counts,
      List<String> reportFiles) {}

  /** What a process that is killed in the middle of a call throws: no handler catches it. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    private Killed(String message) {
      super(message);
    }
  }

  private record ClaimId(String runId, Callback callback) {}

  private record ListingId(String runId, String listing, int page) {}

  private record PageId(String runId, int object, int page) {}

  private enum Moment {
    BEFORE,
    AFTER
  }

  private record Hook(String method, Moment moment, Runnable action) {}

  /** The names of the methods that can be made to fail, in alphabetical order. */
  public static List<String> methods() {
    return METHODS.stream().sorted().toList();
  }

  /** The next calls of the method throw an exception and change nothing. */
  public void failBefore(String method, int times) {
    fail(method, Moment.BEFORE, times);
  }

  /** The next calls of the method do what they should, and throw an exception all the same. */
  public void failAfter(String method, int times) {
    fail(method, Moment.AFTER, times);
  }

  /** The next call of the method throws {@link Killed} and changes nothing. */
  public void killBefore(String method) {
    hook(method, Moment.BEFORE, () -> kill(method, Moment.BEFORE));
  }

  /** The next call of the method does what it should, and throws {@link Killed} all the same. */
  public void killAfter(String method) {
    hook(method, Moment.AFTER, () -> kill(method, Moment.AFTER));
  }

  /** Somebody else's action comes just before the next call of the method takes effect. */
  public void meanwhile(String method, Runnable action) {
    hook(method, Moment.BEFORE, action);
  }

  /** How often each method was called so far; those that never were are missing. */
  public synchronized Map<String, Integer> calls() {
    return Map.copyOf(calls);
  }

  /** From now on nothing fails that has not failed yet. */
  public synchronized void heal() {
    hooks.clear();
  }

  /** Loses a marker, as no store does: the counts are right, and do not agree any more. */
  public synchronized void forget(Leased what) {
    markers.remove(what);
  }

  /** Every run that was accepted, oldest first. */
  public synchronized List<Run> runs() {
    return List.copyOf(runs.values());
  }

  /** The markers of a run's objects and chunks, in the order of their first lease. */
  public synchronized Map<Leased, Marker> markers(String runId) {
    Map<Leased, Marker> ofRun = new LinkedHashMap<>(markers);
    ofRun.keySet().removeIf(what -> !what.runId().equals(runId));
    return ofRun;
  }

  /** The pages of a run's plan, in the order they were saved. */
  public synchronized List<PlanPage> pages(String runId) {
    return pages.values().stream().filter(page -> page.runId().equals(runId)).toList();
  }

  @Override
  public Optional<Run> run(String runId) {
    return call("run", () -> Optional.ofNullable(runs.get(runId)));
  }

  @Override
  public Progress progress(String runId) {
    return call(
        "progress",
        () ->
            Optional.ofNullable(progress.get(runId))
                .orElseThrow(() -> new IllegalStateException("there is no run " + runId)));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return call("resource", () -> resources.getOrDefault(key, Resource.NEW));
  }

  @Override
  public Acceptance accept(
      Run run,
      Progress initial,
      Resource seen,
      @Nullable Resource next,
      List<Displaced> displaced) {
    return call(
        "accept",
        () -> {
          if (runs.containsKey(run.id())) {
            return Acceptance.EXISTS;
          }
          Resource known = resources.getOrDefault(run.resource(), Resource.NEW);
          if (next != null && known.revision() != seen.revision()) {
            return Acceptance.CHANGED;
          }
          if (!displaced.stream().allMatch(this::canBeDisplaced)) {
            return Acceptance.CHANGED;
          }
          displaced.forEach(this::displace);
          runs.put(run.id(), run);
          progress.put(run.id(), initial);
          if (!run.isClosed()) {
            open.add(run.id());
          }
          if (next != null) {
            resources.put(run.resource(), next);
          }
          return Acceptance.ACCEPTED;
        });
  }

  private boolean canBeDisplaced(Displaced displaced) {
    Run run = runs.get(displaced.run().id());
    Progress was = progress.get(displaced.run().id());
    return run != null
        && was != null
        && (displaced.outcome() == null || canEnd(run, was, displaced.seen()))
        && displaced.forgets().stream()
            .allMatch(callback -> isUnclaimed(run, callback, displaced.at()));
  }

  private boolean isUnclaimed(Run run, Callback callback, Instant now) {
    return claims.getOrDefault(new ClaimId(run.id(), callback), Instant.MIN).isBefore(now);
  }

  private void displace(Displaced displaced) {
    String runId = displaced.run().id();
    Outcome outcome = displaced.outcome();
    if (outcome != null) {
      progress.computeIfPresent(runId, (id, was) -> in(outcome.state(), was));
    }
    runs.computeIfPresent(
        runId,
        (id, stored) -> {
          Run left =
              stored.decided(
                  outcome == null ? stored.outcome() : outcome,
                  firstOf(stored.answer(), displaced.answer()));
          for (Callback callback : displaced.forgets()) {
            left = left.without(callback);
          }
          return left;
        });
  }

  @Override
  public void savePage(PlanPage page) {
    call(
        "savePage",
        () -> pages.putIfAbsent(new PageId(page.runId(), page.object(), page.page()), page));
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return call("page", () -> Optional.ofNullable(pages.get(new PageId(runId, object, page))));
  }

  @Override
  public void saveListing(ListingPage page) {
    call(
        "saveListing",
        () -> listings.put(new ListingId(page.runId(), page.listing(), page.page()), page));
  }

  @Override
  public Optional<ListingPage> listing(String runId, String listing, int page) {
    return call(
        "listing", () -> Optional.ofNullable(listings.get(new ListingId(runId, listing, page))));
  }

  @Override
  public boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return call(
        "saveFile",
        () -> {
          Marker marker = markers.get(object);
          if (!isLive(object.runId()) || marker == null || !isOwner(marker, owner)) {
            return false;
          }
          files.put(object, file);
          markers.put(object, advanced(marker, owner));
          return true;
        });
  }

  @Override
  public Optional<SourceFile> file(ObjectId object) {
    return call("file", () -> Optional.ofNullable(files.get(object)));
  }

  @Override
  public PlanCursor cursor(ObjectId object) {
    return call("cursor", () -> cursors.getOrDefault(object, PlanCursor.START));
  }

  @Override
  public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return call(
        "advance",
        () -> {
          Marker marker = markers.get(object);
          if (!isLive(object.runId()) || marker == null || !isOwner(marker, owner)) {
            return false;
          }
          markers.put(object, advanced(marker, owner));
          cursors.put(object, cursor);
          return true;
        });
  }

  private static Marker advanced(Marker marker, String owner) {
    return new Marker(
        Status.LEASED, owner, marker.leaseUntil(), 0, marker.cause(), null, List.of());
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    call(
        "objectSplit",
        () -> {
          ObjectId what = new ObjectId(runId, object);
          Marker marker = markers.get(what);
          if (!isLive(runId) || isDone(marker)) {
            return;
          }
          markers.put(what, done(marker, null, List.of()));
          progress.computeIfPresent(
              runId,
              (id, was) ->
                  new Progress(
                      was.state(),
                      was.objects(),
                      was.objectsSplit() + 1,
                      was.totalChunks() + chunks,
                      was.doneChunks(),
                      was.counts(),
                      was.firstReject()));
        });
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return call("lease", () -> leaseNow(what, request));
  }

  private Lease leaseNow(Leased what, LeaseRequest request) {
    if (!isLive(what.runId())) {
      return new Lease.RunEnded();
    }
    Marker marker = markers.get(what);
    if (isDone(marker)) {
      return new Lease.Done();
    }
    if (marker != null
        && marker.status() == Status.PAUSED
        && marker.leaseUntil() != null
        && marker.leaseUntil().isAfter(request.now())) {
      return new Lease.Resting(marker.leaseUntil());
    }
    int attempts = marker == null ? 0 : marker.attempts();
    Instant leaseUntil = marker == null ? null : marker.leaseUntil();
    if (marker != null
        && marker.status() == Status.LEASED
        && leaseUntil != null
        && !leaseUntil.isBefore(request.now())) {
      return isOwner(marker, request.owner()) ? new Lease.Granted() : new Lease.Held(leaseUntil);
    }
    if (attempts >= LeaseRequest.MAX_ATTEMPTS) {
      return new Lease.Exhausted(attempts, marker == null ? null : marker.cause());
    }
    markers.put(
        what,
        new Marker(
            Status.LEASED, request.owner(), request.until(), attempts + 1, null, null, List.of()));
    return new Lease.Granted();
  }

  @Override
  public OptionalInt release(Leased what, String owner, String cause, Instant until) {
    return call(
        "release",
        () -> {
          Marker marker = markers.get(what);
          Instant leaseUntil = marker == null ? null : marker.leaseUntil();
          if (marker == null || leaseUntil == null || !isOwner(marker, owner)) {
            return OptionalInt.empty();
          }
          Instant end = until.isBefore(leaseUntil) ? until : leaseUntil;
          markers.put(
              what,
              new Marker(Status.LEASED, owner, end, marker.attempts(), cause, null, List.of()));
          return OptionalInt.of(marker.attempts());
        });
  }

  @Override
  public Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    return call(
        "commit",
        () -> {
          if (!isLive(chunk.runId())) {
            return Commit.RUN_ENDED;
          }
          Marker marker = markers.get(chunk);
          if (marker == null || !isOwner(marker, owner)) {
            return Commit.LEASE_LOST;
          }
          continuations.remove(chunk);
          markers.put(
              chunk, done(marker, counts, rejects == null ? List.of() : rejects.reportFiles()));
          progress.computeIfPresent(
              chunk.runId(),
              (id, was) ->
                  new Progress(
                      was.state(),
                      was.objects(),
                      was.objectsSplit(),
                      was.totalChunks(),
                      was.doneChunks() + 1,
                      was.counts().plus(counts),
                      was.firstReject() == null && rejects != null
                          ? rejects.first()
                          : was.firstReject()));
          return Commit.COMMITTED;
        });
  }

  @Override
  public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    return call(
        "pause",
        () -> {
          if (!isLive(chunk.runId())) {
            return Commit.RUN_ENDED;
          }
          Marker marker = markers.get(chunk);
          if (marker == null || !isOwner(marker, owner)) {
            return Commit.LEASE_LOST;
          }
          markers.put(chunk, new Marker(Status.PAUSED, null, resumeAt, 0, null, null, List.of()));
          continuations.put(chunk, soFar);
          return Commit.COMMITTED;
        });
  }

  @Override
  public Optional<Continuation> continuation(ChunkId chunk) {
    return call("continuation", () -> Optional.ofNullable(continuations.get(chunk)));
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    call(
        "beginLoading",
        () -> {
          Progress was = progress.get(runId);
          if (was == null
              || was.state() != RunState.PLANNING
              || was.objectsSplit() != was.objects()) {
            return;
          }
          progress.put(runId, in(RunState.LOADING, was));
          runs.computeIfPresent(
              runId, (id, run) -> run.decided(run.outcome(), firstOf(run.answer(), answer)));
        });
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      @Nullable LastGood lastGood) {
    return call("end", () -> endNow(run, seen, outcome, answer, lastGood));
  }

  private boolean endNow(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      @Nullable LastGood lastGood) {
    Run stored = runs.get(run.id());
    Progress was = progress.get(run.id());
    if (stored == null || was == null || !canEnd(stored, was, seen)) {
      return false;
    }
    if (lastGood != null) {
      Resource resource = resources.getOrDefault(run.resource(), Resource.NEW);
      if (!run.id().equals(resource.currentRun())) {
        return false;
      }
      resources.put(
          run.resource(),
          new Resource(
              resource.revision() + 1,
              resource.latestTimestamp(),
              resource.latestRun(),
              resource.latestRequestId(),
              resource.currentRun(),
              resource.physicalResourceId(),
              lastGood));
    }
    progress.put(run.id(), in(outcome.state(), was));
    runs.put(run.id(), stored.decided(outcome, firstOf(stored.answer(), answer)));
    return true;
  }

  private static boolean canEnd(Run stored, Progress was, Progress seen) {
    return stored.outcome() == null
        && was.state() == seen.state()
        && was.doneChunks() == seen.doneChunks()
        && was.totalChunks() == seen.totalChunks();
  }

  @Override
  public boolean claim(String runId, Callback callback, Instant now, Instant until) {
    return call(
        "claim",
        () -> {
          Run run = runs.get(runId);
          ClaimId claim = new ClaimId(runId, callback);
          if (run == null
              || !isOwed(run, callback)
              || (!claims.getOrDefault(claim, Instant.MIN).isBefore(now)
                  && !until.equals(claims.get(claim)))) {
            return false;
          }
          claims.put(claim, until);
          return true;
        });
  }

  private static boolean isOwed(Run run, Callback callback) {
    return switch (callback) {
      case ANSWER -> run.requester() != null && run.requester().responseUrl() != null;
      case SIGNAL -> run.completionHandle() != null;
      case ANNOUNCEMENT -> run.unannounced();
    };
  }

  @Override
  public boolean delivered(String runId, Callback callback, Instant at) {
    return call(
        "delivered",
        () -> {
          Run run = runs.get(runId);
          if (run == null || !isOwed(run, callback)) {
            return false;
          }
          runs.put(runId, callback == Callback.ANSWER ? run.answered(at) : run.without(callback));
          return true;
        });
  }

  @Override
  public void firstItem(String runId, Instant at) {
    call("firstItem", () -> runs.computeIfPresent(runId, (id, run) -> run.withItemsAt(at)));
  }

  @Override
  public void close(String runId) {
    call(
        "close",
        () -> {
          Run run = runs.get(runId);
          if (run != null && run.isClosed()) {
            open.remove(runId);
          }
        });
  }

  @Override
  public Stream<String> runIds(String prefix) {
    synchronized (this) {
      return List.copyOf(runs.keySet()).stream().filter(id -> id.startsWith(prefix));
    }
  }

  @Override
  public List<String> openRuns() {
    return call(
        "openRuns",
        () ->
            runs.values().stream()
                .filter(run -> open.contains(run.id()))
                .sorted(Comparator.comparing((Run run) -> run.deadlines().deadline()))
                .map(Run::id)
                .toList());
  }

  @Override
  public void foundSilence(String runId, Instant at) {
    call(
        "foundSilence",
        () ->
            runs.computeIfPresent(
                runId,
                (id, run) -> {
                  Instant known = run.silence().at();
                  return known == null || at.isBefore(known)
                      ? run.behind(run.silence().found(at))
                      : run;
                }));
  }

  @Override
  public Stream<ChunkMarker> chunks(String runId) {
    return call(
        "chunks",
        () ->
            markers(runId).entrySet().stream()
                .filter(marker -> marker.getKey() instanceof ChunkId)
                .map(marker -> seen((ChunkId) marker.getKey(), marker.getValue()))
                .sorted(
                    Comparator.comparingInt((ChunkMarker marker) -> marker.chunk().object())
                        .thenComparingInt(marker -> marker.chunk().chunk())));
  }

  @Override
  public Stream<ChunkMarker> chunks(ObjectId object) {
    return chunks(object.runId()).filter(marker -> marker.chunk().object() == object.object());
  }

  @Override
  public Stream<Integer> objectsTaken(String runId, Instant now) {
    return call(
        "objectsTaken",
        () ->
            markers(runId).entrySet().stream()
                .filter(marker -> marker.getKey() instanceof ObjectId)
                .filter(marker -> isDone(marker.getValue()) || isLive(marker.getValue(), now))
                .map(marker -> ((ObjectId) marker.getKey()).object())
                .sorted());
  }

  private static boolean isLive(Marker marker, Instant now) {
    Instant leaseUntil = marker.leaseUntil();
    return leaseUntil != null && !leaseUntil.isBefore(now);
  }

  private static ChunkMarker seen(ChunkId chunk, Marker marker) {
    Instant leaseUntil = marker.leaseUntil();
    boolean isPaused = marker.status() == Status.PAUSED;
    return new ChunkMarker(
        chunk,
        marker.counts(),
        leaseUntil == null || isPaused ? Instant.EPOCH : leaseUntil,
        isPaused ? leaseUntil : null,
        marker.attempts(),
        marker.cause(),
        marker.reportFiles());
  }

  @Override
  public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return call(
        "claimRequeue",
        () -> {
          Marker marker = markers.get(chunk);
          Instant leaseUntil = marker == null ? null : marker.leaseUntil();
          if (marker == null
              || marker.status() != Status.LEASED
              || leaseUntil == null
              || !leaseUntil.isBefore(now)
              || !queuedAt.getOrDefault(chunk, Instant.MIN).isBefore(notSince)) {
            return false;
          }
          queuedAt.put(chunk, now);
          return true;
        });
  }

  @Override
  public Optional<Watch> watch(String runId) {
    return call("watch", () -> Optional.ofNullable(watches.get(runId)));
  }

  @Override
  public boolean saveWatch(String runId, Watch next) {
    return call(
        "saveWatch",
        () -> {
          Watch seen = watches.get(runId);
          if (next.revision() != (seen == null ? 1 : seen.revision() + 1)) {
            return false;
          }
          watches.put(runId, next);
          return true;
        });
  }

  @Override
  public Instant quietAt(String runId) {
    return call(
        "quietAt",
        () ->
            markers(runId).entrySet().stream()
                .filter(marker -> marker.getKey() instanceof ChunkId)
                .filter(marker -> marker.getValue().status() == Status.LEASED)
                .map(marker -> marker.getValue().leaseUntil())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH));
  }

  private boolean isLive(String runId) {
    Progress known = progress.get(runId);
    return known != null && known.state().isLive();
  }

  private static boolean isDone(@Nullable Marker marker) {
    return marker != null && marker.status() == Status.DONE;
  }

  private static boolean isOwner(Marker marker, String owner) {
    return marker.status() == Status.LEASED && owner.equals(marker.owner());
  }

  private static Marker done(
      @Nullable Marker was, @Nullable Counts counts, List<String> reportFiles) {
    return new Marker(
        Status.DONE, null, null, was == null ? 0 : was.attempts(), null, counts, reportFiles);
  }

  private static Progress in(RunState state, Progress was) {
    return new Progress(
        state,
        was.objects(),
        was.objectsSplit(),
        was.totalChunks(),
        was.doneChunks(),
        was.counts(),
        was.firstReject());
  }

  private static @Nullable Answer firstOf(@Nullable Answer stored, @Nullable Answer offered) {
    return stored == null ? offered : stored;
  }

  private void fail(String method, Moment moment, int times) {
    for (int time = 0; time < times; time++) {
      hook(
          method,
          moment,
          () -> {
            throw new IllegalStateException(words(method, moment));
          });
    }
  }

  private static void kill(String method, Moment moment) {
    throw new Killed(words(method, moment));
  }

  private static String words(String method, Moment moment) {
    return switch (moment) {
      case BEFORE -> method + " fails before its effect";
      case AFTER -> method + " fails after its effect";
    };
  }

  private synchronized void hook(String method, Moment moment, Runnable action) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("RunStore has no method " + method);
    }
    hooks.add(new Hook(method, moment, action));
  }

  private void call(String method, Runnable effect) {
    call(
        method,
        () -> {
          effect.run();
          return true;
        });
  }

  private synchronized <T> T call(String method, Supplier<T> effect) {
    calls.merge(method, 1, Integer::sum);
    runHook(method, Moment.BEFORE);
    T result = effect.get();
    runHook(method, Moment.AFTER);
    return result;
  }

  private void runHook(String method, Moment moment) {
    hooks.stream()
        .filter(hook -> hook.method().equals(method) && hook.moment() == moment)
        .findFirst()
        .ifPresent(
            hook -> {
              hooks.remove(hook);
              hook.action().run();
            });
  }
}
