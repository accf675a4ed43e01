package io.stackseed.benchmarks.endtoend;

import java.io.IOException;

/** A way to get orders into a table. Its making does what is not timed: of files, of items. */
interface Loader extends AutoCloseable {
  String label();

  /** Returns when all orders are in the table. */
  void load(String table) throws Exception;

  @Override
  default void close() throws IOException {}
}
