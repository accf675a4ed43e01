package io.stackseed.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * DynamoDB JSON as text, with some of what it may not be: other types, other values, two of them.
 */
final class RandomDynamoDbJson {

  private static final List<String> DESCRIPTORS =
      List.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");
  private static final List<String> NUMBERS =
      List.of("0", "-1.50", "1E-130", "9.9E+125", "+5", ".5", "5.", "12345678901234567890");
  private static final List<String> BAD_NUMBERS =
      List.of("", "1E126", "1E-131", "0x1", " 1", "1 ", "NaN", "1,5", "\u0661", "1".repeat(39));
  private static final List<String> BYTES = List.of("", "AQ==", "AP8=", "AAAA");
  private static final List<String> BAD_BYTES = List.of("*", "A", "A===", "AQ==AQ==");

  private final Random random;
  private final RandomJson json;

  RandomDynamoDbJson(Random random) {
    this.random = random;
    this.json = new RandomJson(random);
  }

  /** One line. */
  String line(int size) {
    return switch (random.nextInt(8)) {
      case 0 -> json.object(size);
      case 1 -> "{\"Item\":" + typed(size) + "}";
      case 2 -> "{\"Item\":" + attributes(size) + ",\"more\":" + typed(size) + "}";
      case 3, 4 -> attributes(size);
      default -> "{\"Item\":" + attributes(size) + "}";
    };
  }

  private String attributes(int size) {
    List<String> entries = new ArrayList<>();
    int count = random.nextInt(Math.min(size, 5) + 1);
    for (int i = 0; i < count; i++) {
      // Now and then a name twice.
      String name = rarely() ? "again" : i + "é";
      entries.add("\"" + name + "\":" + typed(size - 1));
    }
    return "{" + String.join(rarely() ? " , " : ",", entries) + "}";
  }

  private String typed(int size) {
    if (rarely()) {
      return json.value(Math.max(0, size));
    }
    String descriptor = pick(DESCRIPTORS);
    String named = rarely() ? pick(DESCRIPTORS) + pick(List.of("", "X", " ")) : descriptor;
    String more = rarely() ? ",\"S\":\"\"" : "";
    return "{\"" + named + "\":" + payload(descriptor, Math.max(0, size)) + more + "}";
  }

  private String payload(String descriptor, int size) {
    return switch (descriptor) {
      case "S" -> "\"" + json.string(2) + "\"";
      case "N" -> number();
      case "B" -> bytes();
      case "BOOL" -> pick(List.of("true", "false"));
      case "NULL" -> rarely() ? "false" : "true";
      case "M" -> attributes(size / 2);
      case "L" -> list(() -> typed(size / 2));
      case "SS" -> list(() -> "\"" + json.string(1) + "\"");
      case "NS" -> list(this::number);
      default -> list(this::bytes);
    };
  }

  private String list(Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      elements.add(rarely() ? json.value(1) : element.get());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String number() {
    return "\"" + pick(rarely() ? BAD_NUMBERS : NUMBERS) + "\"";
  }

  private String bytes() {
    return "\"" + pick(rarely() ? BAD_BYTES : BYTES) + "\"";
  }

  private boolean rarely() {
    return random.nextInt(24) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
