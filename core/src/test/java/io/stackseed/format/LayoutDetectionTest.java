package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.format.Detection.Detected;
import io.stackseed.format.Detection.Refused;
import io.stackseed.source.ByteRange;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutDetectionTest {

  @Test
  void looksIntoCompressedObjects() throws IOException {
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      byte[] array = Compressing.whole(compression, "\ufeff[]".getBytes(UTF_8));
      byte[] lines = Compressing.whole(compression, "{}\n".repeat(100_000).getBytes(UTF_8));
      byte[] csv = Compressing.whole(compression, "id,n\n".getBytes(UTF_8));
      String ending = compression == Compression.GZIP ? ".gz" : ".zst";

      Detection detectedArray = new Detected(Layout.of(Format.JSON, 3).compressed(compression));
      assertThat(detect("a.json" + ending, array)).isEqualTo(detectedArray);
      assertThat(detect("a", array)).isEqualTo(detectedArray);
      assertThat(detect("a.jsonl" + ending, lines))
          .isEqualTo(new Detected(Layout.of(Format.JSON_LINES, 0).compressed(compression)));
      assertThat(detect("a.json" + ending, lines))
          .isEqualTo(new Detected(Layout.of(Format.JSON_LINES, 0).compressed(compression)));
      assertThat(detect("a.CSV" + ending, csv))
          .isEqualTo(
              new Detected(
                  Layout.csv(5, CsvOptions.DEFAULT, List.of("id", "n")).compressed(compression)));
      assertThat(detect("a", Compressing.whole(compression, new byte[0])))
          .isEqualTo(new Refused("is empty"));
      assertThat(detect("a", Compressing.whole(compression, "\ufeff[]".getBytes(UTF_16LE))))
          .isEqualTo(new Refused("is in UTF-16 or UTF-32, or binary; only UTF-8 is read"));
    }
  }

  @Test
  void readsNoMoreThanItTakes() throws IOException {
    byte[] text = new byte[3_000_000];
    new Random(1).nextBytes(text);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + (text[i] & 0x3F) % 26);
    }
    System.arraycopy("{\"a\":1}\n".getBytes(UTF_8), 0, text, 0, 8);
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      assertThat(detect("a", Compressing.whole(compression, text)))
          .isEqualTo(new Detected(Layout.of(Format.JSON_LINES, 0).compressed(compression)));
    }
  }

  @Test
  void refusesContradictionsOfCompression() throws IOException {
    byte[] gzip = Compressing.whole(Compression.GZIP, "[]".getBytes(UTF_8));

    assertThat(detect("a.json.gz", "[]"))
        .isEqualTo(
            new Refused(
                "is named like gzip but begins like nothing that is compressed with gzip or zstd:"
                    + " set Compression to none"));
    assertThat(detect("a.json.zst", gzip))
        .isEqualTo(new Refused("is named like zstd but begins like gzip: set Compression to gzip"));
    assertThat(compressed("a.json.gz", "[]".getBytes(UTF_8), Compression.NONE))
        .isEqualTo(new Detected(Layout.of(Format.JSON, 0)));
    assertThat(compressed("a.json", gzip, Compression.NONE))
        .isEqualTo(new Refused("begins like gzip, and Compression says none"));
    assertThat(compressed("a.json", gzip, Compression.ZSTD))
        .isEqualTo(new Refused("begins like gzip, and Compression says zstd"));
    assertThat(compressed("a.json", "[]".getBytes(UTF_8), Compression.GZIP))
        .isEqualTo(
            new Refused(
                "begins like nothing that is compressed with gzip or zstd, and Compression says"
                    + " gzip"));
  }

  @Test
  void failsWhereItCannotBeDecompressed() {
    assertThatThrownBy(() -> detect("a.json.gz", HexFormat.of().parseHex("1f8b080000000000")))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage("byte 0: the gzip data ends early, as decompressed up to here");
    assertThatThrownBy(() -> detect("a.jsonl", HexFormat.of().parseHex("28b52ffd24")))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessage(
            "byte 0: the zstd data is broken, ends early or is of a kind that is not read, as"
                + " decompressed up to here");
  }

  @Test
  void readsOneProbeOfWhatIsNotCompressed() throws IOException {
    InMemorySourceObjects objects = new InMemorySourceObjects();
    objects.put("bucket", "a.jsonl", "{}\n".repeat(100_000).getBytes(UTF_8));
    SourceObject object = objects.describe(new SourceLocation("bucket", "a.jsonl"), null);

    LayoutDetection.detect(objects, object, LayoutRequest.AUTO);

    assertThat(objects.opened()).containsExactly(new ByteRange(0, 65_536));
  }

  private static Detection detect(String key, String text) throws IOException {
    return detect(key, text.getBytes(UTF_8));
  }

  private static Detection detect(String key, byte[] bytes) throws IOException {
    return detect(key, bytes, LayoutRequest.AUTO);
  }

  private static Detection compressed(String key, byte[] bytes, Compression requested)
      throws IOException {
    return detect(key, bytes, new LayoutRequest(null, requested, CsvOptions.DEFAULT));
  }

  private static Detection detect(String key, byte[] bytes, LayoutRequest request)
      throws IOException {
    InMemorySourceObjects objects = new InMemorySourceObjects();
    objects.put("bucket", key, bytes);
    return LayoutDetection.detect(
        objects, objects.describe(new SourceLocation("bucket", key), null), request);
  }
}
