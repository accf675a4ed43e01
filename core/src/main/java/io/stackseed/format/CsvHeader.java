package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that a CSV file's first record gives its fields, read once, from the probe. */
final class CsvHeader {

  private final byte[] probe;
  private final int from;
  private final boolean wholeObject;

  /**
   * @param from where the file begins: after a byte order mark
   * @param wholeObject whether the probe is all there is
   */
  CsvHeader(byte[] probe, int from, boolean wholeObject) {
    this.probe = probe;
    this.from = from;
    this.wholeObject = wholeObject;
  }

  Detection detect(CsvOptions options) {
    RecordBytes bytes = new RecordBytes(probe.length);
    ByteArrayInputStream in = new ByteArrayInputStream(probe, from, probe.length - from);
    CsvFrames frames = new CsvFrames(in, from, options.delimiter(), bytes);
    try {
      if (!frames.next() || (frames.position() == probe.length && !wholeObject)) {
        return unended();
      }
    } catch (MalformedSourceException e) {
      return unended();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    String text = new String(bytes.array(), 0, bytes.length(), UTF_8).replaceFirst("\r$", "");
    if (Utf8Validation.firstInvalid(bytes.array(), bytes.length()) >= 0) {
      return refused("is not valid UTF-8");
    }
    if (text.contains("\r") || text.contains("\n")) {
      return refused("has a line end within, or lines that end in a carriage return alone");
    }
    return detected(options, text, frames.position());
  }

  private static Detection detected(CsvOptions options, String text, long firstByte) {
    List<String> names;
    try {
      names = List.of(CsvParser.fields(text, options.delimiter()));
    } catch (CsvParseException e) {
      return refused("is not valid CSV: more follows a closing quote");
    }
    String problem = problem(names);
    return problem == null
        ? new Detection.Detected(Layout.csv(firstByte, options, names))
        : refused(problem);
  }

  /** What is wrong with names, continuing their list's own; null if nothing is. */
  static @Nullable String problem(List<String> names) {
    if (names.contains("")) {
      return "has an empty name";
    }
    return new HashSet<>(names).size() < names.size() ? "has a name twice" : null;
  }

  private Detection unended() {
    return refused(
        String.format(Locale.ENGLISH, "does not end in the first %,d bytes", probe.length));
  }

  private static Detection refused(String problem) {
    return new Detection.Refused(
        "is csv, and its first record, the header, "
            + problem
            + ": name the fields with CsvHeader"
            + " if it has no header");
  }
}
