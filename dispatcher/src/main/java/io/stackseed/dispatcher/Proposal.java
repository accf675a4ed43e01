package io.stackseed.dispatcher;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.request.PhysicalResourceIds;
import io.stackseed.run.Counts;
import io.stackseed.run.Outcome;
import io.stackseed.run.Resource;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to, as far as it can be told from the request alone. The methods say what it
 * comes to in view of its resource; they are pure, and asked again when the resource has changed.
 *
 * @param physicalResourceId what the answer carries
 * @param reingestHash of the data that the resource is to have; null if the request does not say
 */
record Proposal(Kind kind, Run run, String physicalResourceId, @Nullable String reingestHash) {

  /** What the request does to its resource. */
  enum Kind {
    /** Begins a run. */
    LOAD,
    /** Ends the current generation, or an older one. */
    DELETE,
    /** Changes nothing that would ingest again. */
    UNCHANGED,
    /** Leaves the resource as it is. */
    REFUSED
  }

  /** True if the resource's current run must be silent before this request is accepted. */
  boolean replaces(Resource seen) {
    return !seen.hasSeen(run.requestedAt())
        && switch (kind) {
          case LOAD -> true;
          case DELETE -> deletesCurrent(seen);
          case UNCHANGED, REFUSED -> false;
        };
  }

  /** The run to store. */
  Run runOver(Resource seen) {
    LastGood lastGood = seen.lastGood();
    if (kind == Kind.UNCHANGED
        && lastGood != null
        && lastGood.reingestHash().equals(reingestHash)) {
      return run.unchanged(outcome(RunState.SUCCEEDED, null, run.acceptedAt()), lastGood.data());
    }
    if (!seen.hasSeen(run.requestedAt()) || run.outcome() != null) {
      return run;
    }
    return run.ended(outcome(RunState.FAILED, new Superseded("a newer request"), run.acceptedAt()));
  }

  /**
   * The resource to store with it.
   *
   * @param accepted the run that is stored
   * @return null if the resource stays as it is
   */
  @Nullable Resource resourceOver(Resource seen, Run accepted) {
    Instant timestamp = run.requestedAt();
    if (seen.hasSeen(timestamp)) {
      return null;
    }
    return switch (kind) {
      case LOAD ->
          accepted.outcome() == null
              ? seen.begun(timestamp, run.id(), physicalResourceId)
              : seen.seen(timestamp);
      case DELETE -> deletesCurrent(seen) ? seen.deleted(timestamp) : seen.seen(timestamp);
      case UNCHANGED, REFUSED -> seen.seen(timestamp);
    };
  }

  /** An id that CloudFormation made up names the current generation: it cancels a Create. */
  private boolean deletesCurrent(Resource seen) {
    return !PhysicalResourceIds.isOurs(physicalResourceId)
        || physicalResourceId.equals(seen.physicalResourceId());
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
