package io.stackseed.worker;

import io.stackseed.format.RawRecord;
import io.stackseed.format.Reject;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import org.jspecify.annotations.Nullable;

/** A record that was read, until everything before it is settled too. */
final class Unsettled {
  /** What became of it. */
  enum Fate {
    WRITTEN,
    SKIPPED,
    SAMPLED_OUT,
    REJECTED
  }

  private static final long WRITE_UNIT_BYTES = 1024;

  private final long position;
  private final long offset;
  private @Nullable RawRecord raw;
  private @Nullable Item item;
  private @Nullable ItemKey key;
  private @Nullable Unsettled replaced;
  private @Nullable Reject reject;
  private @Nullable Fate fate;
  private int tries;
  private long sizeBytes;

  /**
   * @param position where a reader finds it
   * @param offset its first byte in the object
   */
  Unsettled(long position, long offset) {
    this.position = position;
    this.offset = offset;
  }

  long position() {
    return position;
  }

  long offset() {
    return offset;
  }

  /** The record as the file holds it, if it may still have to be reported. */
  RawRecord raw() {
    return required(raw);
  }

  /**
   * What is to be written.
   *
   * @param itsRaw reported if the table refuses the item
   */
  void become(Item made, ItemKey itsKey, RawRecord itsRaw) {
    raw = itsRaw;
    item = made;
    key = itsKey;
    sizeBytes = made.sizeBytes();
  }

  Item item() {
    return required(item);
  }

  /** Bytes of the item, as DynamoDB counts them. */
  long sizeBytes() {
    return sizeBytes;
  }

  /** Units that writing it takes of the table, without its indexes: one for each KiB begun. */
  long tableUnits() {
    return Math.max(1, (sizeBytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
  }

  ItemKey key() {
    return required(key);
  }

  /** It takes the place of one that waits, and whose fate is its own from now on. */
  void replaces(Unsettled other) {
    Unsettled last = this;
    while (last.replaced != null) {
      last = last.replaced;
    }
    last.replaced = other;
  }

  /** The one that it has taken the place of; null if there is none, or none any more. */
  @Nullable Unsettled replaced() {
    return replaced;
  }

  /** The table had no capacity for it; says how often that was. */
  int leftUnprocessed() {
    return ++tries;
  }

  void written() {
    for (Unsettled next = this; next != null; next = next.replaced) {
      next.fate = Fate.WRITTEN;
    }
  }

  void sampledOut() {
    fate = Fate.SAMPLED_OUT;
  }

  void skipped() {
    fate = Fate.SKIPPED;
  }

  /** It cannot be an item, or the table takes no such item. */
  void rejected(Reject why, RawRecord itsRaw) {
    raw = itsRaw;
    rejected(why);
  }

  /** The table has refused the item that it became. */
  void rejected(Reject why) {
    fate = Fate.REJECTED;
    reject = why;
    replaced = null;
  }

  /** Null until it is settled. */
  @Nullable Fate fate() {
    return fate;
  }

  /** Why it was rejected. */
  Reject reject() {
    return required(reject);
  }

  /** Bytes it keeps, roughly. */
  long heldBytes() {
    return (raw == null ? 0 : raw.bytes().length()) + sizeBytes;
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a record was asked for what it has not become");
    }
    return value;
  }
}
