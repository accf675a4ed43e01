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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The progress table. Every read is strongly consistent. Every change is one conditional write or
 * one transaction, so a crash just before a call means that nothing of it happened, and a crash
 * just after it that all of it did; each method says what the next caller finds then. A call that
 * succeeds and is reported as failed may be repeated: it changes nothing twice.
 */
public interface RunStore {

  /** The run, or empty if it was never accepted or is long past. */
  Optional<Run> run(String runId);

  /**
   * The progress item of a run.
   *
   * @throws IllegalStateException if there is no such run
   */
  Progress progress(String runId);

  /** What is known of a resource; {@link Resource#NEW} if nothing is. */
  Resource resource(ResourceKey key);

  /**
   * Stores a run, its progress, the change of its resource and what becomes of the runs it
   * displaces, in one transaction. Crash before: the request is as if it had not arrived. Crash
   * after: its repetition finds {@link Acceptance#EXISTS} and carries on, and the watchdog delivers
   * what the displaced runs owe.
   *
   * @param seen the resource this was decided on
   * @param next what it becomes; null if the request leaves it as it is
   */
  Acceptance accept(
      Run run, Progress initial, Resource seen, @Nullable Resource next, List<Displaced> displaced);

  /** What became of {@link #accept}. */
  enum Acceptance {
    ACCEPTED,
    /** This very run is stored already. */
    EXISTS,
    /**
     * The resource or a displaced run is not as it was seen, or an answer that must not be sent any
     * more is being delivered: read them again.
     */
    CHANGED
  }

  /**
   * Stores a page of a listing, before the run that reads it is accepted. Crash before or after:
   * the listing is made anew; pages that no run names expire.
   */
  void saveListing(ListingPage page);

  /** A page of a listing, or empty if it was never stored or is long past. */
  Optional<ListingPage> listing(String runId, String listing, int page);

  /**
   * Stores what was found of a listed object, or how far an object is staged, under its lease and
   * before its plan. It is an advance: the attempts of its lease are counted anew. Crash before: it
   * is looked at, or the same part is staged again, to the same end.
   *
   * @return false if the lease is not the owner's any more, or the run has ended
   */
  boolean saveFile(ObjectId object, String owner, SourceFile file);

  /**
   * What was found of a listed object, or how far an object is staged; empty before either is
   * begun.
   */
  Optional<SourceFile> file(ObjectId object);

  /**
   * Stores a page of the plan. Crash before: no message names its chunks. Crash after: planning
   * again gives the same page.
   */
  void savePage(PlanPage page);

  /** A page of the plan, or empty if it was not written. */
  Optional<PlanPage> page(String runId, int object, int page);

  /** How far an object is planned; {@link PlanCursor#START} if that was never stored. */
  PlanCursor cursor(ObjectId object);

  /**
   * Stores how far an object is planned, if the run is live. It is an advance: the attempts of its
   * lease are counted anew. Crash before: the same part is planned again, to the same pages and
   * messages. Crash after: whoever leases the object next goes on from there.
   *
   * @return false if the lease is not the owner's any more, or the run has ended
   */
  boolean advance(ObjectId object, String owner, PlanCursor cursor);

  /**
   * Marks an object split and adds its chunks to the run's, in one transaction; nothing happens if
   * it is marked already or the run has ended. Crash before: the object is split again, with the
   * same cuts. Crash after: whoever settles the run next goes on.
   */
  void objectSplit(String runId, int object, long chunks);

  /**
   * Takes the lease of an object or a chunk, if the run is live. Crash after: the lease expires.
   */
  Lease lease(Leased what, LeaseRequest request);

  /**
   * Ends a lease earlier than it would expire; nothing happens if it is somebody else's by now.
   * Crash before: the lease expires by itself.
   *
   * @param cause what ended the attempt, without item data; kept for the failure's wording
   * @param until from then on the owner has no call under way; in the past, it has none now. A
   *     lease that ends before it keeps its end
   * @return how often it was leased since its last advance, this time included unless it advanced;
   *     empty if the lease is not the owner's
   */
  OptionalInt release(Leased what, String owner, String cause, Instant until);

  /**
   * Turns the chunk's marker DONE, lists its files of the reject report there, and adds its counts
   * to the progress item, in one transaction. Crash before: the chunk is loaded again and counted
   * once. Crash after: its redelivery finds it done and settles the run.
   *
   * @param rejects null if nothing was rejected
   */
  Commit commit(ChunkId chunk, String owner, Counts counts, @Nullable ChunkRejects rejects);

  /**
   * Gives a chunk back that is loaded in part: its marker turns PAUSED and keeps how far it came.
   * It is an advance: the attempts of its lease are counted anew. Crash before: the chunk is loaded
   * again from where it was paused last. Crash after: its message comes back, and whoever leases it
   * then goes on from there.
   *
   * @param soFar all that is settled, what was before this lease included
   * @param resumeAt it is not leased before
   */
  Commit pause(ChunkId chunk, String owner, Continuation soFar, Instant resumeAt);

  /** How far a chunk came when it was paused last; empty if it never was. */
  Optional<Continuation> continuation(ChunkId chunk);

  /** What became of {@link #commit} or {@link #pause}. */
  enum Commit {
    COMMITTED,
    /** The lease was somebody else's by then: their counts are the ones that enter. */
    LEASE_LOST,
    RUN_ENDED
  }

  /**
   * Moves a run whose plan is complete from PLANNING to LOADING; nothing happens if it has moved on
   * by itself. Crash after: whoever settles the run next goes on.
   *
   * @param answer stored with it, for a run that does not wait for completion; null otherwise
   */
  void beginLoading(String runId, @Nullable Answer answer);

  /**
   * Ends a run: state, outcome and (unless one is stored) answer in one transaction; on success the
   * resource remembers the run as its last good one. Crash after: whoever settles the run next, or
   * the watchdog, delivers the answer.
   *
   * @param seen the progress the outcome was decided on
   * @param answer null if nobody is to be answered
   * @param lastGood null unless the run succeeded
   * @return false if the progress is not as it was seen: read it again and decide again
   */
  boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood);

  /**
   * Takes a delivery upon the caller, so that several who settle a run at once do not all send.
   * Crash after: the claim lapses, and the watchdog delivers.
   *
   * @param now claims that ended before this instant are free
   * @param until past this instant the caller has no PUT under way; a claim repeated with the same
   *     instant is the same claim
   * @return false if another has it, or there is nothing to deliver any more
   */
  boolean claim(String runId, Callback callback, Instant now, Instant until);

  /**
   * Notes that a callback was delivered, or never can be, and forgets its URL. Crash before: the
   * same is told again.
   *
   * @return true for one caller alone; false if it was noted before, or there was nothing to
   *     deliver
   */
  boolean delivered(String runId, Callback callback, Instant at);

  /**
   * Notes that the first items of a run are in its table; nothing happens if that is known. Crash
   * before: the next chunk's worker notes it, which is a little late.
   */
  void firstItem(String runId, Instant at);

  /**
   * Takes a run out of {@link #openRuns} once it {@link Run#isClosed is closed}; nothing happens to
   * another. Crash before: whoever settles the run next, or the watchdog, does it.
   */
  void close(String runId);

  /**
   * The runs of which outcome or a delivery is missing, the earliest deadline first. A run that was
   * accepted or closed a moment ago may be missing or still there.
   */
  List<String> openRuns();

  /**
   * The instant from which on no worker of the run can have a call under way, provided the run has
   * ended: the end of its last live lease. {@link Instant#EPOCH} if there is none.
   */
  Instant quietAt(String runId);

  /**
   * Stores when the runs that this one replaced are silent; nothing happens if an earlier instant
   * is known. Crash before: whoever needs to know looks again.
   */
  void foundSilence(String runId, Instant at);

  /** The chunks of a run that were leased at least once, in the order of their numbers. */
  Stream<ChunkMarker> chunks(String runId);

  /** Those of one of its objects. */
  Stream<ChunkMarker> chunks(ObjectId object);

  /** The numbers of the objects of a run that are split, or under a lease that is live. */
  Stream<Integer> objectsTaken(String runId, Instant now);

  /**
   * Takes it upon the caller to queue a chunk again whose lease has expired. Crash after: its
   * message is not queued before it may be queued again.
   *
   * @param now leases that ended before this instant have expired
   * @param notSince a chunk queued again at or after this instant is not
   * @return false if there is no such lease, or it was queued again lately
   */
  boolean claimRequeue(ChunkId chunk, Instant now, Instant notSince);

  /** What the watchdog remembers of a run; empty if it never looked. */
  Optional<Watch> watch(String runId);

  /**
   * Remembers it for the next round. Crash before: the next round sees what this one saw.
   *
   * @param next with the revision that follows the one {@link #watch} gave, or 1
   * @return false if another round has remembered something meanwhile
   */
  boolean saveWatch(String runId, Watch next);
}
