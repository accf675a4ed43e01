package io.stackseed.format;

/** UTF-8's byte order mark: allowed at an object's beginning, and no part of its first record. */
final class ByteOrderMark {

  static final int LENGTH = 3;

  private ByteOrderMark() {}

  static boolean leads(byte[] bytes, int length) {
    return length >= LENGTH
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }
}
