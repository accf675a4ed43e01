package io.stackseed.simulation;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.chunk.PlanPage;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress table as the actors reach it: every call may break, and each is one atomic step. */
final class ProgressTable implements RunStore {
  private final RunStore table;
  private final Calls calls;

  ProgressTable(RunStore table, Calls calls) {
    this.table = table;
    this.calls = calls;
  }

  @Override
  public Optional<Run> run(String runId) {
    return calls.make("run", runId, () -> table.run(runId));
  }

  @Override
  public Progress progress(String runId) {
    return calls.make("progress", runId, () -> table.progress(runId));
  }

  @Override
  public Resource resource(ResourceKey key) {
    return calls.make("resource", key, () -> table.resource(key));
  }

  @Override
  public Acceptance accept(Run run, Progress initial, Resource seen, @Nullable Resource next) {
    return calls.make("accept", run, () -> table.accept(run, initial, seen, next));
  }

  @Override
  public void savePage(PlanPage page) {
    calls.make("savePage", page, () -> table.savePage(page));
  }

  @Override
  public Optional<PlanPage> page(String runId, int object, int page) {
    return calls.make("page", runId, () -> table.page(runId, object, page));
  }

  @Override
  public void objectSplit(String runId, int object, long chunks) {
    calls.make("objectSplit", runId, () -> table.objectSplit(runId, object, chunks));
  }

  @Override
  public Lease lease(Leased what, LeaseRequest request) {
    return calls.make("lease", what, () -> table.lease(what, request));
  }

  @Override
  public int release(Leased what, String owner, String cause) {
    return calls.make("release", what, () -> table.release(what, owner, cause));
  }

  @Override
  public Commit commit(
      ChunkId chunk, String owner, Counts counts, @Nullable FirstReject firstReject) {
    return calls.make("commit", chunk, () -> table.commit(chunk, owner, counts, firstReject));
  }

  @Override
  public void beginLoading(String runId, @Nullable Answer answer) {
    calls.make("beginLoading", runId, () -> table.beginLoading(runId, answer));
  }

  @Override
  public boolean end(
      Run run,
      Progress seen,
      Outcome outcome,
      @Nullable Answer answer,
      Resource.@Nullable LastGood lastGood) {
    return calls.make("end", outcome, () -> table.end(run, seen, outcome, answer, lastGood));
  }

  @Override
  public boolean claimAnswer(String runId, Instant now, Instant until) {
    return calls.make("claimAnswer", runId, () -> table.claimAnswer(runId, now, until));
  }

  @Override
  public void answered(String runId, Instant at) {
    calls.make("answered", runId, () -> table.answered(runId, at));
  }

  @Override
  public Instant quietAt(String runId) {
    return calls.make("quietAt", runId, () -> table.quietAt(runId));
  }
}
