package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class JsonLinesPropertyTest {

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theWholeFileGivesWhatSplittingItAtLineFeedsGives(long seed, int size) throws IOException {
    byte[] file = file(seed, size);

    List<ParsedRecord> records = new Reading(Format.JSON_LINES, file).records();

    List<Line> lines = nonBlankLines(file);
    assertThat(records).as(describe(seed, file)).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(records.get(i).offset()).as(describe(seed, file)).isEqualTo(lines.get(i).offset);
      assertThat(agrees(records.get(i), lines.get(i).bytes))
          .as("%s for the line %s", records.get(i), describe(seed, lines.get(i).bytes))
          .isTrue();
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyChunkSizeGivesTheWholeFilesRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, Math.min(size, 12));
    Reading reading = new Reading(Format.JSON_LINES, file);
    List<ParsedRecord> whole = reading.records();
    int bomLength = ByteOrderMark.leads(file, file.length) ? 3 : 0;

    for (int chunkBytes = 1; chunkBytes <= file.length; chunkBytes += step(chunkBytes, file)) {
      LineRanges plan = new LineRanges(bomLength, file.length, chunkBytes);
      List<ByteRange> ranges = LongStream.range(0, plan.count()).mapToObj(plan::range).toList();

      assertThat(reading.records(ranges))
          .as("chunks of %s bytes of %s", chunkBytes, describe(seed, file))
          .isEqualTo(whole);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyCutsGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    Random random = new Random(~seed);
    Reading reading = new Reading(Format.JSON_LINES, file);
    List<ParsedRecord> whole = reading.records();

    for (int i = 0; i < 20; i++) {
      List<ByteRange> ranges = randomCuts(random, file.length);

      assertThat(reading.records(ranges))
          .as("%s of %s", ranges, describe(seed, file))
          .isEqualTo(whole);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aReaderResumedAfterEachRecordMissesNone(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    Reading reading = new Reading(Format.JSON_LINES, file);

    for (ByteRange range : randomCuts(new Random(~seed), file.length)) {
      assertThat(reading.recordsResumedAfterEach(range))
          .as("%s of %s", range, describe(seed, file))
          .isEqualTo(reading.records(range));
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theBytesReadAddUpToTheFile(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    Reading reading = new Reading(Format.JSON_LINES, file);

    long sum = 0;
    for (ByteRange range : randomCuts(new Random(~seed), file.length)) {
      try (RecordReader reader = reading.open(range)) {
        while (reader.next() != null) {
          assertThat(reader.bytesRead()).isBetween(0L, range.length());
        }
        assertThat(reader.bytesRead()).isEqualTo(range.length());
        assertThat(reader.position()).isEqualTo(range.endExclusive());
        sum += reader.bytesRead();
      }
    }
    assertThat(sum).isEqualTo(file.length);
  }

  private static byte[] file(long seed, int size) {
    return new RandomJson(new Random(seed)).lines(size);
  }

  /** Every size up to a hundred, then ever fewer: small ones cut most. */
  private static int step(int chunkBytes, byte[] file) {
    return file.length < 400 || chunkBytes < 100 ? 1 : 1 + chunkBytes / 20;
  }

  private static List<ByteRange> randomCuts(Random random, int length) {
    List<ByteRange> ranges = new ArrayList<>();
    int start = 0;
    while (start < length) {
      int end = Math.min(length, start + 1 + random.nextInt(random.nextBoolean() ? 3 : length));
      ranges.add(new ByteRange(start, end));
      start = end;
    }
    return ranges;
  }

  private static final class Line {
    private final long offset;
    private final byte[] bytes;

    Line(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }
  }

  private static List<Line> nonBlankLines(byte[] file) {
    // Bytes as characters: ISO-8859-1 keeps each byte one character.
    String text = new String(file, ISO_8859_1);
    int offset = text.startsWith("ï»¿") ? 3 : 0;
    List<Line> lines = new ArrayList<>();
    for (String line : text.substring(offset).split("\n", -1)) {
      if (!line.replaceAll("[ \t\r]", "").isEmpty()) {
        lines.add(new Line(offset, line.getBytes(ISO_8859_1)));
      }
      offset += line.length() + 1;
    }
    return lines;
  }

  /** An item where the tree is the same object, a reject where there is none or it cannot be. */
  private static boolean agrees(ParsedRecord record, byte[] line) {
    try {
      JsonNode node = Trees.parse(line);
      String text = new String(line, UTF_8);
      boolean unfit = !node.isObject() || text.contains("1E999") || text.contains("\\ud800");
      return record instanceof ParsedItem parsed
          ? !unfit && Trees.same(parsed.item(), node)
          : unfit;
    } catch (JsonProcessingException e) {
      return record instanceof Reject;
    }
  }

  private static String describe(long seed, byte[] bytes) {
    return "seed "
        + seed
        + ": "
        + new String(bytes, UTF_8).replace("\n", "\u240a").replace("\r", "\u240d");
  }
}
