package io.stackseed.response;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding that refuses what it cannot decode, where the JDK's replaces it. */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * The text behind an ASCII path; a {@code +} stays one. Empty if an escape is broken or the bytes
   * are not UTF-8.
   */
  static Optional<String> decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int octet = octet(encoded, i + 1);
      if (octet < 0) {
        return Optional.empty();
      }
      bytes.write(octet);
      i += 2;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The value of two hexadecimal digits, or negative. */
  private static int octet(String encoded, int start) {
    if (start + 2 > encoded.length()) {
      return -1;
    }
    int high = Character.digit(encoded.charAt(start), 16);
    int low = Character.digit(encoded.charAt(start + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
