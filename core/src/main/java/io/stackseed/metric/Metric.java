package io.stackseed.metric;

/** Every metric there is. Dashboards and alarms go by these names. */
public enum Metric {
  // Of a lease of a chunk that was committed or paused; each count is that of the lease alone
  ITEMS_WRITTEN("ItemsWritten", Unit.COUNT),
  ITEMS_REJECTED("ItemsRejected", Unit.COUNT),
  BYTES_READ("BytesRead", Unit.BYTES),
  WRITE_UNITS("WriteUnits", Unit.COUNT),
  /** Calls of which any item was not taken for want of capacity. */
  THROTTLED_CALLS("ThrottledCalls", Unit.COUNT),
  CHUNK_DURATION("ChunkDuration", Unit.SECONDS),

  // Of a run that has ended, or a request that was refused
  RUNS_SUCCEEDED("RunsSucceeded", Unit.COUNT),
  RUNS_FAILED("RunsFailed", Unit.COUNT),
  RUN_DURATION("RunDuration", Unit.SECONDS),
  /** From the acceptance until the first chunk that wrote anything came as far as it did. */
  TIME_TO_FIRST_ITEM("TimeToFirstItem", Unit.SECONDS),

  // Of a round of the watchdog
  /** Runs of which the outcome is missing, or the answer, or the signal. */
  OPEN_RUNS("OpenRuns", Unit.COUNT, false),
  OLDEST_OPEN_RUN_AGE("OldestOpenRunAge", Unit.SECONDS, false),
  /** Chunks of open runs that are planned and not done. */
  CHUNKS_OPEN("ChunksOpen", Unit.COUNT, false),
  /** Runs whose counters and markers disagree: a bug. */
  COUNTER_DRIFT("CounterDrift", Unit.COUNT, false),
  HEARTBEAT("Heartbeat", Unit.COUNT, false),

  // Of what went wrong on the way
  /** Answers and signals that were refused, came too late or could not be sent for now. */
  RESPONSE_SEND_FAILURES("ResponseSendFailures", Unit.COUNT),
  RESCUED_REQUESTS("RescuedRequests", Unit.COUNT, false);

  /** The units that are used, of those CloudWatch has. */
  public enum Unit {
    COUNT,
    BYTES,
    SECONDS
  }

  private final String wireName;
  private final Unit unit;
  private final boolean isOfTable;

  Metric(String wireName, Unit unit) {
    this(wireName, unit, true);
  }

  Metric(String wireName, Unit unit, boolean isOfTable) {
    this.wireName = wireName;
    this.unit = unit;
    this.isOfTable = isOfTable;
  }

  /** As CloudWatch has it. */
  public String wireName() {
    return wireName;
  }

  public Unit unit() {
    return unit;
  }

  /** Whether it is told apart by table too, where one is known. */
  public boolean isOfTable() {
    return isOfTable;
  }
}
