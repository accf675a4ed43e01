package io.stackseed.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a run that has ended: a pure function of what is stored, so it is the same
 * however often and by whomever it is said. It carries no URL.
 *
 * @param requestType CloudFormation's spelling, for people
 * @param reason why it did not succeed; null if it did
 * @param stackId null for a message by hand
 * @param logicalResourceId null for a message by hand
 * @param table null for a request that was refused before its table was looked at
 * @param data what the answer's Data holds, or would hold
 */
public record Announcement(
    String runId,
    String requestType,
    RunState state,
    @Nullable String reason,
    @Nullable String stackId,
    @Nullable String logicalResourceId,
    @Nullable String table,
    Instant endedAt,
    Map<String, String> data) {
  public Announcement {
    data = Map.copyOf(data);
  }

  static Announcement of(Run run, Outcome outcome) {
    Requester requester = run.requester();
    return new Announcement(
        run.id(),
        run.requestType(),
        outcome.state(),
        outcome.reason(),
        requester == null ? null : requester.identity().stackId(),
        requester == null ? null : requester.identity().logicalResourceId(),
        run.load() == null ? null : run.load().table().tableName(),
        outcome.at(),
        Answers.of(run, outcome).data());
  }
}
