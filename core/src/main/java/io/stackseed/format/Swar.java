package io.stackseed.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SIMD within a register: eight bytes are read as one {@code long} and tested together by a few
 * operations of plain arithmetic, which is several times as fast as a test and a branch a byte, and
 * the same on every processor and JDK. The first byte in memory is the lowest of the word, so that
 * {@link Long#numberOfTrailingZeros} finds the first hit.
 *
 * <p>A test gives <em>flags</em>: a byte's highest bit is set if it is hit, and no other bit. They
 * are exact. The well-known test for a zero byte, {@code (x - 0x01…) & ~x & 0x80…}, is an operation
 * shorter, but lets a borrow out of a zero byte into the next: a byte of 1 after it is flagged too,
 * which would do to find the first hit and not to count or order all of them.
 */
final class Swar {

  /** Bytes in a word. */
  static final int WORD_BYTES = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = ONES << 7;
  private static final long OTHER_BITS = ~HIGHEST_BITS;

  /** Takes bit 7 of byte i to bit 56 + i; every other product falls below or off the word. */
  private static final long GATHER = 0x0002040810204081L;

  private Swar() {}

  /** The eight bytes from an index on. */
  static long word(byte[] bytes, int from) {
    return (long) WORDS.get(bytes, from);
  }

  /** A word whose bytes are all the same. */
  static long repeat(char ascii) {
    return ascii * ONES;
  }

  /**
   * Flags of the bytes that are the same in both words. A byte of the difference is not zero if its
   * lower seven bits carry into the highest when 0x7F is added, or the highest is set; no sum
   * carries into the next byte.
   */
  static long equal(long word, long other) {
    long difference = word ^ other;
    return ~(((difference & OTHER_BITS) + OTHER_BITS) | difference) & HIGHEST_BITS;
  }

  /**
   * Flags of the ASCII bytes that are {@code from} or one of the {@code count - 1} characters after
   * it, or would be if their bits of {@code blind} were not set.
   *
   * @param blind bits to be left out of the comparison, such as the one that tells ASCII's lower
   *     case from upper case
   */
  static long within(long word, char from, int count, char blind) {
    long seen = word & (OTHER_BITS & ~repeat(blind));
    long reachesFrom = seen + (0x80 - from) * ONES;
    long isPast = seen + (0x80 - from - count) * ONES;
    return reachesFrom & ~isPast & ~word & HIGHEST_BITS;
  }

  /** The flags as eight bits, the lowest for the first byte. */
  static long gather(long flags) {
    return (flags * GATHER) >>> (Long.SIZE - WORD_BYTES);
  }

  /**
   * Each bit of the result is set if an odd number of bits is set up to and including its own: of
   * quotes, the bits from each one that opens to before the one that closes.
   */
  static long prefixXor(long bits) {
    long sums = bits;
    for (int distance = 1; distance < Long.SIZE; distance *= 2) {
      sums ^= sums << distance;
    }
    return sums;
  }

  /** The index of the first of these bytes that is {@code ascii}, or -1. */
  static int indexOf(char ascii, byte[] bytes, int from, int to) {
    long wanted = repeat(ascii);
    int i = from;
    for (; i <= to - WORD_BYTES; i += WORD_BYTES) {
      long flags = equal(word(bytes, i), wanted);
      if (flags != 0) {
        return i + Long.numberOfTrailingZeros(flags) / Byte.SIZE;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == ascii) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the first of these bytes that is not ASCII, {@code to} if all are. */
  static int endOfAscii(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - WORD_BYTES; i += WORD_BYTES) {
      long flags = word(bytes, i) & HIGHEST_BITS;
      if (flags != 0) {
        return i + Long.numberOfTrailingZeros(flags) / Byte.SIZE;
      }
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }
}
