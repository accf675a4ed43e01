package io.stackseed.worker;

import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a chunk in the order of the source, up to the first that is not settled. Only what
 * lies before it is counted and reported, so a chunk can be given back at any time, and is gone on
 * with there: what is settled beyond is written once more, and counted once.
 */
final class Frontier {
  /** Enough for all calls in flight, and for reading on past items that have to wait. */
  private static final int MAX_RECORDS = 5_000;

  private static final long MAX_HELD_BYTES = 32L << 20;

  private final Deque<Unsettled> unsettled = new ArrayDeque<>();
  private final Continuation from;
  private final ChunkReport report;
  private long position;
  private long settledPast;
  private long recordsRead;
  private long written;
  private long skipped;
  private long rejected;
  private long sampledOut;
  private long heldBytes;

  /**
   * @param from where an earlier lease came to
   */
  Frontier(Continuation from, ChunkReport report) {
    this.from = from;
    this.report = report;
    this.position = from.position();
    this.settledPast = from.settledPast();
    this.recordsRead = from.counts().recordsRead();
    this.written = from.counts().itemsWritten();
    this.skipped = from.counts().itemsSkipped();
    this.rejected = from.counts().itemsRejected();
    this.sampledOut = from.counts().itemsSampledOut();
  }

  /** The next record of the source. */
  void add(Unsettled record) {
    unsettled.add(record);
    heldBytes += record.heldBytes();
  }

  /** True if nothing more should be read before something is settled. */
  boolean isFull() {
    return unsettled.size() >= MAX_RECORDS || heldBytes >= MAX_HELD_BYTES;
  }

  /** True if every record that was read is settled. */
  boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Moves on to the first record that is not settled; may write a file of the report. */
  void advance() {
    for (Unsettled first = unsettled.peek();
        first != null && first.fate() != null;
        first = unsettled.peek()) {
      unsettled.remove();
      heldBytes -= first.heldBytes();
      count(first, first.fate());
    }
  }

  private void count(Unsettled record, Unsettled.Fate fate) {
    if (record.position() != position) {
      position = record.position();
      settledPast = 0;
    }
    settledPast++;
    recordsRead++;
    switch (fate) {
      case WRITTEN -> written++;
      case SKIPPED -> skipped++;
      case SAMPLED_OUT -> sampledOut++;
      case REJECTED -> {
        rejected++;
        report.add(record.reject(), recordsRead, record.raw());
      }
    }
  }

  /**
   * What is settled, with everything that is reported of it written.
   *
   * @param bytesRead of the chunk, before the frontier
   * @param writeUnits consumed under this lease
   */
  Continuation settled(long bytesRead, double writeUnits) {
    Counts counts =
        new Counts(
            recordsRead,
            written,
            skipped,
            rejected,
            sampledOut,
            bytesRead,
            from.counts().writeUnits() + writeUnits);
    return new Continuation(position, settledPast, counts, report.finish());
  }

  /** Where the first record begins that is not settled, or the last that is. */
  long position() {
    return position;
  }
}
