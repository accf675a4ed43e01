package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record as the file holds it, without what separates it from the next.
 *
 * @param bytes the first {@value #MAX_BYTES} at most
 * @param isTruncated whether there were more
 */
public record RawRecord(Binary bytes, boolean isTruncated) {

  /** Enough to recognise a record by; a report of nothing but rejects stays readable. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final int LONGEST_CHARACTER = 4;

  public RawRecord {
    if (bytes.length() > MAX_BYTES) {
      throw new IllegalArgumentException(bytes.length() + " bytes of a record");
    }
  }

  /** As text, without the half of a character that a cut may have left; null if it is not UTF-8. */
  public @Nullable String text() {
    byte[] array = bytes.toArray();
    int invalid = Utf8Validation.firstInvalid(array, array.length);
    if (invalid < 0) {
      return new String(array, UTF_8);
    }
    return isTruncated && isBegun(array, invalid) ? new String(array, 0, invalid, UTF_8) : null;
  }

  private static boolean leads(int b) {
    return b >= 0xC2 && b < 0xF5;
  }

  /** Whether there is nothing from the index on but the beginning of one character. */
  private static boolean isBegun(byte[] bytes, int from) {
    int count = bytes.length - from;
    if (count >= LONGEST_CHARACTER || !leads(bytes[from] & 0xFF)) {
      return false;
    }
    for (int i = from + 1; i < bytes.length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
