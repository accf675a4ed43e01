package io.stackseed.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of an object's CSV.
 *
 * @param delimiter an ASCII character
 * @param header the attributes' names; null if the first record has them
 * @param types by attribute; what is not named is a string
 * @param quotedNewlines whether a line end within quotes is part of its field
 */
public record CsvOptions(
    char delimiter,
    @Nullable List<String> header,
    Map<String, CsvType> types,
    CsvEmpty empty,
    boolean quotedNewlines) {

  /** What holds where a request says nothing. */
  public static final CsvOptions DEFAULT = new CsvOptions(',', null, Map.of(), CsvEmpty.OMIT, true);

  public CsvOptions {
    header = header == null ? null : List.copyOf(header);
    // In an order of its own, so that equal options look the same.
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  /** Whether a character may stand between fields: printable ASCII or a tab, but no quote. */
  public static boolean isDelimiter(char c) {
    return CsvSyntax.isDelimiter(c);
  }

  /** How an object is read that has these names for its fields. */
  public CsvLayout layout(List<String> names) {
    return new CsvLayout(delimiter, names, types, empty, quotedNewlines);
  }

  /** The properties that say something else than the default, by name. */
  public List<String> properties() {
    List<String> names = new ArrayList<>();
    add(names, "CsvDelimiter", delimiter != DEFAULT.delimiter);
    add(names, "CsvHeader", header != null);
    add(names, "CsvTypes", !types.isEmpty());
    add(names, "CsvEmpty", empty != DEFAULT.empty);
    add(names, "CsvQuotedNewlines", quotedNewlines != DEFAULT.quotedNewlines);
    return names;
  }

  private static void add(List<String> names, String name, boolean isSet) {
    if (isSet) {
      names.add(name);
    }
  }
}
