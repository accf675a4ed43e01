package io.stackseed.format;

/**
 * Which bytes of a value stand in strings. Whether the next byte does, and whether a backslash
 * comes before it, is carried from one block to the next.
 */
final class JsonStrings {

  private static final long ALL = -1;

  /** {@link #ALL} if the byte that comes next stands in a string, else 0. */
  private long inString;

  private boolean escaped;
  private long start;

  /** Begins right after the first byte of a value that is no string. */
  void beginOutside() {
    inString = 0;
    escaped = false;
  }

  /**
   * Begins right after a string's opening quote.
   *
   * @param offset the quote's
   */
  void beginInside(long offset) {
    inString = ALL;
    escaped = false;
    start = offset;
  }

  /**
   * Takes bytes of a block, those that follow what was taken before.
   *
   * @param taken their bits, at least one and no gap
   * @param offset the object's offset of the block's first byte
   * @return of the bits taken, those of each string from its opening quote to before the one that
   *     closes; other bits mean nothing
   */
  long take(JsonBlock block, long taken, long offset) {
    long heeded = escaped ? taken & (taken - 1) : taken;
    escaped = false;
    long strings = Swar.prefixXor(block.quotes() & heeded) ^ inString;
    // Escaped quotes were taken for real ones, so what follows each is still to be turned round.
    // The backslash that escapes it comes before all that is wrong, and is found in a string.
    for (long left = block.marks() & heeded & strings; left != 0; ) {
      long bit = Long.lowestOneBit(left);
      long next = bit << 1;
      long seen = bit;
      if (block.isBackslash(bit)) {
        strings ^= -(block.quotes() & heeded & next);
        escaped = (taken & next) == 0;
        seen = next;
      }
      left = block.marks() & heeded & strings & -(seen << 1);
    }
    noteStart(strings, offset);
    inString = strings >> (Long.SIZE - 1);
    return strings;
  }

  private void noteStart(long strings, long offset) {
    long opening = strings & ~((strings << 1) | (inString & 1));
    if (opening != 0) {
      start = offset + Long.SIZE - 1 - Long.numberOfLeadingZeros(opening);
    }
  }

  /** Whether the byte that comes next stands in a string. */
  boolean isInside() {
    return inString != 0;
  }

  /** The offset of the quote that opened the last string. */
  long start() {
    return start;
  }
}
