package io.stackseed.local.contract;

import java.util.List;
import java.util.Random;

/** Texts of numbers, beside the limits of digits and range, and what is none. */
final class RandomNumbers {

  private static final List<String> NONE =
      List.of(
          "",
          " ",
          ".",
          "-",
          "+",
          "e1",
          "1e",
          "1e+",
          "--1",
          "1-",
          "0x1F",
          "1_000",
          "1,5",
          "NaN",
          "Infinity",
          "-Infinity",
          " 1",
          "1 ",
          "1\n",
          "\u0661",
          "１",
          "1.2.3",
          "1e1.5",
          "1d",
          "1f",
          "+-1",
          "1E 5",
          "null");
  private static final List<String> ODD =
      List.of(
          "+5",
          ".5",
          "5.",
          "-.5",
          "+.5E+1",
          "-0",
          "+0",
          "0E999",
          "0.000E-500",
          "00012",
          "1e05",
          "1E+0125",
          "-0.0",
          "0e-999999999999",
          "1E126",
          "9.99E125",
          "1E-130",
          "9.99E-131",
          "0.1E-129",
          "0.1E126",
          "10E125",
          "1E999999999999",
          "1E-999999999999");

  private final Random random;

  RandomNumbers(Random random) {
    this.random = random;
  }

  String next(int size) {
    return switch (random.nextInt(4)) {
      case 0 -> NONE.get(random.nextInt(NONE.size()));
      case 1 -> ODD.get(random.nextInt(ODD.size()));
      default -> number(size);
    };
  }

  private String number(int size) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    digits(text, random.nextInt(5) == 0 ? 36 + random.nextInt(5) : 1 + random.nextInt(size));
    if (random.nextInt(3) == 0) {
      digits(text.append('.'), 1 + random.nextInt(size));
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-175, 175));
    }
    return text.toString();
  }

  private void digits(StringBuilder text, int count) {
    boolean zeros = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      text.append(zeros ? 0 : random.nextInt(10));
    }
  }
}
