package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkScannerTest {

  private static final Layout ARRAY = Layout.of(Format.JSON, 0);

  @Test
  void closesARangeOnceItHoldsAChunk() throws IOException {
    String text = "[{\"a\":1}, {\"a\":2} ,{\"a\":3}]";

    assertThat(cuts(text, 1))
        .containsExactly(new ByteRange(1, 8), new ByteRange(10, 17), new ByteRange(19, 26));
    assertThat(cuts(text, 7)).isEqualTo(cuts(text, 1));
    assertThat(cuts(text, 8)).containsExactly(new ByteRange(1, 17), new ByteRange(19, 26));
    assertThat(cuts(text, 16)).containsExactly(new ByteRange(1, 17), new ByteRange(19, 26));
    assertThat(cuts(text, 17)).containsExactly(new ByteRange(1, 26));
    assertThat(cuts(text, 1000)).containsExactly(new ByteRange(1, 26));
  }

  @Test
  void anEmptyArrayHasNoRanges() throws IOException {
    assertThat(cuts("[]", 1)).isEmpty();
    assertThat(cuts("\ufeff [ ] ", 1)).isEmpty();
  }

  @Test
  void resumesAtTheEndOfARange() throws IOException {
    byte[] rest = " ,\n{\"b\":2},{}]".getBytes(UTF_8);
    ChunkScanner scanner =
        ChunkScanner.resumedAt(ARRAY, new ByteArrayInputStream(rest), 5_000_000_000L, 1);

    assertThat(scanner.next()).isEqualTo(new ByteRange(5_000_000_003L, 5_000_000_010L));
    assertThat(scanner.next()).isEqualTo(new ByteRange(5_000_000_011L, 5_000_000_013L));
    assertThat(scanner.next()).isNull();
  }

  @Test
  void resumingStillWantsTheComma() {
    ChunkScanner scanner =
        ChunkScanner.resumedAt(ARRAY, new ByteArrayInputStream("{}]".getBytes(UTF_8)), 100, 1);

    assertThatThrownBy(scanner::next).hasMessage("byte 100: a comma or the array's end is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[{}",
        "[{},]",
        "[,]",
        "[{} {}]",
        "[{}] {}",
        "[{\"a\":\"x}]",
        "[{}}",
        "]"
      })
  void refusesABrokenArray(String text) {
    assertThatThrownBy(() -> cuts(text, 1)).isInstanceOf(MalformedSourceException.class);
  }

  @Test
  void keepsNothingOfAnElementHoweverLong() throws IOException {
    long length = 300_000_000;
    InputStream endless = new OneLongString(length);

    ChunkScanner scanner = ChunkScanner.fromStart(ARRAY, endless, 1);

    assertThat(scanner.next()).isEqualTo(new ByteRange(1, 1 + length));
    assertThat(scanner.next()).isNull();
  }

  @Test
  void refusesALayoutThatArithmeticCuts() {
    assertThatThrownBy(() -> new Reading(Format.JSON_LINES, "{}").cuts(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" is cut by arithmetic");
  }

  @Test
  void refusesAChunkOfNothing() {
    assertThatThrownBy(() -> cuts("[]", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunkBytes is 0");
  }

  private static List<ByteRange> cuts(String text, long chunkBytes) throws IOException {
    return new Reading(Format.JSON, text).cuts(chunkBytes);
  }

  /** An array of one string of the given length, quotes included. */
  private static final class OneLongString extends InputStream {
    private final long length;
    private long position;

    OneLongString(long length) {
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int from, int wanted) {
      int count = (int) Math.min(wanted, length + 2 - position);
      if (count == 0) {
        return -1;
      }
      Arrays.fill(buffer, from, from + count, (byte) 'x');
      place(buffer, from, count, 0, '[');
      place(buffer, from, count, 1, '"');
      place(buffer, from, count, length, '"');
      place(buffer, from, count, length + 1, ']');
      position += count;
      return count;
    }

    private void place(byte[] buffer, int from, int count, long at, char c) {
      if (at >= position && at < position + count) {
        buffer[from + (int) (at - position)] = (byte) c;
      }
    }
  }
}
