package io.stackseed.benchmarks.scale;

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
import io.stackseed.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run store whose calls take the time and the units that the progress table's do. Items are of 1
 * KB, but for the pages of a plan and the markers of chunks; a transaction takes two units for each
 * ("TransactWriteItems", Amazon DynamoDB API Reference), whether it succeeds or not. A query takes
 * a unit for every 4 KB of all that it goes through, whatever its filter leaves, and answers in
 * pages of 1 MB ("Query", Amazon DynamoDB API Reference); those of the adapter are consistent.
 *
 * <p>A transaction that meets another one over the progress item is canceled, and made again after
 * a pause, as the adapter of the product does. Leases are among those: they check the run's state.
 */
final class PacedRunStore implements RunStore {
  private static final Latency READ = new Latency(3, 8);
  private static final Latency WRITE = new Latency(4, 10);
  private static final Latency TRANSACTION = new Latency(10, 20);

  private static final double PAGE_UNITS = 4;
  private static final double READ_UNITS = 1;
  private static final double WRITE_UNITS = 1;
  private static final double UNITS_OF_TWO = 4;
  private static final double READ_UNIT_BYTES = 4_096;
  private static final long QUERY_PAGE_BYTES = 1 << 20;

  /** Of a chunk that is done, as the adapter stores it; one that is leased is somewhat smaller. */
  private static final long MARKER_BYTES = 200;

  /** As ConflictRetries has them. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final RunStore runs;
  private final ProgressItem item;
  private final Place place;
  private final Usage usage;
  private final Backoff backoff;

  /** Until when a transaction is under way that writes or checks the progress item. */
  static final class ProgressItem {
    private Instant takenUntil = Instant.EPOCH;

    /** Whether a transaction may have it. */
    boolean take(Instant now, Instant until) {
      if (now.isBefore(takenUntil)) {
        return false;
      }
      takenUntil = until;
      return true;
    }
  }

  /**
   * @param item shared by all who write it
   */
  PacedRunStore(RunStore runs, ProgressItem item, Place place, Usage usage) {
    this.runs = runs;
    this.item = item;
    this.place = place;
    this.usage = usage;
    this.backoff =
        new Backoff(place.pausing(Activity.PROGRESS), place.random(), FIRST_PAUSE, LONGEST_PAUSE);
  }

  private <T> T read(Supplier<T> call) {
    usage.progressReadUnits += READ_UNITS;
    place.spend(Activity.PROGRESS, READ);
    return call.get();
  }

  /** A query of markers, of which each takes its part of a unit. */
  private <T> T query(Supplier<T> call, ToLongFunction<T> markers) {
    place.spend(Activity.PROGRESS, READ);
    T answer = call.get();
    long bytes = MARKER_BYTES * markers.applyAsLong(answer);
    usage.progressReadUnits += Math.max(READ_UNITS, Math.ceil(bytes / READ_UNIT_BYTES));
    for (long read = QUERY_PAGE_BYTES; read < bytes; read += QUERY_PAGE_BYTES) {
      place.spend(Activity.PROGRESS, READ);
    }
    return answer;
  }

  private <T> T write(double units, Supplier<T> call) {
    usage.progressWriteUnits += units;
    place.spend(Activity.PROGRESS, WRITE);
    return call.get();
  }

  private void write(double units, Runnable call) {
    boolean unused =
        write(
            units,
            () -> {
              call.run();
              return true;
            });
  }

  /** Over the progress item and another one. */
  private <T> T transact(Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      Duration takes = TRANSACTION.next(place.random());
      boolean isTaken = item.take(place.now(), place.now().plus(takes));
      usage.progressWriteUnits += UNITS_OF_TWO;
      usage.progressTransactions++;
      place.spend(Activity.PROGRESS, takes);
      if (isTaken) {
        return call.get();
      }
      usage.progressConflicts++;
      place.spend(Activity.PROGRESS, backoff.delay(tries));
    }
  }

  private void transact(Runnable call) {
    boolean unused =
        transact(
            () -> {
              call.run();
              return true;
            });
  }

  @Override
  public Optional<Run> run(String runId) {
    return read(() -> runs.run(runId));
  }

  @Override
  public Progress progress(String runId) {
    return read(() -> runs.progress(runId));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return read(() -> runs.resource(key));
  }

  @Override
  public Acceptance accept(
      Run run,
      Progress initial,
      Resource seen,
      @Nullable Resource next,
      List<Displaced> displaced) {
    return transact(() -> runs.accept(run, initial, seen, next, displaced));
  }

  @Override
  public void saveListing(ListingPage page) {
    write(PAGE_UNITS, () -> runs.saveListing(page));
  }

  @Override
  public Optional<ListingPage> listing(String runId, String listing, int page) {
    return read(() -> runs.listing(runId, listing, page));
  }

  @Override
  public boolean saveFile(ObjectId object, String owner, SourceFile file) {
    return transact(() -> runs.saveFile(object, owner, file));
  }

  @Override
  public Optional<SourceFile> file(ObjectId object) {
    return read(() -> runs.file(object));
  }

  @Override
  public void savePage(PlanPage page) {
    write(PAGE_UNITS, () -> runs.savePage(page));
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return read(() -> runs.page(runId, object, page));
  }

  @Override
  public PlanCursor cursor(ObjectId object) {
    return read(() -> runs.cursor(object));
  }

  @Override
  public boolean advance(ObjectId object, String owner, PlanCursor cursor) {
    return transact(() -> runs.advance(object, owner, cursor));
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    transact(() -> runs.objectSplit(runId, object, chunks));
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return transact(() -> runs.lease(what, request));
  }

  @Override
  public OptionalInt release(Leased what, String owner, String cause, Instant until) {
    return write(WRITE_UNITS, () -> runs.release(what, owner, cause, until));
  }

  @Override
  public Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects) {
    return transact(() -> runs.commit(chunk, owner, counts, rejects));
  }

  @Override
  public Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt) {
    return transact(() -> runs.pause(chunk, owner, soFar, resumeAt));
  }

  @Override
  public Optional<Continuation> continuation(ChunkId chunk) {
    return read(() -> runs.continuation(chunk));
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    transact(() -> runs.beginLoading(runId, answer));
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood) {
    return transact(() -> runs.end(run, seen, outcome, answer, lastGood));
  }

  @Override
  public boolean claim(String runId, Callback callback, Instant now, Instant until) {
    return write(WRITE_UNITS, () -> runs.claim(runId, callback, now, until));
  }

  @Override
  public boolean delivered(String runId, Callback callback, Instant at) {
    return write(WRITE_UNITS, () -> runs.delivered(runId, callback, at));
  }

  @Override
  public void firstItem(String runId, Instant at) {
    write(WRITE_UNITS, () -> runs.firstItem(runId, at));
  }

  @Override
  public void close(String runId) {
    write(WRITE_UNITS, () -> runs.close(runId));
  }

  @Override
  public List<String> openRuns() {
    return read(runs::openRuns);
  }

  @Override
  public Instant quietAt(String runId) {
    return query(() -> runs.quietAt(runId), unused -> runs.chunks(runId).count());
  }

  @Override
  public void foundSilence(String runId, Instant at) {
    write(WRITE_UNITS, () -> runs.foundSilence(runId, at));
  }

  @Override
  public Stream<ChunkMarker> chunks(String runId) {
    return query(() -> runs.chunks(runId).toList(), List::size).stream();
  }

  @Override
  public Stream<ChunkMarker> chunks(ObjectId object) {
    return query(() -> runs.chunks(object).toList(), List::size).stream();
  }

  @Override
  public Stream<Integer> objectsTaken(String runId, Instant now) {
    return read(() -> runs.objectsTaken(runId, now));
  }

  @Override
  public boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince) {
    return write(WRITE_UNITS, () -> runs.claimRequeue(chunk, now, notSince));
  }

  @Override
  public Optional<Watch> watch(String runId) {
    return read(() -> runs.watch(runId));
  }

  @Override
  public boolean saveWatch(String runId, Watch next) {
    return write(WRITE_UNITS, () -> runs.saveWatch(runId, next));
  }
}
