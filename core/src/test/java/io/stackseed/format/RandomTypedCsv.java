package io.stackseed.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records of CSV whose fields mostly hold what their types want. */
final class RandomTypedCsv {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1.50",
          "+5",
          ".5",
          "5.",
          "1e2",
          "1E-130",
          "12345678901234567890123456789012345678");
  private static final List<String> BAD =
      List.of(
          "x",
          " ",
          "1 ",
          "1E126",
          "{",
          "[1",
          "{\"a\":1}x",
          "[1],[2]",
          "{},\"b\":2",
          "[],\"b\":2",
          "[1],\"b\":2",
          "[\"x\"],\"b\":2",
          "nul",
          "yes",
          "[\"a\",1]",
          "[null]",
          "{\"a\":1,\"a\":2}",
          "[\"\\ud800\"]",
          "*",
          "\"a\"",
          "1}",
          "[]]",
          "{}} {",
          "\u0661");
  private static final List<String> BYTES = List.of("AQ==", "AP8=", "AAAA", "AQ");
  private static final List<String> TRUTHS = List.of("true", "FALSE", "True");

  private final Random random;
  private final RandomJson json;
  private final char delimiter;

  RandomTypedCsv(Random random, char delimiter) {
    this.random = random;
    this.json = new RandomJson(random);
    this.delimiter = delimiter;
  }

  /** One record without its line end, never a blank one. */
  String record(List<CsvType> types, int size) {
    List<String> fields = new ArrayList<>();
    for (CsvType type : types) {
      fields.add(quoted(rarely() ? pick(BAD) : text(type, size)));
    }
    if (random.nextInt(20) == 0) {
      fields.add("\"more\"");
    }
    return String.join(Character.toString(delimiter), fields);
  }

  private String text(CsvType type, int size) {
    if (random.nextInt(8) == 0) {
      return "";
    }
    return switch (type) {
      case S -> json.string(size);
      case N -> pick(NUMBERS);
      case B -> pick(BYTES);
      case BOOL -> pick(TRUTHS);
      case L -> "[" + json.value(size) + ",\n " + json.value(size) + "]";
      case M -> json.object(size);
      case SS -> "[\"" + json.string(2) + "\",\"" + json.string(2) + "\"]";
      case NS -> "[1.50 , -2e3]";
    };
  }

  /** As RFC 4180 has it. */
  private String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private boolean rarely() {
    return random.nextInt(12) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
