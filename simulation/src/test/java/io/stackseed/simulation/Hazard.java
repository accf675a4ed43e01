package io.stackseed.simulation;

import java.util.Locale;

/** What can go wrong in a world, each as a service or a user really does it. */
enum Hazard {
  // Any call
  CALL_FAILS_BEFORE,
  CALL_FAILS_AFTER,
  CALL_REPEATED,
  KILLED_BEFORE,
  KILLED_AFTER,
  CALL_SLOW,

  // Queues
  SEND_PARTLY_REFUSED,
  MESSAGE_LOST,
  MESSAGE_DUPLICATED,
  MESSAGE_LATE,
  MESSAGE_BACK_AFTER_DELETE,
  POLLER_THROTTLED,
  QUEUE_SEEMS_EMPTY,

  // The topic and what it invokes
  NOTIFICATION_DUPLICATED,
  NOTIFICATION_LATE,
  PERMISSION_MISSING,

  // The schedule
  SCHEDULE_LATE,
  SCHEDULE_MISSED,
  SCHEDULE_DOUBLED,

  // The source
  STREAM_RESET,
  STREAM_TRUNCATED,
  OBJECT_OVERWRITTEN,
  OBJECT_DELETED,

  // The target table
  ITEMS_UNPROCESSED,
  WRITES_THROTTLED,
  WRITE_UNHEARD,
  WRITE_LOST,
  WRITE_LINGERS,
  WRITE_SLOW,
  TABLE_DELETED,

  // The answer's way
  PUT_UNHEARD,
  PUT_LOST,
  PUT_SLOW,

  // The topic of outcomes
  ANNOUNCEMENT_REFUSED;

  /** As the summary names it. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
