package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBlockTest {

  private static final int BYTES = JsonBlock.BYTES;

  @Test
  void findsEveryQuoteAndMarkAtEveryPosition() {
    byte[] buffer = new byte[BYTES + 2];
    JsonBlock block = new JsonBlock(buffer);
    for (int at = 1; at <= BYTES; at++) {
      for (int value = 0; value < 256; value++) {
        Arrays.fill(buffer, (byte) 'x');
        buffer[0] = '"';
        buffer[BYTES + 1] = '{';
        buffer[at] = (byte) value;

        block.look(1);

        long bit = 1L << (at - 1);
        assertThat(block.quotes()).isEqualTo(value == '"' ? bit : 0);
        assertThat(block.marks()).isEqualTo("[\\]{|}".indexOf(value) >= 0 ? bit : 0);
        assertThat(block.index(bit)).isEqualTo(at);
        assertThat(block.isBackslash(bit)).isEqualTo(value == '\\');
      }
    }
  }

  @Test
  void tellsEachByteOfABlockFromTheOthers() {
    Random random = new Random(1);
    byte[] buffer = new byte[BYTES];
    JsonBlock block = new JsonBlock(buffer);
    for (int i = 0; i < 2000; i++) {
      random.nextBytes(buffer);
      for (int at = 0; at < BYTES; at++) {
        if (random.nextInt(3) == 0) {
          buffer[at] = (byte) "\"[\\]{|}".charAt(random.nextInt(7));
        }
      }

      block.look(0);

      String text = new String(buffer, ISO_8859_1);
      for (int at = 0; at < BYTES; at++) {
        assertThat(((block.quotes() >>> at) & 1) == 1).isEqualTo(text.charAt(at) == '"');
        assertThat(((block.marks() >>> at) & 1) == 1)
            .isEqualTo("[\\]{|}".indexOf(text.charAt(at)) >= 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"[, 1", "{, 1", "], -1", "}, -1", "\\, 0", "|, 0"})
  void bracketsAndBracesChangeTheDepth(char mark, int descent) {
    byte[] buffer = new byte[BYTES];
    buffer[17] = (byte) mark;

    assertThat(new JsonBlock(buffer).descent(1L << 17)).isEqualTo(descent);
  }

  @Test
  void looksAtWholeBlocksAlone() {
    JsonBlock block = new JsonBlock(new byte[BYTES + 7]);

    block.look(7);
    assertThatThrownBy(() -> block.look(8)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
