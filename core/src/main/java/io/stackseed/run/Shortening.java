package io.stackseed.run;

/** Keeps what is stored small, whatever somebody wrote. */
final class Shortening {
  private static final String MARK = "…";

  private Shortening() {}

  /** The text, or its beginning and a mark: at most so many characters, and no half code point. */
  static String of(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = maxLength - MARK.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MARK;
  }
}
