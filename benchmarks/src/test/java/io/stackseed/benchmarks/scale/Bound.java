package io.stackseed.benchmarks.scale;

/** What keeps a run from being faster at a moment. */
enum Bound {
  TABLE_QUOTA("table, at its quota"),
  TABLE_GROWTH("table, still growing"),
  PARTITION_HEAT("partition heat"),
  EVENT_SOURCE(Activity.NOT_INVOKED),
  COLD_START(Activity.COLD_START),
  PLANNING(Activity.AWAITING_PLAN),
  DISPATCH(Activity.DISPATCH),
  PROGRESS_TABLE(Activity.PROGRESS),
  READING(Activity.READING),
  WRITING(Activity.WRITING),
  RATE_CONTROL(Activity.HOLDING_BACK),
  TAIL(Activity.NOTHING_LEFT);

  private final String title;

  Bound(String title) {
    this.title = title;
  }

  Bound(Activity activity) {
    this(activity.title());
  }

  /** Where the table has more to give than is taken, and all do the same. */
  static Bound of(Activity activity) {
    return switch (activity) {
      case NOT_INVOKED -> EVENT_SOURCE;
      case COLD_START -> COLD_START;
      case DISPATCH -> DISPATCH;
      case AWAITING_PLAN -> PLANNING;
      case NOTHING_LEFT -> TAIL;
      case PROGRESS -> PROGRESS_TABLE;
      case READING -> READING;
      case WRITING -> WRITING;
      case HOLDING_BACK -> RATE_CONTROL;
    };
  }

  String title() {
    return title;
  }
}
