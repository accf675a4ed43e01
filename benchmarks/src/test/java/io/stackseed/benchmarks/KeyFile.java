package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import java.io.InputStream;

/**
 * JSON Lines with keys of a kind, an item of one write unit each. Every line has the same length,
 * so any range of it is made without what comes before.
 */
final class KeyFile implements Content {

  static final String PARTITION_KEY = "owner";
  static final String SORT_KEY = "number";
  static final int LINE_BYTES = 112;

  private static final int DIGITS = 10;
  private static final byte[] LINE =
      "{\"owner\":\"%1$s\",\"number\":\"%1$s\",\"text\":\"%2$s\"}\n"
          .formatted("0".repeat(DIGITS), "x".repeat(LINE_BYTES - 55))
          .getBytes(US_ASCII);
  private static final int PARTITION_KEY_AT = 10;
  private static final int SORT_KEY_AT = 32;

  private final FileKind kind;
  private final long records;

  KeyFile(FileKind kind, long records) {
    this.kind = kind;
    this.records = records;
  }

  /** A file that so much time of the whole table is needed for. */
  static KeyFile taking(int seconds, FileKind kind, Provision provision) {
    double units = 0;
    double left = seconds;
    for (Provision.Stage stage : provision.stages()) {
      double taken = Math.min(left, stage.seconds());
      units += taken * stage.unitsPerSecond();
      left -= taken;
    }
    return new KeyFile(kind, (long) units);
  }

  long records() {
    return records;
  }

  /**
   * The part of all records that are in the partition that has most of them.
   *
   * @param partitions of the table
   */
  double hottestShare(int partitions) {
    long[] counts = new long[partitions];
    long most = 0;
    for (long record = 0; record < records; record++) {
      int partition = SimulatedTable.partition(kind.partitionKey(record, records), partitions);
      most = Math.max(most, ++counts[partition]);
    }
    return (double) most / records;
  }

  @Override
  public long sizeBytes() {
    return records * LINE_BYTES;
  }

  @Override
  public InputStream open(ByteRange range) {
    return new Lines(range);
  }

  /** For one thread. */
  private final class Lines extends BulkInputStream {
    private final long endExclusive;
    private final byte[] line = LINE.clone();
    private long current = -1;
    private long position;

    Lines(ByteRange range) {
      this.position = range.start();
      this.endExclusive = range.endExclusive();
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (position == endExclusive) {
        return length == 0 ? 0 : -1;
      }
      int wanted = (int) Math.min(length, endExclusive - position);
      for (int count = 0; count < wanted; ) {
        turnTo(position / LINE_BYTES);
        int at = (int) (position % LINE_BYTES);
        int copied = Math.min(wanted - count, LINE_BYTES - at);
        System.arraycopy(line, at, target, from + count, copied);
        count += copied;
        position += copied;
      }
      return wanted;
    }

    private void turnTo(long record) {
      if (record != current) {
        current = record;
        write(kind.partitionKey(record, records), PARTITION_KEY_AT);
        write(record, SORT_KEY_AT);
      }
    }

    private void write(long number, int at) {
      long left = number;
      for (int i = at + DIGITS - 1; i >= at; i--) {
        line[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
  }
}
