package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.SplitSender;
import io.stackseed.run.Layouts;
import io.stackseed.run.Load;
import io.stackseed.run.NoAdvanceException;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.run.Sources;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SequentialReads;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagingArea;
import io.stackseed.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans objects. What few ranges give is planned at once; anything else goes through the split
 * queue and is planned under the object's lease, by as many invocations as it takes: each goes on
 * where the one before has stopped. Planning again comes to the same.
 */
public final class Planner {
  private final RunStore runs;
  private final SourceObjects objects;
  private final SequentialReads reads;
  private final ChunkSender chunks;
  private final SplitSender splits;
  private final Layouts layouts;
  private final Staging staging;
  private final Stride stride;
  private final Time time;

  /**
   * How much is planned before it is stored.
   *
   * @param atOnce ranges that are planned by whoever accepts the run
   * @param pages full pages that are queued together, neighbours apart from each other
   * @param pause how long chunks of full pages wait at most until they are queued
   * @param partBytes of what is decompressed that are staged together
   */
  public record Stride(int atOnce, int pages, Duration pause, int partBytes) {
    /** Far below what an invocation has time, and memory, for. */
    public static final Stride USUAL = new Stride(1_000, 100, Duration.ofSeconds(5), 16 << 20);
  }

  /**
   * @param reads how passes read
   */
  public Planner(
      RunStore runs,
      SourceObjects objects,
      SequentialReads reads,
      StagingArea area,
      ChunkSender chunks,
      SplitSender splits,
      Stride stride,
      Time time) {
    this.runs = runs;
    this.objects = objects;
    this.reads = reads;
    this.chunks = chunks;
    this.splits = splits;
    this.layouts = new Layouts(objects);
    this.staging = new Staging(runs, objects, area, stride.partBytes(), time);
    this.stride = stride;
    this.time = time;
  }

  /** Plans a run that has just been accepted, or queues its objects to be planned. */
  void plan(Run run) throws InterruptedException {
    Load load = run.load();
    if (load == null) {
      throw new IllegalArgumentException(run + " loads nothing");
    }
    ObjectId first = new ObjectId(run.id(), 0);
    if (load.source() instanceof SourceFile file
        && Cuts.count(file, load.chunkBytes()) <= stride.atOnce()) {
      planAtOnce(load, file, first);
    } else {
      splits.send(UnsplitObjects.of(run, runs, time.now()));
    }
  }

  private void planAtOnce(Load load, SourceFile file, ObjectId object) throws InterruptedException {
    Plan plan = new Plan(runs, chunks, object, load, PlanCursor.START);
    try (Cuts cuts = Cuts.from(0, file, load.chunkBytes(), objects, reads)) {
      addAll(cuts, plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plan.finish();
  }

  private static void addAll(Cuts cuts, Plan plan) throws IOException {
    for (@Nullable ByteRange range = cuts.next(); range != null; range = cuts.next()) {
      plan.add(range);
    }
  }

  /**
   * Goes on with an object, staging it first if need be, until its plan is complete, or the time is
   * up, or it is somebody else's by then.
   *
   * @param owner of the object's lease
   * @param until when to stop, and to leave the rest to another invocation
   */
  void goOn(Load load, ObjectId object, String owner, Instant until)
      throws IOException, InterruptedException, NoAdvanceException {
    Optional<SourceFile> file = file(load, object, owner);
    if (file.isPresent() && file.get().isToBeStaged()) {
      file = staging.goOn(load, file.get(), object, owner, until);
    }
    if (file.isEmpty()) {
      return;
    }
    if (file.get().isToBeStaged()) {
      leaveToAnother(object, owner);
      return;
    }
    PlanCursor from = runs.cursor(object);
    Plan plan = new Plan(runs, chunks, object, load, from);
    try (Cuts cuts = Cuts.from(from.offset(), file.get(), load.chunkBytes(), objects, reads)) {
      Instant queued = time.now();
      for (@Nullable ByteRange range = cuts.next(); range != null; range = cuts.next()) {
        plan.add(range);
        Instant now = time.now();
        boolean stops = !now.isBefore(until);
        if (stops
            || plan.fullPages() == stride.pages()
            || !now.isBefore(queued.plus(stride.pause()))) {
          plan.queue();
          if (!runs.advance(object, owner, plan.cursor())) {
            return;
          }
          queued = time.now();
        }
        if (stops) {
          leaveToAnother(object, owner);
          return;
        }
      }
    }
    plan.finish();
  }

  /** Empty if the object is somebody else's by now. */
  private Optional<SourceFile> file(Load load, ObjectId object, String owner) throws IOException {
    if (load.source() instanceof SourceFile file) {
      return file.isToBeStaged()
          ? runs.file(object).or(() -> Optional.of(file))
          : Optional.of(file);
    }
    Optional<SourceFile> known = runs.file(object);
    if (known.isPresent()) {
      return known;
    }
    SourceListing listing = (SourceListing) load.source();
    SourceObject listed = new Sources(runs).object(listing, object.object());
    SourceFile file =
        layouts.file(
            listed, listing.request(), load.table(), load.shaping().given(), load.chunkBytes());
    return runs.saveFile(object, owner, file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * The lease ends first, and by every clock: a message that met it would be taken for a duplicate.
   */
  private void leaveToAnother(ObjectId object, String owner) throws InterruptedException {
    runs.release(object, owner, "to be continued", Instant.EPOCH);
    splits.send(List.of(object));
  }
}
