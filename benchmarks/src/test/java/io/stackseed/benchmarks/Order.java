package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An order as shops export them, in some 280 bytes of JSON: two levels of objects, a list, texts in
 * several scripts, and an escape now and then.
 *
 * @param json its text, on one line
 * @param numberAt the index in the text's bytes, in UTF-8, of the digits of its number, which are
 *     {@value #DIGITS}
 * @param amount as the text has it
 */
public record Order(String json, int numberAt, String customerId, String amount) {

  /** Digits of an order's number. */
  public static final int DIGITS = 12;

  /** What comes before the number in an order's id. */
  public static final String ID_PREFIX = "2026-11#";

  private static final String NO_NUMBER = "0".repeat(DIGITS);

  private static final List<String> NAMES =
      List.of(
          "Ada Lovelace",
          "Grace Hopper",
          "Zoë Müller-Łukasiewicz",
          "Katherine Johnson",
          "佐藤 花子",
          "Анна Ковальчук",
          "James O'Neill",
          "Mary Ann Evans");
  private static final List<String> CITIES =
      List.of("London", "Leeds", "Zürich", "京都", "Київ", "Cork", "New York", "Newcastle upon Tyne");
  private static final List<String> TITLES =
      List.of(
          "Green tea (100 g)",
          "Screw, 1/4\\\" x 2\\\"",
          "Wool blanket",
          "Bacon Sandwich",
          "Reading lamp [brass]",
          "Notebook",
          "Path C:\\\\temp\\\\new",
          "Espresso cups, set of six");
  private static final List<String> STATUSES = List.of("PAID", "SHIPPED", "DELIVERED", "RETURNED");

  /** An order drawn at random. */
  public static Order random(RandomGenerator random) {
    String customerId = "C-%05d".formatted(random.nextInt(100_000));
    String amount = price(random);
    StringBuilder lines = new StringBuilder();
    int count = 1 + random.nextInt(3) / 2;
    for (int i = 0; i < count; i++) {
      lines.append(i == 0 ? "" : ",").append(line(random));
    }
    String before = "{\"customerId\":\"" + customerId + "\",\"orderId\":\"" + ID_PREFIX;
    String after =
        "\",\"status\":\"%s\",\"paid\":%s,\"coupon\":null,\"shipTo\":{\"name\":\"%s\",\"city\":\"%s\"},\"lines\":[%s],\"total\":{\"currency\":\"EUR\",\"amount\":%s}}"
            .formatted(
                pick(STATUSES, random),
                random.nextBoolean(),
                pick(NAMES, random),
                pick(CITIES, random),
                lines,
                amount);
    return new Order(before + NO_NUMBER + after, before.getBytes(UTF_8).length, customerId, amount);
  }

  private static String line(RandomGenerator random) {
    return "{\"sku\":\"ITEM-%03d\",\"title\":\"%s\",\"quantity\":%d,\"price\":%s}"
        .formatted(
            random.nextInt(1000), pick(TITLES, random), 1 + random.nextInt(9), price(random));
  }

  /** Without a zero at its end, which some readers of numbers drop. */
  private static String price(RandomGenerator random) {
    return "%d.%d%d".formatted(1 + random.nextInt(200), random.nextInt(10), 1 + random.nextInt(9));
  }

  private static String pick(List<String> texts, RandomGenerator random) {
    return texts.get(random.nextInt(texts.size()));
  }

  /** The id of the order of this number. */
  public static String id(long number) {
    String digits = Long.toString(number);
    return ID_PREFIX + NO_NUMBER.substring(digits.length()) + digits;
  }
}
