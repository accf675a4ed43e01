package io.stackseed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class SwarTest {

  private static final int BYTE_VALUES = 256;

  /** What a carry or a borrow from a neighbour would be made of. */
  private static final int[] NEIGHBOURS = {0x00, 0x01, 0x7F, 0x80, 0x81, 0xFE, 0xFF, '"', '#', '!'};

  @Test
  void theFirstByteIsTheLowest() {
    byte[] bytes = {9, 1, 2, 3, 4, 5, 6, 7, (byte) 0x88, 9};

    assertThat(Swar.word(bytes, 1)).isEqualTo(0x88_07_06_05_04_03_02_01L);
    assertThatThrownBy(() -> Swar.word(bytes, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void repeatsACharacter() {
    assertThat(Swar.repeat('A')).isEqualTo(0x4141414141414141L);
  }

  @Test
  void equalFlagsEachByteThatIsTheSameAndNoOther() {
    for (int wanted : new int[] {0x00, 0x01, '"', '\n', 0x7F}) {
      long repeated = Swar.repeat((char) wanted);
      assertFlags(word -> Swar.equal(word, repeated), b -> b == wanted);
    }
  }

  /** The well-known shorter test flags the byte of 1 as well: the zero's borrow reaches it. */
  @Test
  void equalIsNotDeceivedByAByteOfOneAfterOneThatIsTheSame() {
    long word = Swar.word(new byte[] {'"', '"' ^ 1, '"' ^ 1, 0, 0, 0, 0, 0}, 0);

    assertThat(Swar.equal(word, Swar.repeat('"'))).isEqualTo(0x80L);
  }

  @Test
  void withinFlagsEachByteOfTheSpanAndNoOther() {
    assertFlags(word -> Swar.within(word, '0', 10, (char) 0), b -> b >= '0' && b <= '9');
    assertFlags(word -> Swar.within(word, (char) 0, 128, (char) 0), b -> b < 128);
    assertFlags(word -> Swar.within(word, (char) 1, 1, (char) 0), b -> b == 1);
    assertFlags(word -> Swar.within(word, (char) 127, 1, (char) 0), b -> b == 127);
  }

  @Test
  void withinDoesNotSeeWhatItIsBlindTo() {
    assertFlags(
        word -> Swar.within(word, 'A', 26, ' '),
        b -> (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z'));
  }

  @Test
  void gathersTheFlagsInTheBytesOrder() {
    for (int bits = 0; bits < BYTE_VALUES; bits++) {
      long flags = 0;
      for (int i = 0; i < Swar.WORD_BYTES; i++) {
        flags |= ((bits >> i) & 1L) << (8 * i + 7);
      }
      assertThat(Swar.gather(flags)).isEqualTo(bits);
    }
  }

  @Test
  void prefixXorIsTheParityUpToEachBit() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long bits = random.nextLong();
      bits &= i % 2 == 0 ? -1 : random.nextLong();
      long parity = 0;
      for (int at = 0; at < Long.SIZE; at++) {
        long upTo = bits << (Long.SIZE - 1 - at);
        parity |= (Long.bitCount(upTo) & 1L) << at;
      }
      assertThat(Swar.prefixXor(bits)).isEqualTo(parity);
    }
  }

  @Test
  void findsTheFirstOfAByteWhereverItIs() {
    for (int from = 0; from < 10; from++) {
      for (int to = from; to < 40; to++) {
        byte[] bytes = new byte[48];
        Arrays.fill(bytes, (byte) ('\n' ^ 1));
        bytes[to] = '\n';
        if (from > 0) {
          bytes[from - 1] = '\n';
        }
        assertThat(Swar.indexOf('\n', bytes, from, to)).isEqualTo(-1);
        for (int at = to - 1; at >= from; at--) {
          bytes[at] = '\n';
          assertThat(Swar.indexOf('\n', bytes, from, to)).isEqualTo(at);
        }
      }
    }
  }

  @Test
  void looksAtNoByteOutsideTheArray() {
    assertThat(Swar.indexOf('\n', new byte[] {'a', '\n'}, 0, 2)).isEqualTo(1);
    assertThat(Swar.indexOf('\n', new byte[0], 0, 0)).isEqualTo(-1);
  }

  private interface Test64 {
    long flags(long word);
  }

  /** Every byte value at every position, among neighbours of every kind. */
  private static void assertFlags(Test64 test, IntPredicate hits) {
    byte[] bytes = new byte[Swar.WORD_BYTES];
    for (int neighbour : NEIGHBOURS) {
      for (int at = 0; at < bytes.length; at++) {
        for (int value = 0; value < BYTE_VALUES; value++) {
          Arrays.fill(bytes, (byte) neighbour);
          bytes[at] = (byte) value;
          assertThat(test.flags(Swar.word(bytes, 0)))
              .as("%02x at %s among %02x", value, at, neighbour)
              .isEqualTo(naive(bytes, hits));
        }
      }
    }
  }

  private static long naive(byte[] bytes, IntPredicate hits) {
    long flags = 0;
    for (int i = 0; i < bytes.length; i++) {
      flags |= (hits.test(bytes[i] & 0xFF) ? 0x80L : 0) << (8 * i);
    }
    return flags;
  }
}
