package io.stackseed.benchmarks.endtoend;

/** A way to get orders into a table. */
interface Loader {
  String label();

  /** Does what is not timed: making of files, of items. */
  void prepare(Orders orders) throws Exception;

  /** Returns when all that was prepared is in the table. */
  void load(String table) throws Exception;
}
