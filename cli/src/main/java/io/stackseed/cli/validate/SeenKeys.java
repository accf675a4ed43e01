package io.stackseed.cli.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.ItemKey;
import io.stackseed.item.Value;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells which keys were there before, in bounded memory: of each key 16 bytes of a hash, which two
 * different keys will not share, and of no more keys than allowed.
 */
final class SeenKeys {
  /** Each grows by itself, so that no more than one is copied at a time. */
  private final HashTable[] tables = new HashTable[64];

  private final long most;
  private final MessageDigest digest;
  private long remembered;
  private long repeated;
  private boolean complete = true;
  private @Nullable Place firstRepeated;

  /**
   * @param most how many different keys are remembered; their table takes up to 48 bytes for each
   */
  SeenKeys(long most) {
    this.most = most;
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new HashTable();
    }
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(ItemKey key, Place place) {
    ByteBuffer hash = hash(key);
    // Never zero, which is an empty slot.
    long high = hash.getLong() | 1;
    long low = hash.getLong();
    HashTable table = tables[(int) (high >>> 58)];
    if (table.contains(high, low)) {
      repeated++;
      if (firstRepeated == null) {
        firstRepeated = place;
      }
    } else if (remembered < most) {
      table.add(high, low);
      remembered++;
    } else {
      complete = false;
    }
  }

  private ByteBuffer hash(ItemKey key) {
    byte[] partition = bytes(key.partition());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(partition.length).flip());
    digest.update(partition);
    if (key.sort() != null) {
      digest.update(bytes(key.sort()));
    }
    return ByteBuffer.wrap(digest.digest());
  }

  /** The types need not be told apart: the schema says which of them a key attribute has. */
  private static byte[] bytes(Value value) {
    if (value instanceof Value.S string) {
      return string.text().getBytes(UTF_8);
    }
    if (value instanceof Value.N number) {
      return number.digits().getBytes(UTF_8);
    }
    if (value instanceof Value.B binary) {
      return binary.bytes().toArray();
    }
    throw new IllegalArgumentException("no key is " + value.descriptor());
  }

  /** Items whose key an item before them had. */
  long repeated() {
    return repeated;
  }

  /** Where the first of those is; null if there is none. */
  @Nullable Place firstRepeated() {
    return firstRepeated;
  }

  /** Different keys that are remembered. */
  long remembered() {
    return remembered;
  }

  /** Whether every key was remembered; otherwise more may be repeated than is known. */
  boolean isComplete() {
    return complete;
  }

  /** Open addressing over pairs of longs, at most two thirds full. */
  private static final class HashTable {
    private long[] slots = new long[2 * 64];
    private int size;

    boolean contains(long high, long low) {
      return slots[slot(high, low)] != 0;
    }

    void add(long high, long low) {
      if (3L * (size + 1) > slots.length) {
        grow();
      }
      put(high, low);
      size++;
    }

    private void put(long high, long low) {
      int slot = slot(high, low);
      slots[slot] = high;
      slots[slot + 1] = low;
    }

    /** Where the pair is, or where it would be. */
    private int slot(long high, long low) {
      int mask = slots.length - 1;
      int slot = (int) (low << 1) & mask;
      while (slots[slot] != 0 && (slots[slot] != high || slots[slot + 1] != low)) {
        slot = (slot + 2) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] old = slots;
      slots = new long[2 * old.length];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0) {
          put(old[i], old[i + 1]);
        }
      }
    }
  }
}
