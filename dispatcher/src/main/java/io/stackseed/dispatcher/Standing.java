package io.stackseed.dispatcher;

import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.run.Silence;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a request finds it.
 *
 * @param current its current run; null if there is none, or it is long past
 * @param latest the run of CloudFormation's newest request; null likewise
 */
record Standing(Resource resource, @Nullable Seen current, @Nullable Seen latest) {

  /** A run and its progress, read one after the other. */
  record Seen(Run run, Progress progress) {
    boolean isLoading() {
      return run.load() != null && progress.state().isLive();
    }
  }

  static Standing of(Resource resource, RunStore runs) {
    Seen current = seen(resource.currentRun(), runs);
    String latest = resource.latestRun();
    return new Standing(
        resource,
        current,
        latest != null && latest.equals(resource.currentRun()) ? current : seen(latest, runs));
  }

  private static @Nullable Seen seen(@Nullable String runId, RunStore runs) {
    Run run = runId == null ? null : runs.run(runId).orElse(null);
    return run == null ? null : new Seen(run, runs.progress(run.id()));
  }

  /** What a run has to wait for that takes the current one's place. */
  Silence silence() {
    return current == null || endedWell(current.run())
        ? Silence.NOTHING_BEFORE
        : Silence.after(current.run().id());
  }

  /** What the current run has to wait for itself. */
  Silence silenceBefore() {
    return current == null || endedWell(current.run())
        ? Silence.NOTHING_BEFORE
        : current.run().silence();
  }

  /** Then every worker of it, and of those before it, is done. */
  private static boolean endedWell(Run run) {
    return run.outcome() != null && run.outcome().state() == RunState.SUCCEEDED;
  }

  /** True if the resource's current run ended, and not well: what it was to load is not there. */
  boolean hasFailed() {
    return current != null
        && current.run().load() != null
        && current.run().outcome() != null
        && !endedWell(current.run());
  }

  boolean isLoading() {
    return current != null && current.isLoading();
  }
}
