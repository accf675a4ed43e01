package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import io.stackseed.source.TruncatedSourceException;
import io.stackseed.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {

  private static final String LINES = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n";
  private static final Layout CSV =
      Layout.csv(
          4, new CsvOptions(',', null, Map.of(), CsvEmpty.OMIT, true), List.of("a", "b", "c"));

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theRecordsAreThoseOfTheContent(long seed, int size) throws IOException {
    Random random = new Random(seed);
    byte[] csv = ("\ufeff\n" + new String(csv(random, size), UTF_8)).getBytes(UTF_8);
    assertSame(Layout.of(Format.JSON, 0), new RandomJson(random).array(size), random);
    assertSame(Layout.of(Format.JSON_LINES, 0), new RandomJson(random).lines(size), random);
    assertSame(CSV, csv, random);
  }

  private static byte[] csv(Random random, int size) {
    return new RandomCsv(random, true).records(size, 3);
  }

  private static void assertSame(Layout layout, byte[] content, Random random) throws IOException {
    List<ParsedRecord> expected = new Reading(layout, content).records();
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      byte[] bytes = Compressing.inParts(compression, content, random);

      assertThat(new Reading(layout.compressed(compression), bytes).records())
          .as("%s of %s", compression, new String(content, UTF_8))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void theBytesReadAreTheObjectsOwn(Compression compression) throws IOException {
    Reading reading = lines(compression, compressed(compression, LINES));
    ByteRange whole = reading.wholeRange();

    try (RecordReader reader = reading.open(whole)) {
      assertThat(reading.objects.opened()).isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThat(reader.next()).isNotNull();
        assertThat(reader.position()).isZero();
        assertThat(reader.bytesRead()).isZero();
      }
      assertThat(reader.next()).isNull();
      assertThat(reader.position()).isEqualTo(whole.endExclusive());
      assertThat(reader.bytesRead()).isEqualTo(whole.length());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whetherItIsMoreIsToldToTheByte(Compression compression) throws IOException {
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
      Reading reading = lines(compression, compressed(compression, "x".repeat(size)));

      assertThat(isMoreThan(size, reading, compression)).as("%d than %1$d", size).isFalse();
      assertThat(isMoreThan(size + 1, reading, compression)).isFalse();
      assertThat(isMoreThan(size - 1, reading, compression)).isTrue();
    }
  }

  @Test
  void whetherItIsMoreIsToldByDecompressingNoMoreThanThat() throws IOException {
    byte[] bytes = compressed(Compression.GZIP, "x".repeat(10_000_000));
    byte[] broken = Arrays.copyOf(bytes, bytes.length - 1);

    assertThat(isMoreThan(1_000_000, lines(Compression.GZIP, broken), Compression.GZIP)).isTrue();
    assertThatThrownBy(
            () -> isMoreThan(10_000_000, lines(Compression.GZIP, broken), Compression.GZIP))
        .isInstanceOf(MalformedSourceException.class);
  }

  private static boolean isMoreThan(long bytes, Reading reading, Compression compression)
      throws IOException {
    return Decompression.isMoreThan(bytes, compression, reading.objects, reading.object);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void anyTruncationEndsTheReading(Compression compression) throws IOException {
    byte[] first = compressed(compression, LINES);
    byte[] both = concat(first, first);

    for (int length = 1; length < both.length; length++) {
      Reading reading = lines(compression, Arrays.copyOf(both, length));

      if (length == first.length) {
        assertThat(reading.records()).hasSize(3);
      } else {
        assertThatThrownBy(reading::records)
            .as("%s of %s bytes", length, both.length)
            .isInstanceOf(MalformedSourceException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatFollowsIsNeverTakenForNothing(Compression compression) throws IOException {
    byte[] bytes = compressed(compression, LINES);

    for (String more : List.of("00", "0000", "1f", "28b5", "28b52f", "ff00ff00ff00ff00ff00")) {
      assertThatThrownBy(
              () -> lines(compression, concat(bytes, HexFormat.of().parseHex(more))).records())
          .as(more)
          .isInstanceOf(MalformedSourceException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void noBitIsFlippedInSilence(Compression compression) throws IOException {
    byte[] bytes = compressed(compression, LINES.repeat(50));
    List<ParsedRecord> records = lines(compression, bytes).records();
    Random random = new Random(7);

    for (int i = 0; i < 3000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        // Flags and times in a header say nothing of the content.
        assertThat(lines(compression, damaged).records()).isEqualTo(records);
      } catch (MalformedSourceException e) {
        assertThat(e.reason()).contains(compression.word());
      }
    }
  }

  @Test
  void saysWhatIsWrongWithGzip() throws IOException {
    byte[] bytes = compressed(Compression.GZIP, LINES);
    byte[] wrongChecksum = bytes.clone();
    wrongChecksum[bytes.length - 8]++;
    byte[] wrongMethod = bytes.clone();
    wrongMethod[2]++;

    assertMalformed(
        wrongChecksum, "byte 33: the gzip data is broken: its checksum differs, as decompressed");
    assertMalformed(wrongMethod, "byte 0: the gzip data is of an unknown kind, as decompressed");
    assertMalformed(
        Arrays.copyOf(bytes, bytes.length - 1),
        "byte 33: the gzip data ends early, as decompressed");
    assertMalformed(
        concat(bytes, bytes, "more".getBytes(UTF_8)),
        "byte 66: something else follows the gzip data, as decompressed");
  }

  private static void assertMalformed(byte[] bytes, String message) {
    assertThatThrownBy(() -> lines(Compression.GZIP, bytes).records())
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage(message + " up to here");
  }

  /** RFC 1952 lets a reader pass over the header's checksum; the gzip command does not. */
  @Test
  void readsEveryFieldOfAGzipHeaderAndChecksIt() throws IOException {
    byte[] plain = compressed(Compression.GZIP, LINES);
    byte[] header = HexFormat.of().parseHex("1f8b081e00000000ffff" + "0300616263" + "6600" + "00");
    byte[] checksum = HexFormat.of().parseHex("ab3b");
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);

    // The second member's checksum is of its own header alone.
    assertThat(lines(Compression.GZIP, concat(plain, header, checksum, body)).records()).hasSize(6);
    header[12]++;
    assertMalformed(
        concat(header, checksum, body),
        "byte 0: the gzip data is broken: its header's checksum differs, as decompressed");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aContentOutOfAllProportionIsRefused(Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] blank = new byte[1 << 20];
    Arrays.fill(blank, (byte) ' ');
    try (OutputStream out = Compressing.into(compression, bytes)) {
      for (int i = 0; i < 257; i++) {
        out.write(blank);
      }
    }

    assertThatThrownBy(() -> lines(compression, bytes.toByteArray()).records())
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage(
            "byte 268,435,456: it goes on after 268,435,456 decompressed bytes, more than 256 times"
                + " its size");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aBrokenOffStreamIsNotTheFilesFault(Compression compression) throws IOException {
    byte[] bytes = compressed(compression, LINES);
    Reading cut = lines(compression, bytes);
    cut.objects.truncateOpen(1, 12);
    Reading failed = lines(compression, bytes);
    failed.objects.failOpen(1);

    assertThatThrownBy(cut::records).isInstanceOf(TruncatedSourceException.class);
    assertThatThrownBy(failed::records)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(TruncatedSourceException.class);
  }

  @Test
  void isOneChunk() throws IOException {
    Reading reading = lines(Compression.GZIP, compressed(Compression.GZIP, LINES));

    assertThatThrownBy(() -> reading.open(new ByteRange(0, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" is not the whole of s3://bucket/file (version version-1)");
    assertThatThrownBy(() -> reading.cuts(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNotCompressedPassesAsItIs() throws IOException {
    InputStream in =
        Decompression.of(Compression.NONE, new ByteArrayInputStream(LINES.getBytes(UTF_8)), 5);

    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(LINES);
  }

  private static Reading lines(Compression compression, byte[] bytes) {
    return new Reading(Layout.of(Format.JSON_LINES, 0).compressed(compression), bytes);
  }

  private static byte[] compressed(Compression compression, String text) throws IOException {
    return Compressing.whole(compression, text.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... arrays) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] array : arrays) {
      all.write(array);
    }
    return all.toByteArray();
  }
}
