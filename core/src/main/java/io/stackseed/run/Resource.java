package io.stackseed.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a resource through Create, Update and Delete.
 *
 * @param revision grows with every change; a change names the revision it was made from
 * @param latestTimestamp of the newest request seen; an older or equal one never starts
 * @param latestRun the run of CloudFormation's newest request; messages by hand leave it as it is.
 *     Null before the first
 * @param latestRequestId the identity of that request, which an operator's retry carries again;
 *     null with {@code latestRun}
 * @param currentRun the newest run that loads, or the Delete that came after it; null before the
 *     first
 * @param physicalResourceId of the current generation; null before the first and after a Delete
 * @param lastGood the last run that succeeded; null if there is none
 */
public record Resource(
    long revision,
    Instant latestTimestamp,
    @Nullable String latestRun,
    @Nullable String latestRequestId,
    @Nullable String currentRun,
    @Nullable String physicalResourceId,
    @Nullable LastGood lastGood) {

  /**
   * What a rollback returns to.
   *
   * @param sourceVersion null if the bucket keeps no versions
   * @param data what its answer carried; an Update that ingests nothing repeats it, because
   *     templates read it with GetAtt
   */
  public record LastGood(
      String runId, String reingestHash, @Nullable String sourceVersion, Map<String, String> data) {
    public LastGood {
      data = Map.copyOf(data);
    }
  }

  /** The resource before anything is known of it. */
  public static final Resource NEW = new Resource(0, Instant.EPOCH, null, null, null, null, null);

  /** True if a request of this time is not the newest. */
  public boolean hasSeen(Instant timestamp) {
    return !timestamp.isAfter(latestTimestamp);
  }

  /** True if CloudFormation's newest request is this very one, sent another time. */
  public boolean isSentAgainBy(Run run) {
    return latestRequestId != null
        && latestRequestId.equals(run.requestId())
        && !run.id().equals(latestRun);
  }

  /** A request was seen that changes nothing else. */
  public Resource seen(Run run) {
    return next(run, currentRun, physicalResourceId, lastGood);
  }

  /** A request of CloudFormation's was seen that something newer by hand has overtaken. */
  public Resource overtaken(Run run) {
    return new Resource(
        revision + 1,
        latestTimestamp,
        run.id(),
        run.requestId(),
        currentRun,
        physicalResourceId,
        lastGood);
  }

  /** A run begins and is the current generation. */
  public Resource begun(Run run, @Nullable String newPhysicalResourceId) {
    return next(run, run.id(), newPhysicalResourceId, lastGood);
  }

  /** The current generation is gone. */
  public Resource deleted(Run run) {
    return next(run, run.id(), null, null);
  }

  private Resource next(
      Run run,
      @Nullable String newCurrentRun,
      @Nullable String newPhysicalResourceId,
      @Nullable LastGood newLastGood) {
    return new Resource(
        revision + 1,
        run.requestedAt(),
        run.requestId() == null ? latestRun : run.id(),
        run.requestId() == null ? latestRequestId : run.requestId(),
        newCurrentRun,
        newPhysicalResourceId,
        newLastGood);
  }
}
