package io.stackseed.dispatcher;

import io.stackseed.dispatcher.Standing.Seen;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.request.PhysicalResourceIds;
import io.stackseed.run.Counts;
import io.stackseed.run.Displaced;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to, as far as it can be told from the request alone; {@link #over} says what
 * it comes to in view of its resource. Pure, and asked again when the resource has changed.
 *
 * @param run the run, before anything is known of its resource
 * @param physicalResourceId what the answer carries
 * @param listing pages to be stored before the run
 */
record Proposal(Kind kind, Run run, String physicalResourceId, List<ListingPage> listing) {

  /** One that reads no listing, or one that is stored. */
  Proposal(Kind kind, Run run, String physicalResourceId) {
    this(kind, run, physicalResourceId, List.of());
  }

  /** What the request does to its resource. */
  enum Kind {
    /** Begins a run, in place of the one that runs. */
    LOAD,
    /** Begins a run that goes on where the resource's current one ended. */
    RESUME,
    /** Ends the current generation, or an older one. */
    DELETE,
    /** Is seen, and changes nothing: it ingests nothing, or was refused. */
    SEEN,
    /** Is no request of the resource's. */
    BESIDE
  }

  /**
   * What is stored in one transaction.
   *
   * @param next what the resource becomes; null if it stays as it is
   */
  record Acceptable(
      Run run, Progress initial, @Nullable Resource next, List<Displaced> displaced) {}

  Acceptable over(Standing standing, Instant now) {
    if (kind == Kind.BESIDE) {
      return untouched(run);
    }
    if (standing.resource().hasSeen(run.requestedAt())) {
      return overtaken(standing, now);
    }
    return switch (kind) {
      case LOAD -> load(standing, now);
      case RESUME -> resume(standing);
      case DELETE -> delete(standing, now);
      case SEEN -> seen(run, standing, now);
      case BESIDE -> throw new IllegalStateException("unreachable");
    };
  }

  private Acceptable load(Standing standing, Instant now) {
    if (!now.isBefore(run.deadlines().deadline())) {
      Failure tooLate =
          new InvalidProperty(
              "ServiceTimeout",
              "the %s arrived too late to be carried out".formatted(run.requestType()),
              "Send it again");
      return seen(run.ended(outcome(RunState.FAILED, tooLate, now)), standing, now);
    }
    Run begun = run.behind(standing.silence());
    return new Acceptable(
        begun,
        planning(begun),
        standing.resource().begun(begun, physicalResourceId),
        displaced(begun, standing, true, now));
  }

  private static Progress planning(Run run) {
    return Progress.planning(run.load() == null ? 0 : run.load().source().objects());
  }

  private Acceptable resume(Standing standing) {
    Seen current = standing.current();
    if (run.load() == null
        || current == null
        || current.progress().state().isLive()
        || !current.run().id().equals(run.load().resumes())) {
      return untouched(
          run.ended(
              outcome(
                  RunState.FAILED,
                  new InvalidProperty(
                      "RunId",
                      "the run is not the newest of its resource any more",
                      "Send the resource's request again"),
                  run.acceptedAt())));
    }
    Run begun = run.behind(standing.silence());
    return new Acceptable(
        begun,
        planning(begun),
        standing.resource().begun(begun, standing.resource().physicalResourceId()),
        List.of());
  }

  private Acceptable delete(Standing standing, Instant now) {
    boolean deletesCurrent = deletesCurrent(standing.resource());
    Run begun = run.behind(deletesCurrent ? standing.silence() : standing.silenceBefore());
    return new Acceptable(
        begun,
        initial(begun),
        deletesCurrent ? standing.resource().deleted(begun) : standing.resource().seen(begun),
        displaced(begun, standing, deletesCurrent, now));
  }

  /** An id that CloudFormation made up names the current generation: it cancels a Create. */
  private boolean deletesCurrent(Resource seen) {
    return !PhysicalResourceIds.isOurs(physicalResourceId)
        || physicalResourceId.equals(seen.physicalResourceId());
  }

  private Acceptable seen(Run accepted, Standing standing, Instant now) {
    return new Acceptable(
        accepted,
        initial(accepted),
        standing.resource().seen(accepted),
        displaced(accepted, standing, false, now));
  }

  /** A request that is not the newest: it never starts. */
  private Acceptable overtaken(Standing standing, Instant now) {
    Run late =
        switch (kind) {
          case LOAD, RESUME ->
              run.ended(
                  outcome(RunState.FAILED, new Superseded("a newer request"), run.acceptedAt()));
          case DELETE -> run.behind(standing.silenceBefore());
          case SEEN, BESIDE -> run;
        };
    Seen latest = standing.latest();
    if (late.requestId() != null
        && (latest == null || latest.run().requestedAt().isBefore(late.requestedAt()))) {
      // Only a message by hand is newer: this is what CloudFormation waits for.
      return new Acceptable(
          late,
          initial(late),
          standing.resource().overtaken(late),
          displaced(late, standing, false, now));
    }
    // An answer to an earlier sending would be taken for the answer to the newest.
    return untouched(standing.resource().isSentAgainBy(late) ? late.withdrawn() : late);
  }

  private static Acceptable untouched(Run accepted) {
    return new Acceptable(accepted, initial(accepted), null, List.of());
  }

  private static Progress initial(Run accepted) {
    Outcome outcome = accepted.outcome();
    return outcome == null ? Progress.awaitingSilence() : Progress.ended(outcome.state());
  }

  /** Whom the accepted run displaces: an earlier sending of its request, and what runs. */
  private static List<Displaced> displaced(
      Run accepted, Standing standing, boolean takesOver, Instant now) {
    List<Displaced> displaced = new ArrayList<>();
    Seen latest = standing.resource().isSentAgainBy(accepted) ? standing.latest() : null;
    if (latest != null) {
      String reason = new Superseded("a retry of the same request").sentence();
      displaced.add(Displaced.withdrawn(latest.run(), latest.progress(), reason, now));
    }
    Seen current = standing.current();
    if (takesOver && current != null && current.isLoading() && !current.equals(latest)) {
      String reason = new Superseded("a newer " + accepted.requestType()).sentence();
      displaced.add(Displaced.superseded(current.run(), current.progress(), reason, accepted, now));
    }
    return displaced;
  }

  /**
   * The outcome of a request that loads nothing.
   *
   * @param failure null if it succeeded
   */
  static Outcome outcome(RunState state, @Nullable Failure failure, Instant at) {
    return new Outcome(state, failure == null ? null : failure.sentence(), at, Counts.ZERO, 0);
  }
}
