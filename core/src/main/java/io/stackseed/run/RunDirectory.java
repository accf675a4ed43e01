package io.stackseed.run;

import java.util.stream.Stream;

/** Finds runs by the beginnings of their ids, for people; no function needs it. */
public interface RunDirectory {

  /**
   * The ids of the stored runs that begin so, in no order. It reads the whole progress table, and
   * what was written a moment ago may be missing.
   *
   * @param prefix empty for all runs there are
   */
  Stream<String> runIds(String prefix);
}
