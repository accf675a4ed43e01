package io.stackseed.run;

/** What the counts say must happen next: a pure function of the progress item. */
enum Decision {
  /** Nothing: others have work to finish, or it is all over. */
  WAIT,
  /** The plan is complete. */
  BEGIN_LOADING,
  /** All of it is in. */
  SUCCEED,
  /** More was rejected than is allowed. */
  FAIL_FOR_REJECTS;

  /** Rejects allowed in a run. */
  static final long MAX_REJECTED = 0;

  static Decision of(Progress progress) {
    if (progress.state().isLive() && progress.counts().itemsRejected() > MAX_REJECTED) {
      return FAIL_FOR_REJECTS;
    }
    return switch (progress.state()) {
      case PLANNING -> progress.isPlanned() ? BEGIN_LOADING : WAIT;
      case LOADING -> progress.isLoaded() ? SUCCEED : WAIT;
      case SUCCEEDED, FAILED, CANCELLED -> WAIT;
    };
  }
}
