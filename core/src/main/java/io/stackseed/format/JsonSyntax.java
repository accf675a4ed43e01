package io.stackseed.format;

/** JSON's grammar as far as single bytes tell (RFC 8259). */
final class JsonSyntax {

  private JsonSyntax() {}

  static boolean isWhitespace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Whether a number, {@code true}, {@code false} or {@code null} can begin so. */
  static boolean startsScalar(int b) {
    return (b >= '0' && b <= '9') || b == '-' || b == 't' || b == 'f' || b == 'n';
  }

  /** Whether a number or literal is over at this byte. */
  static boolean endsScalar(int b) {
    return switch (b) {
      case ',', ':', '[', ']', '{', '}', '"' -> true;
      default -> isWhitespace(b);
    };
  }
}
