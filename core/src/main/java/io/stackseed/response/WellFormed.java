package io.stackseed.response;

/** Keeps text encodable: neither UTF-8 nor a DynamoDB string can hold a lone surrogate. */
final class WellFormed {
  private static final int REPLACEMENT = 0xFFFD;

  private WellFormed() {}

  /** The text with each lone surrogate replaced by U+FFFD; otherwise the text itself. */
  static String of(String text) {
    return text.codePoints().anyMatch(WellFormed::isLoneSurrogate)
        ? text.codePoints()
            .map(codePoint -> isLoneSurrogate(codePoint) ? REPLACEMENT : codePoint)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
