package io.stackseed.format;

import org.jspecify.annotations.Nullable;

/** What an object's first bytes say against reading it as text in UTF-8. */
final class EncodingCheck {

  private static final String UTF_16_BIG_ENDIAN = "\u00FE\u00FF";

  /** Also begins UTF-32's mark. */
  private static final String UTF_16_LITTLE_ENDIAN = "\u00FF\u00FE";

  private static final String BINARY_ION = "\u00E0\u0001\u0000\u00EA";

  /** Within so many bytes, UTF-16 and UTF-32 show a NUL for their first ASCII character. */
  private static final int NUL_WINDOW = 4;

  private EncodingCheck() {}

  /** A sentence without its subject, the object; null if nothing speaks against it. */
  static @Nullable String problem(byte[] probe) {
    if (Magic.leads(BINARY_ION, probe)) {
      return "is binary Ion; only Ion text as DynamoDB's export writes it is read";
    }
    boolean wide =
        Magic.leads(UTF_16_BIG_ENDIAN, probe)
            || Magic.leads(UTF_16_LITTLE_ENDIAN, probe)
            || hasNul(probe);
    return wide ? "is in UTF-16 or UTF-32, or binary; only UTF-8 is read" : null;
  }

  private static boolean hasNul(byte[] probe) {
    for (int i = 0; i < Math.min(NUL_WINDOW, probe.length); i++) {
      if (probe[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
