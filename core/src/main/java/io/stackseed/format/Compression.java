package io.stackseed.format;

import java.util.Locale;

/** How an object's bytes are compressed. */
public enum Compression {
  NONE("", "", ""),
  /** RFC 1952, of one member or several. */
  GZIP("\u001F\u008B", ".gz", ".gzip"),
  /** RFC 8878, of one frame or several. */
  ZSTD("(\u00B5/\u00FD", ".zst", ".zstd");

  private final String magic;
  private final String ending;
  private final String longEnding;

  Compression(String magic, String ending, String longEnding) {
    this.magic = magic;
    this.ending = ending;
    this.longEnding = longEnding;
  }

  /** What the property Compression calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that an object's first bytes show, {@link #NONE} if none. */
  public static Compression ofContent(byte[] probe) {
    return Magic.leads(GZIP.magic, probe) ? GZIP : Magic.leads(ZSTD.magic, probe) ? ZSTD : NONE;
  }

  /**
   * The one that a name's ending tells, {@link #NONE} if none.
   *
   * @param name in lower case
   */
  static Compression ofName(String name) {
    return GZIP.ends(name) ? GZIP : ZSTD.ends(name) ? ZSTD : NONE;
  }

  /** The name without the compression's ending, if it has it. */
  String innerName(String name) {
    String found = name.endsWith(longEnding) ? longEnding : name.endsWith(ending) ? ending : "";
    return name.substring(0, name.length() - found.length());
  }

  private boolean ends(String name) {
    return !innerName(name).equals(name);
  }
}
