package io.stackseed.shape;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that values are hashed with. It is written nowhere, and says nothing of itself. */
public final class HashKey {
  private static final String ALGORITHM = "HmacSHA256";

  /** Below that, trying all of them would be a matter of time. */
  public static final int MIN_BYTES = 16;

  /** What a key is known by is the MAC of this. */
  private static final byte[] LABEL = "stackseed: fingerprint of a hash key".getBytes(US_ASCII);

  private static final int FINGERPRINT_BYTES = 8;

  private final SecretKeySpec key;

  /**
   * @throws IllegalArgumentException if the key is shorter than {@value #MIN_BYTES} bytes
   */
  public HashKey(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** Sixteen hexadecimal digits that tell keys apart and give none away. */
  public String fingerprint() {
    return HexFormat.of().formatHex(mac().doFinal(LABEL), 0, FINGERPRINT_BYTES);
  }

  /** HMAC-SHA-256 with this key; not for use by several threads. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "HashKey";
  }
}
