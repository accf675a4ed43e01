package io.stackseed.request;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties that say how an object holds its records. */
final class LayoutProperties {
  private static final String TYPES = "Use S, N, B, BOOL, L, M, SS or NS";

  private LayoutProperties() {}

  /**
   * @throws FailureException naming the property, the value and what would do
   */
  static LayoutRequest read(PropertyReader reader) {
    Format format =
        reader.choice(
            "Format",
            Map.of(
                "json", Format.JSON,
                "jsonl", Format.JSON_LINES,
                "csv", Format.CSV,
                "dynamodbjson", Format.DYNAMODB_JSON,
                "ion", Format.ION),
            "auto",
            "Use auto, json, jsonl, csv, dynamodb-json or ion");
    Compression compression =
        reader.choice(
            "Compression",
            Map.of(
                "none", Compression.NONE,
                "gzip", Compression.GZIP,
                "zstd", Compression.ZSTD),
            "auto",
            "Use auto, none, gzip or zstd");
    CsvOptions csv = csv(reader);
    if (format != null && format != Format.CSV && !csv.properties().isEmpty()) {
      throw invalid(
          csv.properties().get(0),
          "contradicts Format %s".formatted(format.word()),
          "Remove one of them");
    }
    return new LayoutRequest(format, compression, csv);
  }

  /** What asks for another ingest when it changes; nothing for what is not set. */
  static List<String> reingestTexts(LayoutRequest layout) {
    List<String> texts = new ArrayList<>();
    if (layout.compression() != null) {
      texts.add("Compression " + layout.compression());
    }
    CsvOptions csv = layout.csv();
    for (String property : csv.properties()) {
      texts.add(
          switch (property) {
            case "CsvDelimiter" -> property + " " + csv.delimiter();
            case "CsvHeader" -> property + " " + digest(csv.header());
            case "CsvTypes" -> property + " " + digest(csv.types());
            case "CsvEmpty" -> property + " " + csv.empty();
            case "CsvQuotedNewlines" -> property + " " + csv.quotedNewlines();
            default -> throw new IllegalStateException(property + " is not known here");
          });
    }
    return texts;
  }

  private static String digest(@Nullable List<String> names) {
    return names == null ? "" : Digests.of(names.toArray(String[]::new));
  }

  private static String digest(Map<String, CsvType> types) {
    List<String> texts = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          texts.add(name);
          texts.add(type.name());
        });
    return digest(texts);
  }

  private static CsvOptions csv(PropertyReader reader) {
    CsvEmpty empty =
        reader.choice(
            "CsvEmpty",
            Map.of("null", CsvEmpty.NULL, "emptystring", CsvEmpty.EMPTY_STRING),
            "omit",
            "Use Omit, Null or EmptyString");
    return new CsvOptions(
        delimiter(reader.optional("CsvDelimiter")),
        header(reader.list("CsvHeader")),
        types(reader.map("CsvTypes")),
        empty == null ? CsvEmpty.OMIT : empty,
        reader.truth("CsvQuotedNewlines", true));
  }

  private static char delimiter(@Nullable String text) {
    if (text == null) {
      return CsvOptions.DEFAULT.delimiter();
    }
    if (text.equals("\\t") || text.equalsIgnoreCase("tab")) {
      return '\t';
    }
    if (text.length() == 1 && CsvOptions.isDelimiter(text.charAt(0))) {
      return text.charAt(0);
    }
    throw invalid(
        "CsvDelimiter",
        "'%s' is not allowed".formatted(text),
        "Use one ASCII character that is no quote, or tab");
  }

  private static @Nullable List<String> header(@Nullable List<String> names) {
    if (names == null) {
      return null;
    }
    if (names.isEmpty() || names.contains("")) {
      throw invalid("CsvHeader", "a name is missing", "Name each field of the file");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw invalid("CsvHeader", "a name is given twice", "Name each field by a name of its own");
    }
    return names;
  }

  private static Map<String, CsvType> types(Map<String, String> texts) {
    Map<String, CsvType> types = new LinkedHashMap<>();
    texts.forEach((name, text) -> types.put(name, type(name, text)));
    return types;
  }

  private static CsvType type(String name, String text) {
    try {
      return CsvType.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw invalid("CsvTypes", "'%s' of '%s' is not allowed".formatted(text, name), TYPES);
    }
  }

  private static FailureException invalid(String property, String problem, String remedy) {
    return new FailureException(new InvalidProperty(property, problem, remedy));
  }
}
