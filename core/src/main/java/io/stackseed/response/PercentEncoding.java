package io.stackseed.response;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-decoding that refuses what it cannot decode, where the JDK's replaces it. */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * The text behind a path whose escapes {@link java.net.URI} has already checked; a {@code +}
   * stays one. Empty if the bytes are not UTF-8.
   */
  static Optional<String> decode(String rawPath) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rawPath.length());
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      bytes.write(HexFormat.fromHexDigits(rawPath, i + 1, i + 3));
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
}
