package io.stackseed.run;

import java.time.Instant;

/** What must happen next to a run: a pure function of what is stored, and the time. */
enum Decision {
  /** Nothing: others have work to finish, or silence is to come, or it is all over. */
  WAIT,
  /** The plan is complete. */
  BEGIN_LOADING,
  /** All of it is in, and nobody has looked yet when the runs it replaced are silent. */
  FIND_SILENCE,
  /** All of it is in. */
  SUCCEED,
  /** More was rejected than is allowed. */
  FAIL_FOR_REJECTS,
  /** The time is up. */
  FAIL_OVERDUE;

  static Decision of(Run run, Progress progress, Instant now) {
    if (!progress.state().isLive()) {
      return WAIT;
    }
    if (run.load() != null && hasTooManyRejects(run.load(), progress)) {
      return FAIL_FOR_REJECTS;
    }
    if (progress.state() == RunState.PLANNING && progress.isPlanned()) {
      return BEGIN_LOADING;
    }
    if (progress.state() == RunState.LOADING && progress.isLoaded()) {
      if (run.silence().at() == null) {
        return FIND_SILENCE;
      }
      if (run.silence().hasCome(now)) {
        return SUCCEED;
      }
    }
    return run.isOverdue(now) ? FAIL_OVERDUE : WAIT;
  }

  private static boolean hasTooManyRejects(Load load, Progress progress) {
    long rejected = progress.counts().itemsRejected();
    return !load.maxRejected().allowsSoFar(rejected)
        || (progress.state() == RunState.LOADING
            && progress.isLoaded()
            && !load.maxRejected().allows(rejected, progress.counts().recordsRead()));
  }
}
