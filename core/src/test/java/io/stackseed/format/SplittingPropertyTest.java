package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.source.ByteRange;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * For every format and layout, as detected, and every size of chunks from one byte up: the chunks'
 * records one after the other are the whole file's, as {@link IndependentReader} has them, though
 * the pass that cuts is interrupted anywhere and so is each chunk's reading. Files with rejects
 * among their records are in the formats' own property tests.
 */
class SplittingPropertyTest {

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theChunksOfAnArrayGiveItsRecords(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomFile file = new RandomFile(random, Math.min(size, 8));

    assertChunksGiveTheWhole("a.json", file.marked(file.array()), CsvOptions.DEFAULT, random, seed);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theChunksOfPrettyPrintedJsonGiveItsRecords(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomFile file = new RandomFile(random, Math.min(size, 8));

    assertChunksGiveTheWhole(
        "a.json", file.marked("{\n}" + file.sequence()), CsvOptions.DEFAULT, random, seed);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theChunksOfLinesGiveTheirRecords(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomFile file = new RandomFile(random, Math.min(size, 8));
    String plain = "{\"first\":1}\n" + file.jsonLines();
    String dynamoDb = "{\"Item\":{\"id\":{\"S\":\"first\"}}}\n" + file.dynamoDbLines();

    assertChunksGiveTheWhole("a.jsonl", file.marked(plain), CsvOptions.DEFAULT, random, seed);
    assertChunksGiveTheWhole("a.json", file.marked(dynamoDb), CsvOptions.DEFAULT, random, seed);
  }

  /** Of the marker, the first line alone needs one. */
  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theChunksOfIonGiveItsRecords(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomFile file = new RandomFile(random, Math.min(size, 8));
    String text = "$ion_1_0 {Item:{}}\n" + file.ionLines();

    assertChunksGiveTheWhole("a.ion", file.marked(text), CsvOptions.DEFAULT, random, seed);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theChunksOfCsvGiveItsRecords(long seed, int size) throws IOException {
    Random random = new Random(seed);
    RandomFile file = new RandomFile(random, Math.min(size, 8));
    for (boolean quotedNewlines : new boolean[] {true, false}) {
      List<String> names = List.of("a", "b", "c");
      boolean headed = random.nextBoolean();
      CsvOptions options =
          new CsvOptions(
              ',', headed ? null : names, Map.of(), CsvEmpty.EMPTY_STRING, quotedNewlines);
      String header = headed ? "a,\"b\",c" + file.lineEnd() : "";

      assertChunksGiveTheWhole(
          "a.csv", file.marked(header + file.csv(quotedNewlines)), options, random, seed);
    }
  }

  private static void assertChunksGiveTheWhole(
      String name, String text, CsvOptions csv, Random random, long seed) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    InMemorySourceObjects objects = new InMemorySourceObjects();
    objects.put("bucket", name, bytes);
    SourceObject object = objects.describe(new SourceLocation("bucket", name), null);
    Detection detection =
        LayoutDetection.detect(objects, object, new LayoutRequest(null, null, csv));
    if (!(detection instanceof Detection.Detected detected)) {
      // CSV without a header and without a record.
      assertThat(text.strip().replace("\ufeff", "")).isEmpty();
      return;
    }
    Layout layout = detected.layout();
    byte[] content = Arrays.copyOfRange(bytes, (int) layout.firstByte(), bytes.length);
    List<Map<String, Object>> expected = IndependentReader.items(layout, content);
    assertThat(expected).as("seed %s: %s", seed, text).isNotNull();

    for (int chunkBytes = 1; chunkBytes <= bytes.length; chunkBytes += 1 + chunkBytes / 4) {
      List<ByteRange> ranges = ranges(layout, bytes, chunkBytes, random);
      List<Map<String, Object>> items = new ArrayList<>();
      for (ByteRange range : ranges) {
        readInterrupted(items, layout, objects, object, range, random);
      }

      assertThat(items).as("seed %s: %s of %s", seed, ranges, text).isEqualTo(expected);
    }
  }

  /** The plan, by a pass that is taken up again now and then. */
  private static List<ByteRange> ranges(Layout layout, byte[] bytes, int chunkBytes, Random random)
      throws IOException {
    if (layout.isCutAnywhere()) {
      return Cuts.of(layout.wholeRange(bytes.length), chunkBytes);
    }
    ChunkScanner pass = ChunkScanner.fromStart(layout, new ByteArrayInputStream(bytes), chunkBytes);
    List<ByteRange> ranges = new ArrayList<>();
    for (ByteRange range = pass.next(); range != null; range = pass.next()) {
      ranges.add(range);
      if (random.nextInt(3) == 0) {
        long cursor = range.endExclusive();
        int from = (int) cursor;
        pass =
            ChunkScanner.resumedAt(
                layout,
                new ByteArrayInputStream(bytes, from, bytes.length - from),
                cursor,
                chunkBytes);
      }
    }
    return ranges;
  }

  /** Reads a range with one reader after the other, each from where the last one stood. */
  private static void readInterrupted(
      List<Map<String, Object>> items,
      Layout layout,
      InMemorySourceObjects objects,
      SourceObject object,
      ByteRange range,
      Random random)
      throws IOException {
    long position = range.start();
    boolean ended = false;
    while (!ended) {
      ByteRange rest = new ByteRange(position, range.endExclusive());
      try (RecordReader reader = RecordReaders.open(layout, objects, object, rest)) {
        ParsedRecord record;
        do {
          record = reader.next();
          if (record instanceof ParsedItem parsed) {
            items.add(GoldenItems.of(parsed.item()));
          }
          ended = record == null;
          position = reader.position();
        } while (!ended && random.nextInt(3) > 0);
      }
    }
  }
}
