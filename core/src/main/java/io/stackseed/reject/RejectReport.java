package io.stackseed.reject;

import java.util.List;

/**
 * Where refused records are reported. A file counts once the marker of its chunk lists it, which
 * happens in the very transaction that counts the chunk's records.
 */
public interface RejectReport {

  /**
   * Writes a file, whole or not at all. Crash before: nothing is there, and the chunk is loaded
   * again. Crash after: a file is there that no marker lists. It does not count, and expires; who
   * loads the chunk again reports the same records in a file of another name.
   *
   * @param records at least one, and few enough for memory
   * @throws RejectReportException if the file could not be written, or that is not known
   */
  void write(ReportFile file, List<RejectedRecord> records);
}
