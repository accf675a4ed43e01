package io.stackseed.cli.validate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * What writing costs on demand.
 *
 * @param perMillion US dollars for a million write request units
 * @param source whose price it is, and since when
 */
record Price(BigDecimal perMillion, String source) {
  /** The page "Pricing for on-demand capacity", the table class DynamoDB Standard. */
  static final Price LISTED =
      new Price(new BigDecimal("0.625"), "us-east-1, standard table class, as of 2024-11-01");

  private static final int MILLION_DIGITS = 6;

  static Price given(BigDecimal perMillion) {
    return new Price(perMillion, "--price");
  }

  /** In US dollars, exactly. */
  BigDecimal of(long writeUnits) {
    return perMillion.multiply(BigDecimal.valueOf(writeUnits)).movePointLeft(MILLION_DIGITS);
  }

  /** For people: to the cent, and what is less is said to be. */
  static String rounded(BigDecimal dollars) {
    BigDecimal cents = dollars.setScale(2, RoundingMode.HALF_UP);
    return dollars.signum() > 0 && cents.signum() == 0
        ? "less than $0.01"
        : String.format(Locale.ROOT, "$%,.2f", cents);
  }
}
