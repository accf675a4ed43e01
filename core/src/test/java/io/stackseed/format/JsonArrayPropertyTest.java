package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class JsonArrayPropertyTest {

  private static final String DAMAGE = "[]{},:\"\\ \n0e-x\u0000";

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theWholeArrayGivesTheElementsOfItsTree(long seed, int size) throws IOException {
    byte[] file = file(seed, size);

    List<ParsedRecord> records = new Reading(Format.JSON, file).records();

    JsonNode tree = Trees.parse(file);
    assertThat(records).as(describe(seed, file)).hasSize(tree.size());
    for (int i = 0; i < tree.size(); i++) {
      assertThat(agrees(records.get(i), tree.get(i)))
          .as("%s for the element %s", records.get(i), tree.get(i))
          .isTrue();
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void eachRecordsOffsetIsItsFirstByte(long seed, int size) throws IOException {
    byte[] file = file(seed, size);

    for (ParsedRecord record : new Reading(Format.JSON, file).records()) {
      char first = (char) file[(int) record.offset()];

      assertThat(first == '{').isEqualTo(record instanceof ParsedItem);
      assertThat("{[\"-0123456789tfn").contains(String.valueOf(first));
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theScannersCutsGiveTheWholeArraysRecords(long seed, int size) throws IOException {
    byte[] file = file(seed, Math.min(size, 20));
    Reading reading = new Reading(Format.JSON, file);
    List<ParsedRecord> whole = reading.records();
    List<ByteRange> elements = reading.cuts(1);

    assertThat(elements.stream().map(ByteRange::start).toList())
        .isEqualTo(whole.stream().map(ParsedRecord::offset).toList());
    for (int chunkBytes = 1; chunkBytes <= file.length; chunkBytes += 1 + chunkBytes / 20) {
      List<ByteRange> cuts = reading.cuts(chunkBytes);

      assertThat(reading.records(cuts)).as("%s of %s", cuts, describe(seed, file)).isEqualTo(whole);
      assertThat(reading.cutsResumedAfterEach(chunkBytes)).isEqualTo(cuts);
      assertThat(cuts).isEqualTo(greedily(elements, chunkBytes));
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aReaderResumedAfterEachRecordMissesNone(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    Reading reading = new Reading(Format.JSON, file);
    List<ParsedRecord> whole = reading.records();

    assertThat(reading.recordsResumedAfterEach(reading.object.wholeRange())).isEqualTo(whole);
    for (ByteRange range : reading.cuts(50)) {
      assertThat(reading.recordsResumedAfterEach(range)).isEqualTo(reading.records(range));
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void damageIsNeverSilent(long seed, int size) throws IOException {
    byte[] file = file(seed, size);
    Random random = new Random(~seed);
    for (int i = 0; i < 50; i++) {
      byte[] damaged = damage(random, file);
      Reading reading = new Reading(Format.JSON, damaged);

      List<ParsedRecord> whole = recordsOrNull(() -> reading.records());
      List<ParsedRecord> chunks = recordsOrNull(() -> reading.records(reading.cuts(20)));

      assertThat(chunks).as("in chunks, %s", describe(seed, damaged)).isEqualTo(whole);
      if (Trees.isOneArray(damaged)) {
        assertThat(whole).as(describe(seed, damaged)).isNotNull();
      } else if (whole != null) {
        // What is not Unicode is a reject, whatever else is wrong with it.
        assertThat(whole.toString())
            .as(describe(seed, damaged))
            .containsAnyOf("not valid UTF-8", "a lone surrogate is escaped");
      }
    }
  }

  private interface Read {
    List<ParsedRecord> records() throws IOException;
  }

  private static @Nullable List<ParsedRecord> recordsOrNull(Read read) throws IOException {
    try {
      return read.records();
    } catch (MalformedSourceException e) {
      return null;
    }
  }

  /** Elements are added to a range until it holds a chunk. */
  private static List<ByteRange> greedily(List<ByteRange> elements, long chunkBytes) {
    List<ByteRange> ranges = new ArrayList<>();
    boolean open = false;
    for (ByteRange element : elements) {
      long start = open ? ranges.remove(ranges.size() - 1).start() : element.start();
      ByteRange range = new ByteRange(start, element.endExclusive());
      ranges.add(range);
      open = range.length() < chunkBytes;
    }
    return ranges;
  }

  private static byte[] damage(Random random, byte[] file) {
    int at = random.nextInt(file.length);
    byte with = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    byte[] damaged;
    switch (random.nextInt(4)) {
      case 0 -> {
        damaged = file.clone();
        damaged[at] = with;
      }
      case 1 -> {
        damaged = Arrays.copyOf(file, file.length - 1);
        System.arraycopy(file, at + 1, damaged, at, file.length - at - 1);
      }
      case 2 -> {
        damaged = Arrays.copyOf(file, file.length + 1);
        System.arraycopy(file, at, damaged, at + 1, file.length - at);
        damaged[at] = with;
      }
      default -> damaged = Arrays.copyOf(file, at);
    }
    return damaged;
  }

  private static boolean agrees(ParsedRecord record, JsonNode node) {
    return record instanceof ParsedItem parsed ? Trees.same(parsed.item(), node) : !node.isObject();
  }

  private static byte[] file(long seed, int size) {
    return new RandomJson(new Random(seed)).array(size);
  }

  private static String describe(long seed, byte[] bytes) {
    return "seed "
        + seed
        + ": "
        + new String(bytes, UTF_8).replace("\n", "\u240a").replace("\r", "\u240d");
  }
}
