package io.stackseed.benchmarks.scale;

/** What a run used of each service, as it is paid for. */
final class Usage {
  /** Those of items that were written twice included. */
  double itemWriteUnits;

  double progressWriteUnits;
  double progressReadUnits;
  long progressConflicts;
  long queueRequests;
  long invocations;
  long invokedMillis;
  long sourceGets;
}
