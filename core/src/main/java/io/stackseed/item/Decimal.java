package io.stackseed.item;

import org.jspecify.annotations.Nullable;

/**
 * A decimal number's text, taken apart in one pass and without arithmetic on its digits: neither
 * {@code 1E999999999} nor a million digits cost more than reading them.
 *
 * @param negative whether a minus sign leads; true for {@code -0}
 * @param digits the significant digits, no zero at either end; empty for zero
 * @param exponent the power of ten of the first significant digit; for zero, the one written
 */
record Decimal(boolean negative, String digits, long exponent) {

  /** Beyond any exponent that could still be in range, yet far from overflowing with an offset. */
  private static final long EXPONENT_CAP = 1L << 50;

  boolean isZero() {
    return digits.isEmpty();
  }

  /** The power of ten of the last significant digit. */
  long unitExponent() {
    return exponent - digits.length() + 1;
  }

  /**
   * Reads an optional sign, digits with at most one point and at least one digit, and an optional
   * exponent.
   *
   * @return null if {@code text} is anything else
   */
  static @Nullable Decimal parse(String text) {
    int mantissaStart = afterSign(text, 0);
    StringBuilder digits = new StringBuilder(Math.min(text.length(), 64));
    long leadingZeros = 0;
    long integerDigits = -1;
    long digitCount = 0;
    int i = mantissaStart;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && integerDigits < 0) {
        integerDigits = digitCount;
      } else if (isDigit(c)) {
        digitCount++;
        if (c == '0' && digits.isEmpty()) {
          leadingZeros++;
        } else {
          digits.append(c);
        }
      } else {
        break;
      }
    }
    if (digitCount == 0) {
      return null;
    }
    long written = 0;
    if (i < text.length()) {
      Long exponent = exponent(text, i);
      if (exponent == null) {
        return null;
      }
      written = exponent;
    }
    boolean negative = text.charAt(0) == '-';
    int significant = lengthWithoutTrailingZeros(digits);
    if (significant == 0) {
      return new Decimal(negative, "", written);
    }
    long pointAt = integerDigits < 0 ? digitCount : integerDigits;
    return new Decimal(
        negative, digits.substring(0, significant), pointAt - leadingZeros - 1 + written);
  }

  private static @Nullable Long exponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return null;
    }
    int start = afterSign(text, at + 1);
    if (start == text.length()) {
      return null;
    }
    long exponent = 0;
    for (int i = start; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return null;
      }
      exponent = Math.min(EXPONENT_CAP, exponent * 10 + (text.charAt(i) - '0'));
    }
    return text.charAt(at + 1) == '-' ? -exponent : exponent;
  }

  private static int afterSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  /** ASCII only: {@link Character#isDigit} takes every script's. */
  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int lengthWithoutTrailingZeros(StringBuilder digits) {
    int length = digits.length();
    while (length > 0 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return length;
  }
}
