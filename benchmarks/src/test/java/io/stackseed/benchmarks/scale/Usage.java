package io.stackseed.benchmarks.scale;

/** What a run used of each service, as it is paid for. */
final class Usage {
  /** Those of items that were written twice included. */
  double itemWriteUnits;

  double progressWriteUnits;
  double progressReadUnits;
  long progressTransactions;
  long progressConflicts;
  long queueRequests;
  long invocations;
  long invokedMillis;
  long sourceGets;

  /** The part of the transactions that met another over the progress item, 0 to 1. */
  double conflictShare() {
    return (double) progressConflicts / progressTransactions;
  }
}
