package io.stackseed.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.ItemRules;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.TableSchema;
import io.stackseed.source.ByteRange;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Realistic records in every format and compression are the same items. Nobody edits a file of the
 * corpus by hand: {@code mvn -pl core test -Dtest=CorpusTest -Dstackseed.corpus=write} makes them
 * anew from {@link Corpus}.
 */
class CorpusTest {

  private static final Path RESOURCES = Path.of("src/test/resources/io/stackseed/format/corpus");
  private static final List<Integer> CHUNK_BYTES = List.of(61, 1000, 16_384, 1 << 22);

  @ParameterizedTest
  @EnumSource
  void theCheckedInFileIsWhatTheGeneratorWrites(CorpusFile file) throws IOException {
    Path path = RESOURCES.resolve(file.fileName());
    if ("write".equals(System.getProperty("stackseed.corpus"))) {
      Files.write(path, file.written());
    }

    assertThat(path).hasBinaryContent(file.written());
  }

  @ParameterizedTest
  @EnumSource
  void everyFileHoldsTheGoldenItemsHoweverItIsCut(CorpusFile file) throws IOException {
    for (int chunkBytes : CHUNK_BYTES) {
      assertSame(file, items(file, file.fileName(), file.bytes(), Compression.NONE, chunkBytes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compressedItHoldsTheSame(CorpusFile file) throws IOException {
    Random random = new Random(1);
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      String name = file.fileName() + (compression == Compression.GZIP ? ".gz" : ".zst");
      byte[] whole = Compressing.whole(compression, file.bytes());
      byte[] parts = Compressing.inParts(compression, file.bytes(), random);

      assertSame(file, items(file, name, whole, compression, 1000));
      assertSame(file, items(file, name, parts, compression, 1000));
    }
  }

  /**
   * By {@code gzip -9nk} and {@code zstd -19}: the other compressors of these tests are the
   * libraries that decompress.
   */
  @ParameterizedTest
  @CsvSource({
    "ORDERS_LINES, orders.jsonl.gz, GZIP",
    "ORDERS_LINES, orders.jsonl.zst, ZSTD",
    "READINGS_ION, readings.ion.gz, GZIP",
    "READINGS_ION, readings.ion.zst, ZSTD"
  })
  void packedByTheCommandLineToolsItHoldsTheSame(
      CorpusFile file, String name, Compression compression) throws IOException {
    assertSame(file, items(file, name, CorpusFile.resource(name), compression, 1000));
  }

  @Test
  void theItemsAreManyDifferentAndFitTheirTables() {
    int records = 0;
    Set<String> types = new HashSet<>();
    for (Corpus corpus : Corpus.values()) {
      List<Item> items = corpus.items();
      TableSchema table = table(corpus);
      ItemRules rules = new ItemRules(table);
      Set<ItemKey> keys = new HashSet<>();
      for (Item item : items) {
        assertThat(rules.problem(item)).as("%s", item).isEmpty();
        keys.add(ItemKey.of(item, table));
        item.attributes().values().forEach(value -> types.add(value.descriptor()));
      }
      assertThat(keys).as("keys of %s", corpus).hasSameSizeAs(items);
      records += items.size();
    }

    assertThat(records).isGreaterThan(600);
    assertThat(types).hasSize(10);
  }

  /** A failure names one item and not all of them. */
  private static void assertSame(CorpusFile file, List<Map<String, Object>> items) {
    List<Map<String, Object>> golden = file.golden();
    assertThat(items).as("items").hasSameSizeAs(golden);
    for (int i = 0; i < golden.size(); i++) {
      assertThat(items.get(i)).as("item %s", i).isEqualTo(golden.get(i));
    }
  }

  private static TableSchema table(Corpus corpus) {
    KeySchema key = CorpusFile.of(corpus).get(0).key();
    return new TableSchema("table", "arn", key, List.of());
  }

  /** As a run reads them: the layout told by name and content, the plan made, chunk by chunk. */
  private static List<Map<String, Object>> items(
      CorpusFile file, String name, byte[] bytes, Compression compression, int chunkBytes)
      throws IOException {
    InMemorySourceObjects objects = new InMemorySourceObjects();
    objects.put("bucket", name, bytes);
    SourceObject object = objects.describe(new SourceLocation("bucket", name), null);
    Layout layout = layout(file, objects, object);
    assertThat(layout.format()).isEqualTo(file.format());
    assertThat(layout.compression()).isEqualTo(compression);
    List<Map<String, Object>> items = new ArrayList<>();
    for (ByteRange range : ranges(layout, bytes, chunkBytes)) {
      try (RecordReader reader = RecordReaders.open(layout, objects, object, range)) {
        for (ParsedRecord record = reader.next(); record != null; record = reader.next()) {
          assertThat(record).isInstanceOf(ParsedItem.class);
          items.add(GoldenItems.of(((ParsedItem) record).item()));
        }
      }
    }
    return items;
  }

  private static Layout layout(CorpusFile file, InMemorySourceObjects objects, SourceObject object)
      throws IOException {
    LayoutRequest request = new LayoutRequest(null, null, file.csv());
    Layout layout =
        ((Detection.Detected) LayoutDetection.detect(objects, object, request)).layout();
    CsvLayout csv = layout.csv();
    if (csv == null) {
      return layout;
    }
    // As a run does by the table's schema.
    Map<String, CsvType> types = new HashMap<>(csv.types());
    KeySchema key = file.key();
    add(types, key.partition());
    if (key.sort() != null) {
      add(types, key.sort());
    }
    return layout.with(csv.typed(types));
  }

  private static void add(Map<String, CsvType> types, KeyAttribute key) {
    types.put(key.name(), CsvType.valueOf(key.type().name()));
  }

  private static List<ByteRange> ranges(Layout layout, byte[] bytes, int chunkBytes)
      throws IOException {
    ByteRange whole = layout.wholeRange(bytes.length);
    if (layout.isIndivisible()) {
      return List.of(whole);
    }
    if (layout.isCutAnywhere()) {
      return Cuts.of(whole, chunkBytes);
    }
    ChunkScanner scanner =
        ChunkScanner.fromStart(layout, new ByteArrayInputStream(bytes), chunkBytes);
    List<ByteRange> ranges = new ArrayList<>();
    for (ByteRange range = scanner.next(); range != null; range = scanner.next()) {
      ranges.add(range);
    }
    return ranges;
  }
}
