package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** JSON at its nastiest, as text: whatever a boundary could be mistaken for stands in strings. */
final class RandomJson {

  private static final List<String> PIECES =
      List.of(
          "a",
          "é",
          "日本",
          "😀",
          "\\n",
          "\\r",
          "\\\"",
          "\\\\",
          "\\/",
          "\\u0041",
          "\\ud83d\\ude00",
          "\\u0000",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "{\\\"a\\\":1}",
          "},{",
          "],[",
          "\\\\\\\"",
          " ",
          "\u2028",
          "\u0085");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-17",
          "1.0",
          "1E0",
          "1e+2",
          "0.1",
          "1E-130",
          "-9.99E125",
          "12345678901234567890123456789012345678",
          "9007199254740993",
          "0.1000000000000000055",
          "1.10",
          "100000000000000000000000000000000000000000");
  private static final List<String> BLANKS = List.of("", "", "", " ", "  ", "\t", " \t ");
  private static final List<String> LINE_ENDS = List.of("\n", "\n", "\r\n", "\n\n", "\n \t\r\n");
  private static final List<String> BAD_LINES =
      List.of(
          "{\"a\":",
          "nonsense",
          "[1,2]",
          "\"text\"",
          "12",
          "{} {}",
          "{\"a\":1}\r{\"b\":2}",
          "{\"a\":1,}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":1E999}",
          "\r{\"a\":1}x",
          "\"",
          "{\"a\":\"\\ud800\"}",
          "]");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** An object, all of whose values fit an item, on one line. */
  String object(int size) {
    List<String> entries = new ArrayList<>();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      String name = "\"" + i + string(2) + "\"";
      entries.add(blank() + name + blank() + ":" + blank() + value(size / 2) + blank());
    }
    return "{" + (entries.isEmpty() ? blank() : String.join(",", entries)) + "}";
  }

  /** Any value that fits an item, on one line. */
  String value(int size) {
    return switch (random.nextInt(size < 2 ? 5 : 7)) {
      case 0 -> "\"" + string(size) + "\"";
      case 1 -> pick(NUMBERS);
      case 2 -> "true";
      case 3 -> "false";
      case 4 -> "null";
      case 5 -> object(size / 2);
      default -> list(size / 2);
    };
  }

  private String list(int size) {
    int count = random.nextInt(size + 1);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(blank() + value(size / 2) + blank());
    }
    return "[" + (elements.isEmpty() ? blank() : String.join(",", elements)) + "]";
  }

  /** What may stand between quotes. */
  String string(int size) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      text.append(pick(PIECES));
    }
    return text.toString();
  }

  /** JSON Lines with everything that lines may have, and some that they may not. */
  byte[] lines(int size) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "\ufeff" : "");
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(8) == 0) {
        text.append(pick(LINE_ENDS));
      }
      boolean bad = random.nextInt(6) == 0;
      text.append(blank()).append(bad ? pick(BAD_LINES) : object(size / 2)).append(blank());
      text.append(i < count - 1 || random.nextBoolean() ? pick(LINE_ENDS) : "");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** A top-level array, most of its elements objects. */
  byte[] array(int size) {
    int count = random.nextInt(size + 1);
    List<String> elements = new ArrayList<>(Collections.nCopies(count, ""));
    elements.replaceAll(none -> gap() + element(size) + gap());
    String mark = random.nextInt(3) == 0 ? "\ufeff" : "";
    String text = mark + gap() + "[" + gap() + String.join(",", elements) + gap() + "]" + gap();
    return text.getBytes(UTF_8);
  }

  /** Values one after the other, most of them objects; scalars alone need white space between. */
  byte[] sequence(int size) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "\ufeff" : "");
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      boolean scalar = random.nextInt(6) == 0;
      text.append(gap()).append(scalar ? "\n" + value(1) + " " : object(size / 2)).append(gap());
    }
    return text.append(gap()).toString().getBytes(UTF_8);
  }

  private String element(int size) {
    return random.nextInt(6) == 0 ? value(size / 2) : object(size / 2);
  }

  private String blank() {
    return pick(BLANKS);
  }

  private String gap() {
    return pick(BLANKS) + (random.nextInt(4) == 0 ? "\n" : random.nextInt(8) == 0 ? "\r\n" : "");
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
