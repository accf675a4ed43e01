package io.stackseed.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a resource through Create, Update and Delete.
 *
 * @param revision grows with every change; a change names the revision it was made from
 * @param latestTimestamp of the newest request seen; an older or equal one never starts
 * @param currentRun the newest run accepted; null before the first and after a Delete
 * @param physicalResourceId of the current generation; null with {@code currentRun}
 * @param lastGood the last run that succeeded; null if there is none
 */
public record Resource(
    long revision,
    Instant latestTimestamp,
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
      String reingestHash, @Nullable String sourceVersion, Map<String, String> data) {
    public LastGood {
      data = Map.copyOf(data);
    }
  }

  /** The resource before anything is known of it. */
  public static final Resource NEW = new Resource(0, Instant.EPOCH, null, null, null);

  /** True if a request of this time is not the newest. */
  public boolean hasSeen(Instant timestamp) {
    return !timestamp.isAfter(latestTimestamp);
  }

  /** A request was seen that changes nothing else. */
  public Resource seen(Instant timestamp) {
    return new Resource(revision + 1, timestamp, currentRun, physicalResourceId, lastGood);
  }

  /** A run begins and is the current generation. */
  public Resource begun(Instant timestamp, String runId, String newPhysicalResourceId) {
    return new Resource(revision + 1, timestamp, runId, newPhysicalResourceId, lastGood);
  }

  /** The current generation is gone. */
  public Resource deleted(Instant timestamp) {
    return new Resource(revision + 1, timestamp, null, null, null);
  }
}
