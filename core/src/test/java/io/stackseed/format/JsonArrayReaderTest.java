package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class JsonArrayReaderTest {

  private static final int MAX = RecordBytes.MAX_RECORD_BYTES;

  @Test
  void readsEachElementWithItsOffset() throws IOException {
    assertThat(records("\ufeff [ {\"a\":\"x\"} ,\n{\"a\":\"y\"}\r\n]\n"))
        .containsExactly(item(6, new Value.S("x")), item(18, new Value.S("y")));
  }

  @Test
  void anEmptyArrayHasNoRecords() throws IOException {
    assertThat(records("[]")).isEmpty();
    assertThat(records(" [ \n ] ")).isEmpty();
  }

  @Test
  void whatCannotBeAnItemIsARejectAndTheNextIsRead() throws IOException {
    assertThat(
            records("[1,\"],[\",[{}],null,{\"a\":1E999},{\"a\":1,\"a\":2},{\"a\":\"\\ud800\"},{}]"))
        .containsExactly(
            new Reject(1, RejectCode.NOT_AN_OBJECT, "not a JSON object but a number"),
            new Reject(3, RejectCode.NOT_AN_OBJECT, "not a JSON object but a string"),
            new Reject(9, RejectCode.NOT_AN_OBJECT, "not a JSON object but an array"),
            new Reject(14, RejectCode.NOT_AN_OBJECT, "not a JSON object but null"),
            new Reject(
                19,
                RejectCode.NUMBER,
                "the number at byte 24 is out of range: its magnitude is 1E+126 or more"),
            new Reject(31, RejectCode.DUPLICATE_NAME, "a name appears twice in one object"),
            new Reject(45, RejectCode.LONE_SURROGATE, "a lone surrogate is escaped at byte 51"),
            new ParsedItem(60, new Item(Map.of())));
  }

  @Test
  void whatIsNotUtf8IsARejectAndTheNextIsRead() throws IOException {
    byte[] file = "[{\"a\":\"?\"},{}]".getBytes(UTF_8);
    file[7] = (byte) 0xC0;

    assertThat(new Reading(Format.JSON, file).records())
        .containsExactly(
            new Reject(1, RejectCode.NOT_UTF8, "not valid UTF-8 at byte 7"),
            new ParsedItem(11, new Item(Map.of())));
  }

  @Test
  void whatIsTooDeepIsARejectAndTheNextIsRead() throws IOException {
    String deep = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    assertThat(records("[" + deep + ",{}]"))
        .containsExactly(
            new Reject(1, RejectCode.TOO_DEEP, "nested more than 32 levels deep"),
            new ParsedItem(deep.length() + 2L, new Item(Map.of())));
  }

  @Test
  void whatIsTooLongIsARejectAndTheNextIsRead() throws IOException {
    String longest = "{\"a\":\"" + "x".repeat(MAX - 8) + "\"}";

    assertThat(records("[" + longest + ",{\"b\":" + longest + "},{}]"))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(ParsedItem.class),
            second ->
                assertThat(second)
                    .isEqualTo(
                        new Reject(
                            MAX + 2L,
                            RejectCode.TOO_LONG,
                            "the value is longer than 4,194,304 bytes")),
            third -> assertThat(third).isInstanceOf(ParsedItem.class));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "malformed-arrays.csv", delimiter = '|', quoteCharacter = '`')
  void saysWhereAnArrayIsBroken(String text, long offset, String reason) {
    assertThatThrownBy(() -> records(text))
        .isInstanceOfSatisfying(
            MalformedSourceException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.offset()).isEqualTo(offset);
            });
  }

  @Test
  void theMessageNamesTheByte() {
    assertThatThrownBy(() -> records("[" + "{},".repeat(1000) + "}"))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage("byte 3,001: unexpected character");
  }

  @Test
  void recordsBeforeTheDamageAreGiven() throws IOException {
    try (RecordReader reader =
        new Reading(Format.JSON, "[{}, {\"a\":}]").open(new ByteRange(0, 12))) {
      assertThat(reader.next()).isEqualTo(new ParsedItem(1, new Item(Map.of())));
      assertThatThrownBy(reader::next)
          .hasMessage("byte 10: not valid JSON: unexpected character at byte 10");
    }
  }

  @Test
  void aRangeRunsFromAValueToAValue() throws IOException {
    Reading reading = new Reading(Format.JSON, "[{}, {} ,1,{}]");

    assertThat(reading.records(new ByteRange(5, 10)))
        .containsExactly(
            new ParsedItem(5, new Item(Map.of())),
            new Reject(9, RejectCode.NOT_AN_OBJECT, "not a JSON object but a number"));
    assertThat(reading.objects.opened()).containsExactly(new ByteRange(5, 10));
  }

  @Test
  void theArrayMayNotEndBeforeTheRange() {
    Reading reading = new Reading(Format.JSON, "[{}] [{}]");

    assertThatThrownBy(() -> reading.records(new ByteRange(1, 6)))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage("byte 3: the array ends within a range of its values");
  }

  @Test
  void aBrokenOffStreamIsNoBrokenArray() {
    Reading reading = new Reading(Format.JSON, "[{\"a\":1},{\"a\":2}]");
    reading.objects.truncateOpen(1, 12);

    assertThatThrownBy(reading::records)
        .isInstanceOf(TruncatedSourceException.class)
        .hasMessage(
            "s3://bucket/file (version version-1): the stream ended at byte 12 of a range that"
                + " ends at byte 17");
  }

  /** Strings, escapes, numbers and brackets that straddle the buffer's end. */
  @ParameterizedTest
  @ValueSource(ints = {-9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3})
  void buffersEndAnywhere(int beside) throws IOException {
    int edge = ByteSource.BUFFER_BYTES + beside;
    String tail = "{\"b\":\"\\\\\\\"]é\",\"c\":[-12]},12345,\"\\\\\",{}]";
    String text = "[" + " ".repeat(edge - 1) + tail;
    Reading reading = new Reading(Format.JSON, text);

    assertThat(reading.records())
        .containsExactly(
            new ParsedItem(
                edge,
                new Item(
                    Map.of(
                        "b", new Value.S("\\\"]é"),
                        "c", new Value.L(List.of(new Value.N("-12")))))),
            new Reject(edge + 26L, RejectCode.NOT_AN_OBJECT, "not a JSON object but a number"),
            new Reject(edge + 32L, RejectCode.NOT_AN_OBJECT, "not a JSON object but a string"),
            new ParsedItem(edge + 37L, new Item(Map.of())));
    assertThat(reading.cuts(30))
        .containsExactly(new ByteRange(edge, edge + 31L), new ByteRange(edge + 32L, edge + 39L));
  }

  private static List<ParsedRecord> records(String text) throws IOException {
    return new Reading(Format.JSON, text).records();
  }

  private static ParsedItem item(long offset, Value value) {
    return new ParsedItem(offset, new Item(Map.of("a", value)));
  }
}
