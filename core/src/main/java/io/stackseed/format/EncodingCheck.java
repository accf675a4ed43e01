package io.stackseed.format;

import org.jspecify.annotations.Nullable;

/** What an object's first bytes say against reading it as text in UTF-8. */
final class EncodingCheck {

  private static final int[] GZIP = {0x1F, 0x8B};
  private static final int[] ZSTD = {0x28, 0xB5, 0x2F, 0xFD};
  private static final int[] UTF_16_BIG_ENDIAN = {0xFE, 0xFF};

  /** Also begins UTF-32's mark. */
  private static final int[] UTF_16_LITTLE_ENDIAN = {0xFF, 0xFE};

  /** Within so many bytes, UTF-16 and UTF-32 show a NUL for their first ASCII character. */
  private static final int NUL_WINDOW = 4;

  private EncodingCheck() {}

  /** A sentence without its subject, the object; null if nothing speaks against it. */
  static @Nullable String problem(byte[] probe) {
    if (leads(GZIP, probe)) {
      return compressed("gzip");
    }
    if (leads(ZSTD, probe)) {
      return compressed("zstd");
    }
    boolean wide =
        leads(UTF_16_BIG_ENDIAN, probe) || leads(UTF_16_LITTLE_ENDIAN, probe) || hasNul(probe);
    return wide ? "is in UTF-16 or UTF-32, or binary; only UTF-8 is read" : null;
  }

  private static String compressed(String how) {
    return "is compressed (" + how + "); this version reads uncompressed files only";
  }

  private static boolean leads(int[] magic, byte[] probe) {
    if (probe.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((probe[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
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
