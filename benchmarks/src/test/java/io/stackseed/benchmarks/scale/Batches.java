package io.stackseed.benchmarks.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.Item;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.run.Load;
import java.util.List;

/**
 * A source in which one record of 100 bytes stands for the 25 items of one BatchWriteItem call, so
 * each of its bytes stands for so many. Chunks are smaller by the same factor: there are as many,
 * of as many calls, as of the source that is meant.
 *
 * @param records how many
 * @param itemBytes of each item, a multiple of 1 KiB
 */
record Batches(long records, int itemBytes) {
  static final int RECORD_BYTES = 100;

  /** Alike in name and form to what a table of orders would have. */
  static final TableSchema SCHEMA =
      new TableSchema(
          "events",
          "arn:aws:dynamodb:us-east-1:123456789012:table/events",
          new KeySchema(new KeyAttribute("batch", KeyType.S), null),
          List.of());

  private static final int UNIT_BYTES = 1_024;
  private static final int DIGITS = 12;
  private static final int KEY_AT = 10;
  private static final String RECORD =
      "{\"batch\":\"%s\",\"text\":\"%s\"}\n"
          .formatted("0".repeat(DIGITS), "x".repeat(RECORD_BYTES - DIGITS - 23));
  private static final byte[] BYTES = RECORD.getBytes(US_ASCII);

  Batches {
    if (itemBytes % UNIT_BYTES != 0 || records < 1) {
      throw new IllegalArgumentException(records + " records for items of " + itemBytes);
    }
  }

  /** A source of that many bytes, but for the last record. */
  static Batches ofBytes(long bytes, int itemBytes) {
    return new Batches(bytes / ((long) itemBytes * BatchCalls.MAX_BATCH), itemBytes);
  }

  long sizeBytes() {
    return records * RECORD_BYTES;
  }

  /** What a byte of it stands for. */
  int bytesPerByte() {
    return itemBytes * BatchCalls.MAX_BATCH / RECORD_BYTES;
  }

  /** What {@link Load#chunkBytes} is for chunks that stand for so many bytes. */
  long chunkBytes(long meant) {
    return meant / bytesPerByte();
  }

  int unitsPerItem() {
    return itemBytes / UNIT_BYTES;
  }

  double units() {
    return (double) records * BatchCalls.MAX_BATCH * unitsPerItem();
  }

  /** The number of the record that an item was made of. */
  static long number(Item item) {
    if (item.attributes().get("batch") instanceof Value.S key) {
      return Long.parseLong(key.text());
    }
    throw new IllegalArgumentException("an item without its key");
  }

  /**
   * Copies what it holds from a position on, up to the end of a record.
   *
   * @return how many bytes that were
   */
  static int copy(long position, byte[] target, int at, int most) {
    int within = (int) (position % RECORD_BYTES);
    byte[] record = BYTES.clone();
    long left = position / RECORD_BYTES;
    for (int digit = KEY_AT + DIGITS - 1; left > 0; digit--) {
      record[digit] = (byte) ('0' + left % 10);
      left /= 10;
    }
    int count = Math.min(most, RECORD_BYTES - within);
    System.arraycopy(record, within, target, at, count);
    return count;
  }
}
