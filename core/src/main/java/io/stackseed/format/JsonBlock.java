package io.stackseed.format;

/**
 * Which of 64 bytes JSON's structure may depend on, as one bit each, the lowest for the first byte:
 * so that strings and brackets are told apart by a few operations for all 64.
 */
final class JsonBlock {

  /** Bytes in a block. */
  static final int BYTES = Long.SIZE;

  private static final long QUOTE = Swar.repeat('"');

  /** The only bit in which <code>{ | }</code> differ from {@code [ \ ]}. */
  private static final char BRACE = '{' ^ '[';

  private final byte[] buffer;
  private int from;
  private long quotes;
  private long marks;

  JsonBlock(byte[] buffer) {
    this.buffer = buffer;
  }

  /**
   * Looks at the 64 bytes of the buffer from an index on.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  void look(int at) {
    long newQuotes = 0;
    long newMarks = 0;
    for (int i = 0; i < BYTES; i += Swar.WORD_BYTES) {
      long word = Swar.word(buffer, at + i);
      newQuotes |= Swar.gather(Swar.equal(word, QUOTE)) << i;
      newMarks |= Swar.gather(Swar.within(word, '[', 3, BRACE)) << i;
    }
    from = at;
    quotes = newQuotes;
    marks = newMarks;
  }

  /** Quotes, escaped ones among them. */
  long quotes() {
    return quotes;
  }

  /**
   * Brackets, braces, backslashes and vertical bars, which stand next to each other but for one
   * bit: one test finds all six, and in most blocks there are few.
   */
  long marks() {
    return marks;
  }

  /** The index in the buffer of the first of these bits' byte. */
  int index(long bits) {
    return from + Long.numberOfTrailingZeros(bits);
  }

  /** Whether the first of these bits' byte is one. */
  boolean isBackslash(long bits) {
    return buffer[index(bits)] == '\\';
  }

  /**
   * By how much the first of these marks takes the depth down: 1 if it opens, -1 if it closes, 0 if
   * it does neither.
   */
  int descent(long those) {
    return ('[' + 1) - (buffer[index(those)] & ~BRACE);
  }
}
