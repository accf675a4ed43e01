package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Values found by words against values found byte by byte: in JSON and in what is none, at every
 * alignment, and through buffers of every size.
 */
class JsonValueBytesPropertyTest {

  private static final String UNCLOSED = "the file ends within";

  /** Structure, what surrounds it among the characters, and what passes words by. */
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\"",
          "\\",
          "\\\\",
          "\\\"",
          "{",
          "}",
          "[",
          "]",
          "{",
          "}",
          "|",
          "Z",
          "^",
          "z",
          "~",
          "_",
          "\u007f",
          "!",
          "#",
          "\u0000",
          "\u0001",
          "é",
          "😀",
          " ",
          "\n",
          ",",
          ":",
          "1",
          "true",
          "\"name\":\"a plain value that is long enough to fill words\"",
          "              ");

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyBytesGiveWhatAByteAtATimeGives(long seed, int size) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      assertSame(soup(random, 6 * size), seed);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void jsonGivesWhatAByteAtATimeGives(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomJson json = new RandomJson(random);
    for (int i = 0; i < 10; i++) {
      assertSame(spaced(random, json.array(size)), seed);
      assertSame(spaced(random, json.sequence(size)), seed);
    }
  }

  /** Quotes, escapes and brackets around the place where one full buffer ends. */
  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aFullBuffersEndChangesNothing(long seed, int size) throws IOException {
    Random random = new Random(seed);
    byte[] soup = soup(random, 10 * size);
    int before = ByteSource.BUFFER_BYTES - random.nextInt(soup.length + 1);
    byte[] bytes = new byte[before + soup.length];
    Arrays.fill(bytes, 0, before, (byte) (random.nextBoolean() ? ' ' : 'x'));
    bytes[0] = (byte) (random.nextBoolean() ? '{' : '"');
    System.arraycopy(soup, 0, bytes, before, soup.length);

    assertThat(byWords(bytes, bytes.length)).isEqualTo(byBytes(bytes));
  }

  private void assertSame(byte[] bytes, long seed) throws IOException {
    List<String> expected = byBytes(bytes);
    for (int piece = 1; piece < bytes.length; piece += 1 + piece / 8) {
      assertThat(byWords(bytes, piece))
          .as("seed %s, %s bytes at a time: %s", seed, piece, new String(bytes, UTF_8))
          .isEqualTo(expected);
    }
    assertThat(byWords(bytes, bytes.length)).as("seed %s", seed).isEqualTo(expected);
  }

  /** Each value with its offset, and in the end what went wrong, if anything. */
  private static List<String> byWords(byte[] bytes, int piece) throws IOException {
    ByteSource source = new ByteSource(new Pieces(bytes, piece), 0);
    RecordBytes kept = new RecordBytes(RecordBytes.MAX_RECORD_BYTES);
    JsonValueBytes value = new JsonValueBytes(source, kept, UNCLOSED);
    List<String> values = new ArrayList<>();
    try {
      for (int first = source.peek(); first != ByteSource.END; first = source.peek()) {
        if (isDelimiter(first)) {
          kept.clear();
          long start = source.position();
          value.read(first);
          values.add(start + ": " + new String(kept.array(), 0, kept.length(), ISO_8859_1));
        } else {
          source.advanceTo(source.next() + 1);
        }
      }
    } catch (MalformedSourceException e) {
      values.add(String.valueOf(e.getMessage()));
    }
    return values;
  }

  /** The model: one byte after the other, one state. */
  private static List<String> byBytes(byte[] bytes) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      if (!isDelimiter(bytes[at])) {
        at++;
        continue;
      }
      int end = end(bytes, at, values);
      if (end < 0) {
        return values;
      }
      values.add(at + ": " + new String(bytes, at, end - at, ISO_8859_1));
      at = end;
    }
    return values;
  }

  private static boolean isDelimiter(int b) {
    return b == '{' || b == '[' || b == '"';
  }

  /** After the value that begins at {@code start}; -1 if it does not end, which is added then. */
  private static int end(byte[] bytes, int start, List<String> problems) {
    int depth = 0;
    @Nullable Integer string = null;
    for (int i = start; i < bytes.length; i++) {
      byte b = bytes[i];
      if (string != null) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          string = null;
        }
      } else if (b == '"') {
        string = i;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
      if (depth == 0 && string == null) {
        return i + 1;
      }
    }
    String what = string == null ? "value" : "string";
    problems.add(
        String.format(
            Locale.ENGLISH,
            "byte %,d: %s the %s that began at byte %,d",
            bytes.length,
            UNCLOSED,
            what,
            string == null ? start : string));
    return -1;
  }

  private static byte[] soup(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    int kinds = 1 + random.nextInt(PIECES.size());
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(kinds)));
    }
    return spaced(random, text.toString().getBytes(UTF_8));
  }

  /** After up to two blocks of nothing. */
  private static byte[] spaced(Random random, byte[] bytes) {
    int spaces = random.nextInt(2 * JsonBlock.BYTES);
    byte[] spaced = new byte[spaces + bytes.length];
    Arrays.fill(spaced, 0, spaces, (byte) ' ');
    System.arraycopy(bytes, 0, spaced, spaces, bytes.length);
    return spaced;
  }

  /** Gives up to so many bytes at a time. */
  private static final class Pieces extends InputStream {
    private final InputStream in;
    private final int most;

    Pieces(byte[] bytes, int most) {
      this.in = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      return in.read(target, from, Math.min(length, most));
    }
  }
}
