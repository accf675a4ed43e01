package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static final int MAX = RecordBytes.MAX_RECORD_BYTES;

  @Test
  void readsEachRecordWithItsOffset() throws IOException {
    assertThat(records("a,b\r\n\"x\ny\",\"he said \"\"no\"\"\"\n\r\n\né,2", "id", "n"))
        .containsExactly(
            item(0, "id", "a", "n", "b"),
            item(5, "id", "x\ny", "n", "he said \"no\""),
            item(31, "id", "é", "n", "2"));
  }

  @Test
  void readsEachType() throws IOException {
    CsvLayout layout =
        layout(
            true,
            CsvEmpty.OMIT,
            Map.of(
                "n",
                CsvType.N,
                "b",
                CsvType.B,
                "t",
                CsvType.BOOL,
                "l",
                CsvType.L,
                "m",
                CsvType.M,
                "ss",
                CsvType.SS,
                "ns",
                CsvType.NS),
            "s",
            "n",
            "b",
            "t",
            "l",
            "m",
            "ss",
            "ns");

    assertThat(
            reading(
                    layout,
                    "x,1.50,AP8=,TRUE,\"[1,\"\"a\"\"]\",\"{\"\"k\"\":null}\",\"[\"\"b\"\"]\",\"[1,2]\"\n")
                .records())
        .containsExactly(
            new ParsedItem(
                0,
                new Item(
                    Map.of(
                        "s", new Value.S("x"),
                        "n", new Value.N("1.50"),
                        "b", new Value.B(Binary.of(new byte[] {0, -1})),
                        "t", new Value.Bool(true),
                        "l", new Value.L(List.of(new Value.N("1"), new Value.S("a"))),
                        "m", new Value.M(Map.of("k", new Value.Null())),
                        "ss", new Value.SS(List.of("b")),
                        "ns", new Value.NS(List.of("1", "2"))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "N | x | NUMBER | field 2 (N): the number is not a decimal number",
        "N | ` 1` | NUMBER | field 2 (N): the number is not a decimal number",
        "N | 1E999 | NUMBER | field 2 (N): the number is out of range: its magnitude is 1E+126 or more",
        "B | * | NOT_BASE64 | field 2 (B) is not Base64",
        "BOOL | 1 | FIELD_TYPE | field 2 (BOOL) is neither true nor false",
        "L | {} | FIELD_TYPE | field 2 (L) is not a JSON array of what an item may hold",
        "L | [1E999] | FIELD_TYPE | field 2 (L) is not a JSON array of what an item may hold",
        "L | [] x | FIELD_TYPE | field 2 (L) is not a JSON array of what an item may hold",
        "L | x | FIELD_TYPE | field 2 (L) is not a JSON array of what an item may hold",
        "M | [] | FIELD_TYPE | field 2 (M) is not a JSON object of what an item may hold",
        "M | {a:1} | FIELD_TYPE | field 2 (M) is not a JSON object of what an item may hold",
        "M | {}} {{} | FIELD_TYPE | field 2 (M) is not a JSON object of what an item may hold",
        "SS | [1] | FIELD_TYPE | field 2 (SS) holds something else than strings",
        "SS | a | FIELD_TYPE | field 2 (SS) is not a JSON array of what an item may hold",
        "NS | [`a`] | FIELD_TYPE | field 2 (NS) is not a JSON array of what an item may hold",
        "NS | [null] | FIELD_TYPE | field 2 (NS) holds something else than numbers"
      })
  void whatIsNotOfItsTypeIsAReject(CsvType type, String text, RejectCode code, String reason)
      throws IOException {
    CsvLayout layout = layout(true, CsvEmpty.OMIT, Map.of("x", type), "id", "x");

    assertThat(reading(layout, "1," + text + "\n2,\n").records())
        .containsExactly(new Reject(0, code, reason), item(3L + text.length(), "id", "2"));
  }

  @Test
  void aTextMayNotCloseTheJsonAroundIt() throws IOException {
    CsvLayout layout = layout(true, CsvEmpty.OMIT, Map.of("x", CsvType.L), "x");

    assertThat(reading(layout, "\"[],\"\"y\"\":[]\"\n").records())
        .containsExactly(
            new Reject(
                0,
                RejectCode.FIELD_TYPE,
                "field 1 (L) is not a JSON array of what an item may hold"));
  }

  @Test
  void anEmptyFieldIsWhatCsvEmptySays() throws IOException {
    Map<String, CsvType> types = Map.of("n", CsvType.N);

    assertThat(reading(layout(true, CsvEmpty.OMIT, types, "id", "s", "n"), "1,\"\",\n").records())
        .containsExactly(item(0, "id", "1"));
    assertThat(
            reading(layout(true, CsvEmpty.EMPTY_STRING, types, "id", "s", "n"), "1,,\n").records())
        .containsExactly(item(0, "id", "1", "s", ""));
    assertThat(reading(layout(true, CsvEmpty.NULL, types, "id", "s", "n"), "1,,\n").records())
        .containsExactly(
            new ParsedItem(
                0,
                new Item(
                    Map.of("id", new Value.S("1"), "s", new Value.Null(), "n", new Value.Null()))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBadRecordIsARejectAndTheNextIsRead(boolean quotedNewlines) throws IOException {
    CsvLayout layout = layout(quotedNewlines, CsvEmpty.OMIT, Map.of(), "a", "b");

    assertThat(reading(layout, "1\n1,2,3\n\"x\"y,2\n1\r2,3\n\"x\" ,2\n1,2").records())
        .containsExactly(
            new Reject(0, RejectCode.FIELD_COUNT, "it has 1 fields, the header 2"),
            new Reject(2, RejectCode.FIELD_COUNT, "it has 3 fields, the header 2"),
            new Reject(8, RejectCode.NOT_CSV, "not valid CSV: more follows a closing quote"),
            new Reject(15, RejectCode.NOT_CSV, "not valid CSV: a lone carriage return at byte 16"),
            new Reject(21, RejectCode.NOT_CSV, "not valid CSV: more follows a closing quote"),
            item(28, "a", "1", "b", "2"));
  }

  @Test
  void whatIsNotUtf8IsARejectAndTheNextIsRead() throws IOException {
    CsvLayout layout = layout(true, CsvEmpty.OMIT, Map.of(), "a", "b");

    assertThat(new Reading(csv(layout), "1,Grün\n1,2\n".getBytes(ISO_8859_1)).records())
        .containsExactly(
            new Reject(0, RejectCode.NOT_UTF8, "not valid UTF-8 at byte 4"),
            item(7, "a", "1", "b", "2"));
  }

  @Test
  void whatIsTooLongIsARejectAndTheNextIsRead() throws IOException {
    assertThat(records("\"" + "x\n".repeat(MAX / 2) + "\",1\n1,2\n", "a", "b"))
        .containsExactly(
            new Reject(0, RejectCode.RECORD_TOO_LONG, "the record is longer than 4,194,304 bytes"),
            item(MAX + 5L, "a", "1", "b", "2"));
  }

  @Test
  void aQuoteThatIsNeverClosedEndsTheReading() throws IOException {
    try (RecordReader reader =
        reading(layout(true, CsvEmpty.OMIT, Map.of(), "a", "b"), "1,2\n3,\"x\"\"\n4,5\n")
            .open(new ByteRange(0, 15))) {
      assertThat(reader.next()).isEqualTo(item(0, "a", "1", "b", "2"));
      assertThatThrownBy(reader::next)
          .isInstanceOf(MalformedSourceException.class)
          .hasMessage("byte 6: a quote is opened and never closed");
    }
  }

  @Test
  void whereNewlinesAreNotQuotedAnOpenQuoteIsOneReject() throws IOException {
    CsvLayout layout = layout(false, CsvEmpty.OMIT, Map.of(), "a", "b");

    assertThat(reading(layout, "3,\"x\n4,5\n").records())
        .containsExactly(
            new Reject(
                0,
                RejectCode.NOT_CSV,
                "not valid CSV: a quote is not closed on its line, and CsvQuotedNewlines is"
                    + " false"),
            item(5, "a", "4", "b", "5"));
  }

  @Test
  void theDelimiterMayBeAnother() throws IOException {
    CsvLayout layout = new CsvLayout('\t', List.of("a", "b"), Map.of(), CsvEmpty.OMIT, true);

    assertThat(reading(layout, "1,5\t\"\t\"\n").records())
        .containsExactly(item(0, "a", "1,5", "b", "\t"));
  }

  /** Quotes, doubled quotes and line ends that straddle the buffer's end. */
  @ParameterizedTest
  @ValueSource(ints = {-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2})
  void buffersEndAnywhere(int beside) throws IOException {
    int edge = ByteSource.BUFFER_BYTES + beside;
    String padding = "x".repeat(edge - 3);

    assertThat(records(padding + ",1\n\"\"\"\r\n\",é\r\n2,3", "a", "b"))
        .containsExactly(
            item(0, "a", padding, "b", "1"),
            item(edge, "a", "\"\r\n", "b", "é"),
            item(edge + 11L, "a", "2", "b", "3"));
  }

  private static List<ParsedRecord> records(String text, String... header) throws IOException {
    return reading(layout(true, CsvEmpty.OMIT, Map.of(), header), text).records();
  }

  private static Reading reading(CsvLayout layout, String text) {
    return new Reading(csv(layout), text.getBytes(UTF_8));
  }

  private static Layout csv(CsvLayout layout) {
    return new Layout(Format.CSV, Compression.NONE, false, 0, layout);
  }

  private static CsvLayout layout(
      boolean quotedNewlines, CsvEmpty empty, Map<String, CsvType> types, String... header) {
    return new CsvLayout(',', List.of(header), types, empty, quotedNewlines);
  }

  private static ParsedItem item(long offset, String... texts) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      attributes.put(texts[i], new Value.S(texts[i + 1]));
    }
    return new ParsedItem(offset, new Item(attributes));
  }
}
