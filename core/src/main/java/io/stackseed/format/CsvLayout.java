package io.stackseed.format;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an object's CSV is read, frozen: its header is never looked at again.
 *
 * @param delimiter an ASCII character
 * @param header the attributes' names, one for each field
 * @param types by attribute; what is not named is a string
 * @param quotedNewlines whether a line end within quotes is part of its field; if not, any line end
 *     ends a record
 */
public record CsvLayout(
    char delimiter,
    List<String> header,
    Map<String, CsvType> types,
    CsvEmpty empty,
    boolean quotedNewlines) {

  /**
   * @throws IllegalArgumentException if there is no header, or the delimiter would be mistaken for
   *     something else
   */
  public CsvLayout {
    header = List.copyOf(header);
    types = Collections.unmodifiableMap(new TreeMap<>(types));
    if (header.isEmpty()) {
      throw new IllegalArgumentException("the header is empty");
    }
    if (!CsvSyntax.isDelimiter(delimiter)) {
      throw new IllegalArgumentException("not a delimiter: '" + delimiter + "'");
    }
  }

  /** What a request would say that has all of it. */
  public CsvOptions options() {
    return new CsvOptions(delimiter, header, types, empty, quotedNewlines);
  }

  /** The same, with other types. */
  public CsvLayout typed(Map<String, CsvType> otherTypes) {
    return new CsvLayout(delimiter, header, otherTypes, empty, quotedNewlines);
  }

  /** The type that an attribute's text becomes. */
  public CsvType type(String attribute) {
    return types.getOrDefault(attribute, CsvType.S);
  }
}
