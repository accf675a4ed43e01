package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import io.stackseed.source.TruncatedSourceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesReaderTest {

  private static final int MAX = RecordBytes.MAX_RECORD_BYTES;

  @Test
  void readsEachLineWithItsOffset() throws IOException {
    assertThat(records("{\"a\":\"x\"}\n{\"a\":\"y\"}\n"))
        .containsExactly(item(0, "a", new Value.S("x")), item(10, "a", new Value.S("y")));
  }

  @Test
  void mapsEachTypeOfJson() throws IOException {
    Item item =
        Reading.item(
            Format.JSON_LINES,
            "{\"s\":\"\",\"n\":-1.50E+3,\"t\":true,\"f\":false,\"z\":null,\"l\":[1,\"2\"],\"m\":{\"k\":{}}}");

    assertThat(item)
        .isEqualTo(
            new Item(
                Map.of(
                    "s", new Value.S(""),
                    "n", new Value.N("-1.50E+3"),
                    "t", new Value.Bool(true),
                    "f", new Value.Bool(false),
                    "z", new Value.Null(),
                    "l", new Value.L(List.of(new Value.N("1"), new Value.S("2"))),
                    "m", new Value.M(Map.of("k", new Value.M(Map.of()))))));
    assertThat(item.attributes().keySet()).containsExactly("s", "n", "t", "f", "z", "l", "m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890123456789012345678",
        "0.1000000000000000055511151231257827",
        "9007199254740993",
        "1.0",
        "-0",
        "-0.00E-5",
        "1e5",
        "100000000000000000000000000000000000000000"
      })
  void keepsEveryDigitOfANumber(String number) throws IOException {
    assertThat(Reading.item(Format.JSON_LINES, "{\"n\":" + number + "}").attributes())
        .containsEntry("n", new Value.N(number));
  }

  @Test
  void readsEscapesInNamesAndStrings() throws IOException {
    assertThat(
            Reading.item(
                Format.JSON_LINES, "{\"\\ud83d\\ude00\\u00e9\":\"\\ud83d\\ude00\\n\\\"\\u0000\"}"))
        .isEqualTo(new Item(Map.of("😀é", new Value.S("😀\n\"\u0000"))));
  }

  @Test
  void anEscapedBackslashEscapesNoSurrogate() throws IOException {
    assertThat(Reading.item(Format.JSON_LINES, "{\"a\":\"\\\\ud800\"}"))
        .isEqualTo(new Item(Map.of("a", new Value.S("\\ud800"))));
  }

  @Test
  void skipsByteOrderMarkBlankLinesAndCarriageReturns() throws IOException {
    assertThat(records("\ufeff\r\n \t\r\n{\"a\":\"x\"}\r\n\n\n{\"a\":\"y\"}"))
        .containsExactly(item(9, "a", new Value.S("x")), item(22, "a", new Value.S("y")));
  }

  @Test
  void aLoneCarriageReturnDoesNotEndALine() throws IOException {
    assertThat(records("{\"a\":\r1}\n")).containsExactly(item(0, "a", new Value.N("1")));
    assertThat(records("{\"a\":1}\r{\"a\":2}\n"))
        .containsExactly(
            new Reject(
                0,
                RejectCode.NOT_JSON,
                "not valid JSON: more than one value: the next begins at byte 8"));
  }

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    assertThat(records("")).isEmpty();
    assertThat(records("\ufeff")).isEmpty();
    assertThat(records("\n\n \n")).isEmpty();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "rejected-lines.csv", delimiter = '|', quoteCharacter = '`')
  void saysWhyALineIsRejected(String line, String reason) throws IOException {
    assertThat(Reading.reason(Format.JSON_LINES, line.getBytes(UTF_8))).isEqualTo(reason);
  }

  @Test
  void offsetsInReasonsAreTheObjects() throws IOException {
    assertThat(records("{\"a\":1}\n".repeat(200) + "{\"a\":x}\n").get(200))
        .isEqualTo(
            new Reject(
                1600, RejectCode.NOT_JSON, "not valid JSON: unexpected character at byte 1,605"));
  }

  @Test
  void aBadLineDoesNotHarmItsNeighbours() throws IOException {
    assertThat(records("{\"a\":1}\n{\"a\":\"\n{\"a\":2}\n"))
        .extracting(ParsedRecord::getClass, ParsedRecord::offset)
        .containsExactly(
            tuple(ParsedItem.class, 0L), tuple(Reject.class, 8L), tuple(ParsedItem.class, 15L));
  }

  @Test
  void takesThirtyOneListsWithinOneAnother() throws IOException {
    assertThat(records(nested(31)).get(0)).isInstanceOf(ParsedItem.class);
    assertThat(records(nested(32)))
        .containsExactly(new Reject(0, RejectCode.TOO_DEEP, "nested more than 32 levels deep"));
    assertThat(records(nested(100_000)))
        .containsExactly(new Reject(0, RejectCode.TOO_DEEP, "nested more than 32 levels deep"));
  }

  @Test
  void aTooDeepValueIsStillReadToItsEnd() throws IOException {
    assertThat(records("{\"a\":" + "[".repeat(40) + "]".repeat(40) + ",}"))
        .containsExactly(
            new Reject(0, RejectCode.NOT_JSON, "not valid JSON: unexpected character at byte 86"));
  }

  @Test
  void inputInOtherEncodingsIsNotGuessed() throws IOException {
    byte[] utf16 = "{\"a\":1}".getBytes(UTF_16BE);

    assertThat(Reading.reason(Format.JSON_LINES, utf16))
        .isEqualTo("not valid JSON: unexpected character at byte 1");
  }

  @Test
  void aLineMayBeAsLongAsTheLimit() throws IOException {
    String longest = "{\"a\":\"" + "x".repeat(MAX - 8) + "\"}";

    assertThat(records(longest + "\n{}"))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(ParsedItem.class),
            second -> assertThat(second.offset()).isEqualTo(MAX + 1L));
    assertThat(records(" " + longest + "\n{}"))
        .containsExactly(
            new Reject(0, RejectCode.TOO_LONG, "the line is longer than 4,194,304 bytes"),
            new ParsedItem(MAX + 2L, new Item(Map.of())));
  }

  @Test
  void anEndlessLineIsNotReadToItsEnd() throws IOException {
    Reading reading = new Reading(Format.JSON_LINES, "{}\n" + "x".repeat(3 * MAX));

    assertThat(reading.records(new ByteRange(0, 10)))
        .containsExactly(
            new ParsedItem(0, new Item(Map.of())),
            new Reject(3, RejectCode.TOO_LONG, "the line is longer than 4,194,304 bytes"));
    assertThat(reading.objects.opened().get(reading.objects.opened().size() - 1).endExclusive())
        .isLessThan(MAX + 600_000L);
  }

  @Test
  void aRangeWithinALineOwnsNothingAndReadsNoFurther() throws IOException {
    Reading reading = new Reading(Format.JSON_LINES, "{\"a\":\"" + "x".repeat(1000) + "\"}\n{}");

    assertThat(reading.records(new ByteRange(10, 500))).isEmpty();
    assertThat(reading.objects.opened()).containsExactly(new ByteRange(9, 500));
  }

  @Test
  void aRangeThatEndsWithALineReadsNoFurther() throws IOException {
    Reading reading = new Reading(Format.JSON_LINES, "{}\n{}\n{}\n{}\n");

    assertThat(reading.records(new ByteRange(6, 9))).hasSize(1);
    assertThat(reading.objects.opened()).containsExactly(new ByteRange(5, 9));
  }

  @Test
  void aBrokenOffStreamIsNoEndOfFile() {
    Reading reading = new Reading(Format.JSON_LINES, "{\"a\":1}\n{\"a\":2}\n");
    reading.objects.truncateOpen(1, 8);

    assertThatThrownBy(reading::records)
        .isInstanceOf(TruncatedSourceException.class)
        .hasMessage(
            "s3://bucket/file (version version-1): the stream ended at byte 8 of a range that ends"
                + " at byte 16");
  }

  /** Lines, ranges and strings that end around the buffer's end. */
  @ParameterizedTest
  @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
  void buffersEndAnywhere(int beside) throws IOException {
    int edge = ByteSource.BUFFER_BYTES + beside;
    String first = "{\"a\":\"" + "x".repeat(edge - 8 - 1) + "\"}\n";
    String second = "{\"b\":\"\\u0041é\\\\\"}\r\n";
    Reading reading = new Reading(Format.JSON_LINES, first + second + "{\"c\":1}");
    List<ParsedRecord> whole = reading.records();

    assertThat(whole).hasSize(3);
    assertThat(whole.get(1)).isEqualTo(item(edge, "b", new Value.S("Aé\\")));
    for (int cut = edge - 5; cut <= edge + 5; cut++) {
      List<ByteRange> halves =
          List.of(new ByteRange(0, cut), new ByteRange(cut, reading.object.sizeBytes()));
      assertThat(reading.records(halves)).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  private static List<ParsedRecord> records(String text) throws IOException {
    return new Reading(Format.JSON_LINES, text).records();
  }

  private static ParsedItem item(long offset, String name, Value value) {
    return new ParsedItem(offset, new Item(Map.of(name, value)));
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }
}
