package io.stackseed.run;

/**
 * What became of records. Always {@code recordsRead = itemsWritten + itemsSkipped + itemsRejected +
 * itemsSampledOut}.
 *
 * @param bytesRead bytes of the source that the counted chunks own
 * @param writeUnits as DynamoDB reported them in ConsumedCapacity
 */
public record Counts(
    long recordsRead,
    long itemsWritten,
    long itemsSkipped,
    long itemsRejected,
    long itemsSampledOut,
    long bytesRead,
    double writeUnits) {
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0);

  public Counts {
    if (recordsRead != itemsWritten + itemsSkipped + itemsRejected + itemsSampledOut) {
      throw new IllegalArgumentException(
          "%d records read, but %d written, %d skipped, %d rejected, %d sampled out"
              .formatted(recordsRead, itemsWritten, itemsSkipped, itemsRejected, itemsSampledOut));
    }
  }

  public Counts plus(Counts other) {
    return new Counts(
        recordsRead + other.recordsRead,
        itemsWritten + other.itemsWritten,
        itemsSkipped + other.itemsSkipped,
        itemsRejected + other.itemsRejected,
        itemsSampledOut + other.itemsSampledOut,
        bytesRead + other.bytesRead,
        writeUnits + other.writeUnits);
  }

  /** What was added to earlier counts to come to these. */
  public Counts since(Counts earlier) {
    return new Counts(
        recordsRead - earlier.recordsRead,
        itemsWritten - earlier.itemsWritten,
        itemsSkipped - earlier.itemsSkipped,
        itemsRejected - earlier.itemsRejected,
        itemsSampledOut - earlier.itemsSampledOut,
        bytesRead - earlier.bytesRead,
        writeUnits - earlier.writeUnits);
  }
}
