package io.stackseed.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which layout an object has: as requested, else by its name, else by its first bytes; and what the
 * first bytes refuse.
 */
final class FormatDetection {

  /** How many of an object's first bytes are looked at; fewer only if it has fewer. */
  static final int PROBE_BYTES = 64 * 1024;

  private static final String ION = "$ion_1_0";

  /** How DynamoDB's export begins each line; one of a large item is longer than the probe. */
  private static final String EXPORT = "{\"Item\":{";

  private final byte[] probe;
  private final boolean wholeObject;
  private final LayoutRequest request;
  private final int bomLength;
  private final int first;

  private FormatDetection(byte[] probe, boolean wholeObject, LayoutRequest request) {
    this.probe = probe;
    this.wholeObject = wholeObject;
    this.request = request;
    this.bomLength = ByteOrderMark.leads(probe, probe.length) ? ByteOrderMark.LENGTH : 0;
    this.first = firstNonBlank(probe, bomLength);
  }

  /**
   * Detects an object's layout.
   *
   * @param name the object's key in lower case, without a compression's ending
   * @param probe its first {@value #PROBE_BYTES} bytes, or all of them
   * @param sizeBytes the object's size, or anything above the probe's where it is not known
   */
  static Detection detect(String name, byte[] probe, long sizeBytes, LayoutRequest request) {
    String unreadable = EncodingCheck.problem(probe);
    if (unreadable != null) {
      return new Detection.Refused(unreadable);
    }
    FormatDetection detection = new FormatDetection(probe, sizeBytes <= probe.length, request);
    if (detection.isBlank() && detection.wholeObject) {
      return new Detection.Refused("is empty");
    }
    return detection.detect(name);
  }

  private Detection detect(String name) {
    Detection detection = request.format() == null ? byName(name) : asRequested(request.format());
    List<String> csvProperties = request.csv().properties();
    return detection instanceof Detection.Detected detected
            && detected.layout().csv() == null
            && !csvProperties.isEmpty()
        ? new Detection.Refused(
            "is %s, and %s is for csv: remove it or use Format csv"
                .formatted(detected.layout().format().word(), csvProperties.get(0)))
        : detection;
  }

  private Detection asRequested(Format requested) {
    return switch (requested) {
      case JSON, CONCATENATED_JSON -> json();
      case JSON_LINES, DYNAMODB_JSON ->
          firstIs('[')
              ? new Detection.Refused(
                  "begins with '[', so it is not %s: use Format json".formatted(requested.word()))
              : detected(requested);
      case CSV -> csv();
      case ION -> ion();
    };
  }

  private Detection json() {
    if (firstIs('{')) {
      return detected(Format.CONCATENATED_JSON);
    }
    return isBlank() || firstIs('[')
        ? detected(Format.JSON)
        : new Detection.Refused(
            "begins with neither '[' nor '{', and Format json wants an array or objects");
  }

  private Detection byName(String name) {
    if (name.endsWith(".csv")) {
      return csv();
    }
    if (name.endsWith(".ion") || Magic.leads(ION, rest(probe.length))) {
      return ion();
    }
    if (!name.endsWith(".jsonl") && !name.endsWith(".ndjson")) {
      return byFirstByte();
    }
    return firstIs('[')
        ? new Detection.Refused("is named like JSON Lines but begins with '[': use Format json")
        : detected(isDynamoDbJson(firstLineEnd()) ? Format.DYNAMODB_JSON : Format.JSON_LINES);
  }

  private Detection ion() {
    return isBlank() || Magic.leads(ION, rest(probe.length))
        ? detected(Format.ION)
        : new Detection.Refused(
            "does not begin with '$ion_1_0', as Ion text of DynamoDB's export does");
  }

  private Detection csv() {
    List<String> header = request.csv().header();
    if (header != null) {
      return new Detection.Detected(Layout.csv(bomLength, request.csv(), header));
    }
    return firstIs('[') || firstIs('{')
        ? new Detection.Refused(
            "begins with '%s', which no csv header does: use the Format that it has"
                .formatted((char) probe[first]))
        : new CsvHeader(probe, bomLength, wholeObject).detect(request.csv());
  }

  private Detection byFirstByte() {
    if (firstIs('[')) {
      return detected(Format.JSON);
    }
    return firstIs('{')
        ? byFirstLine()
        : new Detection.Refused(
            "begins with neither '[' nor '{', so its format is not known: name it with Format");
  }

  /** Lines are told from other objects by the first one, if all of it is seen. */
  private Detection byFirstLine() {
    int end = firstLineEnd();
    if (isDynamoDbJson(end)) {
      return detected(Format.DYNAMODB_JSON);
    }
    return detected(isSeen(end) && isOneValue(end) ? Format.JSON_LINES : Format.CONCATENATED_JSON);
  }

  private int firstLineEnd() {
    int end = first;
    while (end < probe.length && probe[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Whether the first line is seen to its end. */
  private boolean isSeen(int lineEnd) {
    return lineEnd < probe.length || wholeObject;
  }

  private boolean isOneValue(int lineEnd) {
    return parsed(JsonDialect.PLAIN, lineEnd) != null;
  }

  /**
   * In plain JSON such a line would be an item of maps alone, which no table takes: a key is a
   * scalar.
   */
  private boolean isDynamoDbJson(int lineEnd) {
    if (!isSeen(lineEnd)) {
      return Magic.leads(EXPORT, rest(lineEnd));
    }
    return parsed(JsonDialect.DYNAMODB, lineEnd) instanceof ParsedItem parsed
        && !parsed.item().attributes().isEmpty();
  }

  /** What the first line holds; null if not exactly one JSON value. */
  private @Nullable ParsedRecord parsed(JsonDialect dialect, int lineEnd) {
    RecordBytes line = new RecordBytes(probe.length);
    line.append(probe, first, lineEnd);
    try {
      return JsonRecordParser.parse(dialect, line, first);
    } catch (BrokenJsonException e) {
      return null;
    }
  }

  private Detection.Detected detected(Format format) {
    return new Detection.Detected(Layout.of(format, bomLength));
  }

  /** What is seen from the first byte that is not blank on, up to an index. */
  private byte[] rest(int end) {
    return Arrays.copyOfRange(probe, first, end);
  }

  private boolean isBlank() {
    return first == probe.length;
  }

  private boolean firstIs(char c) {
    return !isBlank() && probe[first] == c;
  }

  private static int firstNonBlank(byte[] probe, int from) {
    int i = from;
    while (i < probe.length && JsonSyntax.isWhitespace(probe[i])) {
      i++;
    }
    return i;
  }
}
