package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdDecompressor;
import io.stackseed.source.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is fuzzed: each reader, with the scanner of those formats that have one, and each
 * decompressor. Whatever the bytes,
 *
 * <ul>
 *   <li>there is no exception but {@link MalformedSourceException}, which names a byte of the file;
 *   <li>there is an end: each byte is read once, in as many reads as it takes, and each record
 *       begins after the one before;
 *   <li>no more of a record is kept than may be;
 *   <li>in chunks, and taken up again after each record, the records are those of the whole;
 *   <li>an item is what {@link IndependentReader} makes of the same bytes, and a file is one of
 *       items alone to both or to neither.
 * </ul>
 */
enum FuzzTarget {
  JSON_ARRAY {
    @Override
    byte[] seed(Random random) {
      return new RandomJson(random).array(8);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(Layout.of(Format.JSON, 0), input);
    }
  },
  JSON_SEQUENCE {
    @Override
    byte[] seed(Random random) {
      return new RandomJson(random).sequence(8);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(Layout.of(Format.CONCATENATED_JSON, 0), input);
    }
  },
  JSON_LINES {
    @Override
    byte[] seed(Random random) {
      return new RandomJson(random).lines(8);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(Layout.of(Format.JSON_LINES, 0), input);
    }
  },
  DYNAMODB_JSON {
    @Override
    byte[] seed(Random random) {
      RandomDynamoDbJson json = new RandomDynamoDbJson(random);
      return lines(random, json::line);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(Layout.of(Format.DYNAMODB_JSON, 0), input);
    }
  },
  ION {
    @Override
    byte[] seed(Random random) {
      RandomIon ion = new RandomIon(random);
      return lines(random, ion::line);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(Layout.of(Format.ION, 0), input);
    }
  },
  CSV {
    @Override
    byte[] seed(Random random) {
      return new RandomCsv(random, true).records(5, 3);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(csv(true, Map.of()), input);
    }
  },
  CSV_LINES {
    @Override
    byte[] seed(Random random) {
      return new RandomCsv(random, false).records(5, 3);
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(csv(false, Map.of()), input);
    }
  },
  CSV_TYPED {
    @Override
    byte[] seed(Random random) {
      RandomTypedCsv csv = new RandomTypedCsv(random, ',');
      return lines(random, size -> csv.record(List.of(CsvType.S, CsvType.L, CsvType.N), size));
    }

    @Override
    void check(byte[] input) throws IOException {
      checkReader(csv(true, Map.of("b", CsvType.L, "c", CsvType.N)), input);
    }
  },
  GZIP {
    @Override
    byte[] seed(Random random) throws IOException {
      return Compressing.inParts(Compression.GZIP, new RandomJson(random).lines(8), random);
    }

    @Override
    void check(byte[] input) throws IOException {
      byte[] content = decompressed(Compression.GZIP, input);
      if (content.length > 0 && content.length < MOST_COMPARED) {
        InputStream independent = new GZIPInputStream(new ByteArrayInputStream(input));
        assertThat(independent.readAllBytes()).isEqualTo(content);
      }
    }
  },
  ZSTD {
    @Override
    byte[] seed(Random random) throws IOException {
      return Compressing.inParts(Compression.ZSTD, new RandomJson(random).lines(8), random);
    }

    @Override
    void check(byte[] input) throws IOException {
      byte[] content = decompressed(Compression.ZSTD, input);
      if (content.length > 0 && content.length < MOST_COMPARED) {
        byte[] independent = new byte[content.length];
        int length =
            new ZstdDecompressor()
                .decompress(input, 0, input.length, independent, 0, independent.length);
        assertThat(Arrays.copyOf(independent, length)).isEqualTo(content);
      }
    }
  };

  private static final int MOST_COMPARED = 1 << 20;
  private static final Pattern LONE_CARRIAGE_RETURN = Pattern.compile("\r(?!\n)");

  /** A file of the kind, mostly right. */
  abstract byte[] seed(Random random) throws IOException;

  /** Fails if the bytes break what holds for all. */
  abstract void check(byte[] input) throws IOException;

  private static byte[] lines(Random random, Function<Integer, String> line) {
    return String.join(
            random.nextBoolean() ? "\n" : "\r\n",
            IntStream.range(0, random.nextInt(5)).mapToObj(i -> line.apply(6)).toList())
        .getBytes(UTF_8);
  }

  private static Layout csv(boolean quotedNewlines, Map<String, CsvType> types) {
    CsvOptions options = new CsvOptions(',', null, types, CsvEmpty.NULL, quotedNewlines);
    return Layout.csv(0, options, List.of("a", "b", "c"));
  }

  private static void checkReader(Layout layout, byte[] input) throws IOException {
    Reading reading = new Reading(layout, input);
    List<ParsedRecord> whole = new ArrayList<>();
    boolean isMalformed = false;
    try {
      readInto(whole, layout, input);
      if (layout.csv() == null || !hasLoneCarriageReturn(input)) {
        assertThat(itemsOf(whole)).isEqualTo(IndependentReader.items(layout, input));
      }
      // Also that each record is the same when it is alone.
      assertThat(reading.records()).isEqualTo(whole);
      assertThat(reading.recordsResumedAfterEach(reading.wholeRange())).isEqualTo(whole);
    } catch (MalformedSourceException e) {
      assertThat(layout.isCutAnywhere()).as("lines have no structure to break").isFalse();
      assertThat(e.offset()).isBetween(0L, (long) input.length);
      isMalformed = true;
    }
    checkChunks(layout, reading, input.length, isMalformed ? null : whole);
  }

  private static boolean hasLoneCarriageReturn(byte[] bytes) {
    return LONE_CARRIAGE_RETURN.matcher(new String(bytes, ISO_8859_1)).find();
  }

  /** The items of records that are nothing else; null if one is a reject. */
  private static @Nullable List<Map<String, Object>> itemsOf(List<ParsedRecord> records) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (ParsedRecord record : records) {
      if (!(record instanceof ParsedItem parsed)) {
        return null;
      }
      items.add(GoldenItems.of(parsed.item()));
    }
    return items;
  }

  /**
   * @param whole null if the file is malformed: then a chunk is, or the pass that cuts it
   */
  private static void checkChunks(
      Layout layout, Reading reading, int length, @Nullable List<ParsedRecord> whole)
      throws IOException {
    int chunkBytes = 1 + length % 60;
    List<ByteRange> ranges;
    List<ParsedRecord> records;
    try {
      ranges =
          layout.isCutAnywhere()
              ? Cuts.of(reading.wholeRange(), chunkBytes)
              : reading.cuts(chunkBytes);
      records = reading.records(ranges);
    } catch (MalformedSourceException e) {
      assertThat(whole).as("in chunks, but not whole, it is malformed: %s", e.reason()).isNull();
      return;
    }
    assertThat(records).as("in chunks of %s bytes", chunkBytes).isEqualTo(whole);
    checkOrder(ranges, length);
    if (!layout.isCutAnywhere()) {
      assertThat(reading.cutsResumedAfterEach(chunkBytes)).isEqualTo(ranges);
    }
  }

  private static void checkOrder(List<ByteRange> ranges, int length) {
    long end = 0;
    for (ByteRange range : ranges) {
      assertThat(range.isEmpty()).isFalse();
      assertThat(range.start()).isGreaterThanOrEqualTo(end);
      end = range.endExclusive();
    }
    assertThat(end).isLessThanOrEqualTo(length);
  }

  private static void readInto(List<ParsedRecord> records, Layout layout, byte[] input)
      throws IOException {
    ByteRange whole = layout.wholeRange(input.length);
    long before = -1;
    try (RecordReader reader = RecordReaders.of(layout, new Dribble(input), whole, input.length)) {
      for (ParsedRecord record = reader.next(); record != null; record = reader.next()) {
        assertThat(record.offset()).isGreaterThan(before).isLessThan(input.length);
        before = record.offset();
        RawRecord raw = reader.raw();
        assertThat(raw.bytes().length()).isLessThanOrEqualTo(RawRecord.MAX_BYTES);
        if (record instanceof ParsedItem parsed && !raw.isTruncated()) {
          assertThat(GoldenItems.of(parsed.item()))
              .isEqualTo(IndependentReader.item(layout, raw.bytes().toArray()));
        }
        records.add(record);
      }
      assertThat(reader.position()).isEqualTo(whole.endExclusive());
      assertThat(reader.bytesRead()).isEqualTo(whole.length());
    }
  }

  /** The content, or its beginning if it is a lot; nothing if it is broken. */
  private static byte[] decompressed(Compression compression, byte[] input) throws IOException {
    try (InputStream in = Decompression.of(compression, new Dribble(input), input.length)) {
      return in.readNBytes(MOST_COMPARED);
    } catch (MalformedSourceException e) {
      return new byte[0];
    }
  }

  /** Gives some bytes at a time, and fails a reader that goes on past the end. */
  private static final class Dribble extends InputStream {
    private static final int READS_PAST_THE_END = 16;

    private final byte[] bytes;
    private int position;
    private int readsPastTheEnd;

    Dribble(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (position == bytes.length) {
        assertThat(readsPastTheEnd++).isLessThan(READS_PAST_THE_END);
        return -1;
      }
      int count = Math.min(Math.min(1 + position % 13, length), bytes.length - position);
      System.arraycopy(bytes, position, target, from, count);
      position += count;
      return count;
    }
  }
}
