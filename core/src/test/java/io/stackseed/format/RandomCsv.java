package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** CSV with everything that may stand in quotes, and some that may not. */
final class RandomCsv {

  private static final List<String> PIECES =
      List.of("a", "é", "日本", "😀", " ", "\t", ";", "|", "'", "\u2028", "#", "{}", "[1]", "0");
  private static final List<String> QUOTED_PIECES = List.of("\"\"", ",", "\"\",", ",\"\"");
  private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r", "\n\n", "\"\"\n");

  private final Random random;
  private final boolean quotedNewlines;

  RandomCsv(Random random, boolean quotedNewlines) {
    this.random = random;
    this.quotedNewlines = quotedNewlines;
  }

  /** Records of mostly {@code fields} fields; every one is valid CSV. */
  byte[] records(int size, int fields) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      int more = random.nextInt(8) == 0 ? 1 : 0;
      text.append(record(size, fields + more));
      text.append(i < count - 1 || random.nextBoolean() ? lineEnd() : "");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** One record, without its line end. */
  String record(int size, int fields) {
    List<String> record = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      record.add(field(size));
    }
    return String.join(",", record);
  }

  private String lineEnd() {
    String blank = random.nextInt(6) == 0 ? "\r\n" : random.nextInt(6) == 0 ? "\n" : "";
    return (random.nextBoolean() ? "\n" : "\r\n") + blank;
  }

  private String field(int size) {
    boolean quoted = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(1 + Math.min(size, 5));
    for (int i = 0; i < count; i++) {
      text.append(piece(quoted));
    }
    // A quote within a field that does not begin with one is a character like any other.
    return quoted ? '"' + text.toString() + '"' : text + (count > 0 && coin(6) ? "\"" : "");
  }

  private String piece(boolean quoted) {
    if (quoted && quotedNewlines && coin(3)) {
      return LINE_ENDS.get(random.nextInt(LINE_ENDS.size()));
    }
    return quoted && coin(3)
        ? QUOTED_PIECES.get(random.nextInt(QUOTED_PIECES.size()))
        : PIECES.get(random.nextInt(PIECES.size()));
  }

  private boolean coin(int sides) {
    return random.nextInt(sides) == 0;
  }
}
