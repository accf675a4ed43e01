package io.stackseed.format;

/** The bytes by which a kind of file is known. */
final class Magic {

  private Magic() {}

  /**
   * @param magic each character a byte
   */
  static boolean leads(String magic, byte[] bytes) {
    if (bytes.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
