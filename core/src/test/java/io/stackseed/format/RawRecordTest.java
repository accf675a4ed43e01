package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawRecordTest {
  private static final int MAX = RawRecord.MAX_BYTES;

  @Test
  void everyReaderGivesTheBytesOfTheRecordItReturnedLast() throws IOException {
    assertThat(texts(new Reading(Format.JSON_LINES, "{\"a\":1}\n\n x \r\n{}")))
        .containsExactly("{\"a\":1}", " x \r", "{}");
    assertThat(texts(new Reading(Format.DYNAMODB_JSON, "{\"id\":1}\n{\"Item\":{}}\n")))
        .containsExactly("{\"id\":1}", "{\"Item\":{}}");
    assertThat(texts(new Reading(Format.JSON, " [ 1 , {\"a\":[\"]\"]}, \"x\" ]")))
        .containsExactly("1", "{\"a\":[\"]\"]}", "\"x\"");
    for (boolean quotedNewlines : List.of(true, false)) {
      CsvLayout layout =
          new CsvLayout(',', List.of("a", "b"), Map.of(), CsvEmpty.OMIT, quotedNewlines);
      assertThat(
              texts(
                  new Reading(
                      new Layout(Format.CSV, Compression.NONE, 0, layout),
                      "1,2\r\n3\n\n4,5,\"6\"".getBytes(UTF_8))))
          .containsExactly("1,2\r", "3", "4,5,\"6\"");
    }
  }

  @Test
  void isCutAtItsLimit() throws IOException {
    String longest = "x".repeat(MAX);

    assertThat(raw(Format.JSON_LINES, longest))
        .containsExactly(new RawRecord(bytes(longest), false));
    assertThat(raw(Format.JSON_LINES, longest + "x"))
        .containsExactly(new RawRecord(bytes(longest), true));
    assertThat(raw(Format.JSON, "[\"" + longest + "\"]"))
        .containsExactly(new RawRecord(bytes("\"" + "x".repeat(MAX - 1)), true));
  }

  @Test
  void ofARecordTooLongToBeKeptThereIsStillItsBeginning() throws IOException {
    String endless = "0123456789".repeat(RecordBytes.MAX_RECORD_BYTES / 10 + 1);
    Binary beginning = bytes(endless.substring(0, MAX));

    assertThat(raw(Format.JSON_LINES, endless + "\n{}"))
        .containsExactly(new RawRecord(beginning, true), new RawRecord(bytes("{}"), false));
    assertThat(raw(Format.JSON, "[" + endless + ",{}]"))
        .containsExactly(new RawRecord(beginning, true), new RawRecord(bytes("{}"), false));
  }

  @Test
  void keepsABeginningHoweverTheBytesCome() {
    byte[] longer = "0123456789".repeat(2_000).getBytes(UTF_8);
    for (int piece : new int[] {1, 7, 4_095, 4_096, MAX - 1, MAX, MAX + 1, longer.length}) {
      RecordBytes record = new RecordBytes(MAX + 3);
      for (int from = 0; from < longer.length; from += piece) {
        record.append(longer, from, Math.min(longer.length, from + piece));
      }

      assertThat(record.overflowed()).isTrue();
      assertThat(record.raw())
          .as("in pieces of %d", piece)
          .isEqualTo(RawRecord.of(longer, MAX, true));
    }
  }

  @Test
  void isTextIfItIsUtf8() {
    assertThat(RawRecord.of("größe".getBytes(UTF_8), 7, false).text()).isEqualTo("größe");
    assertThat(RawRecord.of("größe".getBytes(ISO_8859_1), 5, false).text()).isNull();
    assertThat(RawRecord.of(new byte[0], 0, false).text()).isEmpty();
  }

  @Test
  void aCharacterThatTheCutHalvesIsLeftOutOfTheText() {
    byte[] smiles = "xx😀".getBytes(UTF_8);
    for (int length = 2; length < smiles.length; length++) {
      assertThat(RawRecord.of(smiles, length, true).text()).isEqualTo("xx");
    }
    assertThat(RawRecord.of(smiles, smiles.length, true).text()).isEqualTo("xx😀");
    assertThat(RawRecord.of(smiles, smiles.length - 1, false).text()).isNull();
    assertThat(RawRecord.of(new byte[] {'x', (byte) 0xFF}, 2, true).text()).isNull();
    assertThat(RawRecord.of(new byte[] {(byte) 0xE2, 'x'}, 2, true).text()).isNull();
  }

  private static List<String> texts(Reading reading) throws IOException {
    return raw(reading).stream().map(RawRecord::text).toList();
  }

  private static List<RawRecord> raw(Format format, String text) throws IOException {
    return raw(new Reading(format, text));
  }

  private static List<RawRecord> raw(Reading reading) throws IOException {
    try (RecordReader reader = reading.open(reading.wholeRange())) {
      List<RawRecord> records = new ArrayList<>();
      while (reader.next() != null) {
        records.add(reader.raw());
      }
      return records;
    }
  }

  private static Binary bytes(String text) {
    return Binary.of(text.getBytes(UTF_8));
  }
}
