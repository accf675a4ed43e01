package io.stackseed.format;

import io.stackseed.item.Binary;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Parts of items, from one stream of random numbers. */
final class CorpusParts {

  private static final List<String> NAMES =
      List.of(
          "Ada Lovelace",
          "Zoë O’Neil",
          "Łukasz \"Lu\" Żak",
          "山田 太郎",
          "Ольга Петрова",
          "محمد علي",
          "𝒜𝓁𝒶𝓃 😀",
          "e\u0301 and é",
          "Smith, John");
  private static final List<String> NOTES =
      List.of(
          "",
          "",
          "Ring twice.",
          "Leave it with \"the neighbours\", please",
          "First line\nsecond line, and\r\nthe third",
          "tab\tquote\"\"backslash\\slash/",
          "{\"looks\":\"like\"},[JSON]",
          " spaces around ",
          "line\u2028separator\u0085and\u00a0blank",
          "👩‍👩‍👧 family 👋🏽",
          "a;b|c'd=e+f",
          "{{'::}} $ion_1_0");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "19.90",
          "1.10",
          "0.1",
          "-0.005",
          "1E+2",
          "12345678901234567890123456789012345678",
          "-9.9999999999999999999999999999999999999E+125",
          "0.12345678901234567890123456789012345678",
          "1E-130",
          "100000000000000000000000000000000000000000");
  private static final List<String> WORDS =
      List.of("blue", "größe", "サイズ", "🧵", "a,b", "x \"y\"", "O'Hara", "null", "true", "42");

  private final Random random;

  CorpusParts(Random random) {
    this.random = random;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  void maybe(Runnable then) {
    if (random.nextInt(3) > 0) {
      then.run();
    }
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  String pick(String... from) {
    return pick(List.of(from));
  }

  <T> List<T> some(int least, int most, Supplier<? extends T> element) {
    return Stream.<T>generate(element).limit(least + random.nextInt(most - least + 1)).toList();
  }

  String note() {
    return pick(NOTES);
  }

  Value.S word() {
    return string(pick(WORDS));
  }

  Set<String> words() {
    return new TreeSet<>(some(1, 3, () -> pick(WORDS)));
  }

  /** Every other one an amount, so that each size of number is met. */
  String digits() {
    return coin()
        ? pick(NUMBERS)
        : "%d.%02d".formatted(random.nextInt(100_000), random.nextInt(100));
  }

  String measure() {
    return "%s%d.%dE%d"
        .formatted(
            coin() ? "-" : "",
            1 + random.nextInt(9),
            random.nextInt(1_000_000),
            random.nextInt(20) - 12);
  }

  /** Different as numbers, not only as texts. */
  Set<String> numbers() {
    return new TreeSet<>(some(1, 3, () -> random.nextInt(60) - 30 + ".5"));
  }

  Binary bytes(int least, int most) {
    byte[] bytes = new byte[least + random.nextInt(most - least + 1)];
    random.nextBytes(bytes);
    return Binary.of(bytes);
  }

  List<Binary> distinctBytes() {
    return some(1, 3, () -> bytes(0, 9)).stream().distinct().toList();
  }

  String moment() {
    return "2026-%02d-%02dT%02d:%02d:00Z"
        .formatted(
            1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60));
  }

  Value.M contact() {
    Map<String, Value> address = new LinkedHashMap<>();
    address.put("street", string(pick("Åvej 1", "12 High St., Flat 3", "中央区 1-2-3")));
    maybe(() -> address.put("floor", number(Integer.toString(random.nextInt(40) - 3))));
    Map<String, Value> contact = new LinkedHashMap<>();
    contact.put("name", string(pick(NAMES)));
    contact.put("phones", new Value.L(some(0, 2, () -> string("+49 30 " + random.nextInt(9999)))));
    contact.put("verified", coin() ? new Value.Bool(coin()) : new Value.Null());
    maybe(() -> contact.put("address", new Value.M(address)));
    return new Value.M(contact);
  }

  Value.M line() {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("sku", string("SKU-" + random.nextInt(80)));
    line.put("quantity", number(Integer.toString(1 + random.nextInt(9))));
    line.put("price", number(digits()));
    maybe(() -> line.put("options", details(1)));
    return new Value.M(line);
  }

  /** A map as free as JSON allows, down to some levels. */
  Value.M details(int levels) {
    Map<String, Value> details = new LinkedHashMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      details.put(pick(WORDS) + i, detail(levels));
    }
    return new Value.M(details);
  }

  private Value detail(int levels) {
    return switch (random.nextInt(levels < 1 ? 4 : 6)) {
      case 0 -> string(note());
      case 1 -> number(digits());
      case 2 -> new Value.Bool(coin());
      case 3 -> new Value.Null();
      case 4 -> new Value.L(some(0, 3, () -> detail(levels - 1)));
      default -> details(levels - 1);
    };
  }

  /** A value of any type, sets and bytes included. */
  Value anything() {
    return switch (random.nextInt(5)) {
      case 0 -> new Value.B(bytes(0, 9));
      case 1 -> new Value.SS(List.copyOf(words()));
      case 2 -> new Value.NS(List.copyOf(numbers()));
      case 3 -> new Value.BS(distinctBytes());
      default -> detail(2);
    };
  }

  private static Value.S string(String text) {
    return new Value.S(text);
  }

  private static Value.N number(String digits) {
    return new Value.N(digits);
  }
}
