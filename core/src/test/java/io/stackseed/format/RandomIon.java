package io.stackseed.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Ion text in all its ways of writing, with some of what an export does not hold. */
final class RandomIon {

  private static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\"a\\u00e9\\x41\\U0001f600\"",
          "'''long ''' '''string'''",
          "\"{{'::}}\\\"\\n\\0\"",
          "\"// no comment /*\"");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "7",
          "1_000",
          "0xFF",
          "-0x1F",
          "0b101",
          "1.",
          "-1.50",
          "1d2",
          "12.5D-7",
          "-0.",
          "0d5",
          "1d-130",
          "12345678901234567890123456789012345678");
  private static final List<String> BAD_NUMBERS =
      List.of("1d126", "1d-131", "1e0", "nan", "+inf", "007", "1__0", "1" + "2".repeat(38), "1d");
  private static final List<String> BYTES =
      List.of("{{}}", "{{AQ==}}", "{{ AP8= }}", "{{ A Q = = }}");
  private static final List<String> BAD_BYTES =
      List.of("{{*}}", "{{\"clob\"}}", "{{A}}", "{{AQ}}", "{{AQ==AQ==}}");
  private static final List<String> OTHERS =
      List.of(
          "symbol",
          "'quoted symbol'",
          "2024-01-01T",
          "(a b)",
          "null.symbol",
          "null.list",
          "$99",
          "a::b::1",
          "a::[1]",
          "$dynamodb_XS::[]",
          "$dynamodb_SS::a::[]",
          "true",
          "\"unclosed",
          "}",
          "]",
          "\"\\ud800\"",
          "{a:1,a:2}",
          "$ion_1_0",
          "\\");
  private static final List<String> NAMES =
      List.of("a", "'k y'", "\"s\"", "'''l'''", "Item", "'null'", "é", "$4");
  private static final List<String> BLANKS =
      List.of("", "", "", " ", "\t", "/*c*/", "\r", " /*}*/ ");

  private final Random random;

  RandomIon(Random random) {
    this.random = random;
  }

  /** One line. */
  String line(int size) {
    String marker = random.nextBoolean() ? "$ion_1_0 " : "";
    String name = rarely() ? pick(NAMES) : pick(List.of("Item", "'Item'", "\"Item\""));
    String more = rarely() ? "," + field(1) : "";
    String after = rarely() ? pick(List.of(" 1", " {}", "}", "// comment", " $ion_1_0")) : "";
    String item = rarely() ? value(size) : struct(size);
    return marker + blank() + "{" + blank() + name + ":" + blank() + item + more + "}" + after;
  }

  private String struct(int size) {
    return "{" + joined(Math.min(size, 5), () -> field(size / 2)) + "}";
  }

  private String field(int size) {
    String name = random.nextInt(4) == 0 ? pick(NAMES) : "f" + random.nextInt(1000);
    return blank() + name + blank() + ":" + blank() + value(size) + blank();
  }

  private String value(int size) {
    if (rarely()) {
      return pick(OTHERS);
    }
    return switch (random.nextInt(size < 1 ? 8 : 10)) {
      case 0 -> pick(STRINGS);
      case 1 -> number();
      case 2 -> bytes();
      case 3 -> pick(List.of("true", "false"));
      case 4 -> pick(List.of("null", "null.null", "null.string"));
      case 5 -> "$dynamodb_SS::[" + joined(3, () -> element(() -> pick(STRINGS))) + "]";
      case 6 -> "'$dynamodb_NS' :: [" + joined(3, () -> element(this::number)) + "]";
      case 7 -> "$dynamodb_BS::[" + joined(3, () -> element(this::bytes)) + "]";
      case 8 -> "[" + joined(3, () -> blank() + value(size / 2)) + "]";
      default -> struct(size / 2);
    };
  }

  private String element(Supplier<String> usual) {
    return blank() + (rarely() ? value(1) : usual.get());
  }

  private String joined(int most, Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      elements.add(element.get());
    }
    return String.join(",", elements) + (rarely() ? "," : "");
  }

  private String number() {
    return pick(rarely() ? BAD_NUMBERS : NUMBERS);
  }

  private String bytes() {
    return pick(rarely() ? BAD_BYTES : BYTES);
  }

  private String blank() {
    return pick(BLANKS);
  }

  private boolean rarely() {
    return random.nextInt(24) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
