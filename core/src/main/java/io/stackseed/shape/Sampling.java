package io.stackseed.shape;

import java.math.BigDecimal;

/**
 * Which records are taken: those whose attribute has a value that falls into the sample.
 *
 * @param attribute whose value alone decides
 * @param percent of the values, above 0 and below 100; all of them are no sample
 */
public record Sampling(String attribute, BigDecimal percent) {
  static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /**
   * @throws IllegalArgumentException if the percentage is not one of a sample
   */
  public Sampling {
    if (percent.signum() <= 0 || percent.compareTo(WHOLE) >= 0) {
      throw new IllegalArgumentException(percent + " per cent is no sample");
    }
    percent = percent.stripTrailingZeros();
  }
}
