package io.stackseed.run;

/** {@code PLANNING → LOADING → SUCCEEDED | FAILED | CANCELLED}. */
public enum RunState {
  PLANNING,
  LOADING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** True while chunks may be leased and committed. */
  public boolean isLive() {
    return switch (this) {
      case PLANNING, LOADING -> true;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }
}
