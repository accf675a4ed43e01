package io.stackseed.item;

import java.util.Locale;
import java.util.Optional;

/**
 * DynamoDB's numbers, on their text: up to 38 significant digits, zero or a magnitude from 1E-130
 * to 9.9999999999999999999999999999999999999E+125 (developer guide, "Data types: Number"). Time is
 * linear in the text's length, whatever the exponent.
 */
public final class Numbers {

  private static final int MAX_SIGNIFICANT_DIGITS = 38;
  private static final long MIN_EXPONENT = -130;
  private static final long MAX_EXPONENT = 125;
  private static final long MAX_SIZE_BYTES = 21;

  /** DynamoDB Local calls a zero no number whose scale is past 32 bits. */
  private static final long MAX_ZERO_EXPONENT = 999_999_999;

  private Numbers() {}

  /**
   * Why DynamoDB would refuse the number, to follow the words "the number"; empty if it takes it.
   * Never quotes the text.
   */
  public static Optional<String> problem(String text) {
    if (isSmall(text)) {
      return Optional.empty();
    }
    Decimal decimal = Decimal.parse(text);
    if (decimal == null) {
      return Optional.of("is not a decimal number");
    }
    int significant = decimal.digits().length();
    if (significant > MAX_SIGNIFICANT_DIGITS) {
      return Optional.of(
          String.format(
              Locale.ENGLISH,
              "has %,d significant digits, %d allowed",
              significant,
              MAX_SIGNIFICANT_DIGITS));
    }
    if (decimal.isZero()) {
      return Math.abs(decimal.exponent()) <= MAX_ZERO_EXPONENT
          ? Optional.empty()
          : Optional.of("is out of range: it is zero with an exponent of ten digits or more");
    }
    if (decimal.exponent() > MAX_EXPONENT) {
      return Optional.of("is out of range: its magnitude is 1E+126 or more");
    }
    if (decimal.exponent() < MIN_EXPONENT) {
      return Optional.of("is out of range: its magnitude is below 1E-130");
    }
    return Optional.empty();
  }

  /**
   * Whether there are digits, no more than are significant at most, with no sign but a minus and no
   * exponent: then the table takes the number. Most are, and a number is looked at more than once.
   */
  private static boolean isSmall(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() - start > MAX_SIGNIFICANT_DIGITS) {
      return false;
    }
    int points = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        points++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return points <= 1 && text.length() - start > points;
  }

  /**
   * One text for all texts of one value, such as {@code -125E-1} for {@code -12.50}.
   *
   * @throws IllegalArgumentException if {@code text} is not a number
   */
  static String canonical(String text) {
    Decimal decimal = decimal(text);
    if (decimal.isZero()) {
      return "0";
    }
    return (decimal.negative() ? "-" : "") + decimal.digits() + "E" + decimal.unitExponent();
  }

  /**
   * One text for all texts of one value, without an exponent: {@code -12.5} for {@code -125E-1},
   * and {@code 0} for every zero. At most some 170 characters of a number that DynamoDB takes.
   *
   * @throws IllegalArgumentException if {@code text} is not a number
   */
  public static String plain(String text) {
    Decimal decimal = decimal(text);
    if (decimal.isZero()) {
      return "0";
    }
    String sign = decimal.negative() ? "-" : "";
    String digits = decimal.digits();
    if (decimal.unitExponent() >= 0) {
      return sign + digits + "0".repeat(Math.toIntExact(decimal.unitExponent()));
    }
    if (decimal.exponent() < 0) {
      return sign + "0." + "0".repeat(Math.toIntExact(-decimal.exponent() - 1)) + digits;
    }
    int point = Math.toIntExact(decimal.exponent() + 1);
    return sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  /**
   * Bytes that DynamoDB counts for the number: one for each pair of digits, paired from the point
   * ({@code 12} is one pair, {@code 1.5} are two), one more, another for a minus sign, 21 at most.
   * The developer guide gives the count of digits without the pairing and calls it approximate; the
   * pairing is what DynamoDB Local does.
   *
   * @throws IllegalArgumentException if {@code text} is not a number
   */
  static long sizeBytes(String text) {
    Decimal decimal = decimal(text);
    if (decimal.isZero()) {
      return 1;
    }
    long pairs =
        Math.floorDiv(decimal.exponent(), 2) - Math.floorDiv(decimal.unitExponent(), 2) + 1;
    return Math.min(MAX_SIZE_BYTES, pairs + 1 + (decimal.negative() ? 1 : 0));
  }

  private static Decimal decimal(String text) {
    Decimal decimal = Decimal.parse(text);
    if (decimal == null) {
      throw new IllegalArgumentException("not a decimal number");
    }
    return decimal;
  }
}
