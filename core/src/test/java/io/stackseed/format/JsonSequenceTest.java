package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSequenceTest {

  @Test
  void readsEachValueWithItsOffset() throws IOException {
    assertThat(reading("\ufeff{\n  \"a\" : \"x}\"\n}{\"a\":\"y\"}\r\n 12 {}").records())
        .containsExactly(
            new ParsedItem(3, new Item(Map.of("a", new Value.S("x}")))),
            new ParsedItem(19, new Item(Map.of("a", new Value.S("y")))),
            new Reject(31, RejectCode.NOT_AN_OBJECT, "not a JSON object but a number"),
            new ParsedItem(34, new Item(Map.of())));
  }

  @Test
  void whatCannotBeAnItemIsARejectAndTheNextIsRead() throws IOException {
    assertThat(reading("{\"a\":1E999}{\"a\":1,\"a\":2}{}").records())
        .containsExactly(
            new Reject(
                0,
                RejectCode.NUMBER,
                "the number at byte 5 is out of range: its magnitude is 1E+126 or more"),
            new Reject(11, RejectCode.DUPLICATE_NAME, "a name appears twice in one object"),
            new ParsedItem(24, new Item(Map.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} , {} | byte 3: unexpected character",
        "{}] | byte 2: unexpected character",
        "{}x | byte 2: unexpected character",
        "{}{\"a\":[1} | byte 10: the file ends within the value that began at byte 2",
        "{}{\"a\":\"x} | byte 10: the file ends within the string that began at byte 7",
        "{}{\"a\":} | byte 7: not valid JSON: unexpected character at byte 7",
        "{}{\"a\":1]} | byte 8: not valid JSON: unexpected character at byte 8",
        "{} nul | byte 3: not valid JSON: unexpected character at byte 3"
      })
  void saysWhereItIsBroken(String text, String message) {
    assertThatThrownBy(() -> reading(text).records())
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage(message);
  }

  @Test
  void closesARangeOnceItHoldsAChunk() throws IOException {
    Reading reading = reading("\ufeff{\"a\":1}\n{\"a\":2}{\"a\":3}");

    assertThat(reading.cuts(1))
        .containsExactly(new ByteRange(3, 10), new ByteRange(11, 18), new ByteRange(18, 25));
    assertThat(reading.cuts(8)).containsExactly(new ByteRange(3, 18), new ByteRange(18, 25));
  }

  /** Strings, escapes and brackets that straddle the buffer's end. */
  @ParameterizedTest
  @ValueSource(ints = {-9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3})
  void buffersEndAnywhere(int beside) throws IOException {
    int edge = ByteSource.BUFFER_BYTES + beside;
    Reading reading = reading(" ".repeat(edge) + "{\"b\":\"\\\\\\\"}é\"}{}");

    assertThat(reading.records())
        .containsExactly(
            new ParsedItem(edge, new Item(Map.of("b", new Value.S("\\\"}é")))),
            new ParsedItem(edge + 15L, new Item(Map.of())));
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theWholeFileGivesTheValuesThatJacksonFinds(long seed, int size) throws IOException {
    byte[] file = file(seed, size);

    List<ParsedRecord> records = reading(file).records();

    int from = ByteOrderMark.leads(file, file.length) ? 3 : 0;
    String text = new String(file, from, file.length - from, UTF_8);
    try (MappingIterator<JsonNode> nodes =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class)
            .readValues(text)) {
      List<JsonNode> all = nodes.readAll();
      assertThat(records).as("seed %s: %s", seed, text).hasSameSizeAs(all);
      for (int i = 0; i < all.size(); i++) {
        assertThat(
                records.get(i) instanceof ParsedItem parsed
                    ? Trees.same(parsed.item(), all.get(i))
                    : !all.get(i).isObject())
            .as("%s for %s", records.get(i), all.get(i))
            .isTrue();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theScannersCutsGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, Math.min(size, 15));
    Reading reading = reading(file);
    List<ParsedRecord> whole = reading.records();

    assertThat(reading.cuts(1).stream().map(ByteRange::start).toList())
        .isEqualTo(whole.stream().map(ParsedRecord::offset).toList());
    for (int chunkBytes = 1; chunkBytes <= file.length; chunkBytes += 1 + chunkBytes / 8) {
      List<ByteRange> cuts = reading.cuts(chunkBytes);

      assertThat(reading.records(cuts)).as("seed %s: %s", seed, cuts).isEqualTo(whole);
      assertThat(reading.cutsResumedAfterEach(chunkBytes)).isEqualTo(cuts);
    }
    assertThat(reading.recordsResumedAfterEach(reading.wholeRange())).isEqualTo(whole);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aTruncatedFileGivesTheValuesBeforeAndNoOther(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    List<ParsedRecord> whole = reading(file).records();
    Random random = new Random(~seed);

    for (int i = 0; i < 20; i++) {
      byte[] cut = Arrays.copyOf(file, random.nextInt(file.length + 1));
      try {
        List<ParsedRecord> some = reading(cut).records();
        // A number that is cut may be a number still.
        assertThat(whole.subList(0, some.size())).isEqualTo(some);
      } catch (MalformedSourceException e) {
        assertThat(e.offset()).isLessThanOrEqualTo(cut.length);
      }
    }
  }

  private static byte[] file(long seed, int size) {
    return new RandomJson(new Random(seed)).sequence(size);
  }

  private static Reading reading(String text) {
    return new Reading(Format.CONCATENATED_JSON, text);
  }

  private static Reading reading(byte[] bytes) {
    return new Reading(Format.CONCATENATED_JSON, bytes);
  }
}
