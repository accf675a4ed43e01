package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One CSV record to an item: each field an attribute named by the header. */
final class CsvParser implements RecordParser {

  private final CsvLayout layout;
  private final CsvReader.CsvReaderBuilder reader;
  private final CsvSyntax syntax;

  CsvParser(CsvLayout layout) {
    this.layout = layout;
    this.reader = reader(layout.delimiter());
    this.syntax = new CsvSyntax(layout.delimiter());
  }

  private static CsvReader.CsvReaderBuilder reader(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(false)
        .maxBufferSize(RecordBytes.MAX_RECORD_BYTES);
  }

  /**
   * The fields of one record.
   *
   * @param text one record's, without its line end
   * @throws CsvParseException if it is not one
   */
  static String[] fields(String text, char delimiter) {
    return fields(reader(delimiter), text);
  }

  private static String[] fields(CsvReader.CsvReaderBuilder reader, String text) {
    return reader.ofSingleCsvRecord(StringArrayHandler.of(), text);
  }

  @Override
  public @Nullable ParsedRecord parse(RecordBytes bytes, long offset) {
    int length = lengthWithoutCarriageReturn(bytes);
    if (length == 0) {
      return null;
    }
    int invalid = Utf8Validation.firstInvalid(bytes.array(), length);
    if (invalid >= 0) {
      return new Reject(
          offset, RejectCode.NOT_UTF8, JsonRecordParser.at("not valid UTF-8", offset + invalid));
    }
    String problem = problem(bytes.array(), length, offset);
    if (problem != null) {
      return new Reject(offset, RejectCode.NOT_CSV, problem);
    }
    try {
      String[] fields = fields(reader, new String(bytes.array(), 0, length, UTF_8));
      return item(fields, offset);
    } catch (CsvParseException e) {
      // FastCSV's own message quotes the text.
      return new Reject(offset, RejectCode.NOT_CSV, "not valid CSV: more follows a closing quote");
    }
  }

  private static int lengthWithoutCarriageReturn(RecordBytes bytes) {
    int length = bytes.length();
    while (length > 0 && bytes.array()[length - 1] == '\r') {
      length--;
    }
    return length;
  }

  /** What FastCSV would take for the record's end, or not notice. */
  private @Nullable String problem(byte[] bytes, int length, long offset) {
    syntax.beginRecord();
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\r' && !syntax.isQuoted()) {
        return JsonRecordParser.at("not valid CSV: a lone carriage return", offset + i);
      }
      syntax.take(bytes[i]);
    }
    return syntax.isQuoted()
        ? "not valid CSV: a quote is not closed on its line, and CsvQuotedNewlines is false"
        : null;
  }

  private ParsedRecord item(String[] fields, long offset) {
    List<String> header = layout.header();
    if (fields.length != header.size()) {
      return new Reject(
          offset,
          RejectCode.FIELD_COUNT,
          String.format(
              Locale.ENGLISH, "it has %,d fields, the header %,d", fields.length, header.size()));
    }
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      String name = header.get(i);
      try {
        Value value = CsvField.value(fields[i], layout.type(name), layout.empty());
        if (value != null) {
          attributes.put(name, value);
        }
      } catch (UnfitFieldException e) {
        return new Reject(
            offset,
            RejectCode.FIELD_TYPE,
            String.format(Locale.ENGLISH, "field %,d %s", i + 1, e.problem()));
      }
    }
    return new ParsedItem(offset, new Item(attributes));
  }
}
