package io.stackseed.shape;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.Numbers;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value into a sample or not, always the same way: the first eight bytes of SHA-256 over
 * its {@link #canonical bytes}, as a number without a sign, are compared with the percentage of
 * 2^64. So a smaller sample is a part of a larger one, and nothing but the value decides.
 *
 * <p>Not for use by several threads.
 */
final class Sampler {
  private static final BigDecimal VALUES = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));

  private final MessageDigest sha256;

  /** The first hash that is not taken, without a sign. */
  private final long end;

  Sampler(BigDecimal percent) {
    this.end =
        percent
            .multiply(VALUES)
            .divide(Sampling.WHOLE, 0, RoundingMode.CEILING)
            .toBigInteger()
            .longValue();
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  boolean takes(byte[] canonical) {
    long hash = ByteBuffer.wrap(sha256.digest(canonical)).getLong();
    return Long.compareUnsigned(hash, end) < 0;
  }

  /**
   * The same bytes for the same value: a text in UTF-8, a number as its plain decimal text, so that
   * 1, 1.0 and the text "1" are one.
   *
   * @return null for what is no text, number or binary value
   */
  static byte @Nullable [] canonical(Value value) {
    if (value instanceof Value.S string) {
      return string.text().getBytes(UTF_8);
    }
    if (value instanceof Value.N number) {
      return Numbers.plain(number.digits()).getBytes(US_ASCII);
    }
    return value instanceof Value.B binary ? binary.bytes().toArray() : null;
  }
}
