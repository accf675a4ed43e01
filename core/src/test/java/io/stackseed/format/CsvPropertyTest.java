package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** FastCSV over the whole file is the independent reader. */
class CsvPropertyTest {

  private static final List<String> HEADER = List.of("a", "b", "c");

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theWholeFileGivesWhatFastCsvGives(long seed, int size) throws IOException {
    for (boolean quotedNewlines : new boolean[] {true, false}) {
      byte[] file = file(seed, size, quotedNewlines);

      List<ParsedRecord> records = reading(file, quotedNewlines).records();

      assertThat(records.stream().map(CsvPropertyTest::withoutOffset).toList())
          .as(describe(seed, file))
          .isEqualTo(naive(new String(file, UTF_8)));
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void fromEachOffsetOnFastCsvGivesTheSameRecord(long seed, int size) throws IOException {
    byte[] file = file(seed, size, true);

    for (ParsedRecord record : reading(file, true).records()) {
      int offset = (int) record.offset();
      String rest = new String(file, offset, file.length - offset, UTF_8);

      assertThat(withoutOffset(record)).as(describe(seed, file)).isEqualTo(naive(rest).get(0));
      assertThat(rest.charAt(0)).isNotIn('\n');
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyCutsOfLinesGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, Math.min(size, 12), false);
    Reading reading = reading(file, false);
    List<ParsedRecord> whole = reading.records();

    for (List<ByteRange> cuts : Cuts.some(new Random(~seed), reading.wholeRange())) {
      assertThat(reading.records(cuts)).as("%s of %s", cuts, describe(seed, file)).isEqualTo(whole);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theScannersCutsGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, Math.min(size, 12), true);
    Reading reading = reading(file, true);
    List<ParsedRecord> whole = reading.records();

    assertThat(reading.cuts(1).stream().map(ByteRange::start).toList())
        .isEqualTo(whole.stream().map(ParsedRecord::offset).toList());
    for (int chunkBytes = 1; chunkBytes <= file.length; chunkBytes += 1 + chunkBytes / 8) {
      List<ByteRange> cuts = reading.cuts(chunkBytes);

      assertThat(reading.records(cuts)).as("%s of %s", cuts, describe(seed, file)).isEqualTo(whole);
      assertThat(reading.cutsResumedAfterEach(chunkBytes)).isEqualTo(cuts);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aReaderResumedAfterEachRecordMissesNone(long seed, int size) throws IOException {
    for (boolean quotedNewlines : new boolean[] {true, false}) {
      Reading reading = reading(file(seed, size, quotedNewlines), quotedNewlines);

      assertThat(reading.recordsResumedAfterEach(reading.wholeRange()))
          .isEqualTo(reading.records());
    }
  }

  /** A list of the one item, or an empty one for a reject. */
  private static List<Item> withoutOffset(ParsedRecord record) {
    return record instanceof ParsedItem parsed ? List.of(parsed.item()) : List.of();
  }

  private static List<List<Item>> naive(String text) {
    List<List<Item>> records = new ArrayList<>();
    for (CsvRecord record :
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      Map<String, Value> attributes = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(HEADER.size(), record.getFieldCount()); i++) {
        if (!record.getField(i).isEmpty()) {
          attributes.put(HEADER.get(i), new Value.S(record.getField(i)));
        }
      }
      records.add(
          record.getFieldCount() == HEADER.size() ? List.of(new Item(attributes)) : List.of());
    }
    return records;
  }

  private static byte[] file(long seed, int size, boolean quotedNewlines) {
    return new RandomCsv(new Random(seed), quotedNewlines).records(size, HEADER.size());
  }

  private static Reading reading(byte[] file, boolean quotedNewlines) {
    CsvOptions options = new CsvOptions(',', null, Map.of(), CsvEmpty.OMIT, quotedNewlines);
    return new Reading(Layout.csv(0, options, HEADER), file);
  }

  private static String describe(long seed, byte[] bytes) {
    return "seed "
        + seed
        + ": "
        + new String(bytes, UTF_8).replace("\n", "\u240a").replace("\r", "\u240d");
  }
}
