package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.TableArn;
import io.stackseed.run.Load;
import io.stackseed.run.SampleRuns;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.ShapingRequest;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.testing.Fakes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final long CHUNK_BYTES = 256 << 10;

  @Test
  void anObjectOfAsManyChunksAsCanBePlannedIsTaken() {
    assertThat(SampleRuns.object(load(1_000_000 * CHUNK_BYTES - 1)).sizeBytes())
        .isEqualTo(1_000_000 * CHUNK_BYTES - 1);
  }

  @Test
  void anObjectOfMoreChunksThanCanBePlannedIsRefusedSayingWhichChunkBytesWouldDo() {
    assertThatThrownBy(() -> load(1_000_000 * CHUNK_BYTES))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "ChunkBytes: 262144 cuts 262,144,000,000 bytes into more than the 1,000,000 chunks of a"
                + " plan. Use at least 262145.");
  }

  @Test
  void aCompressedObjectIsStagedIfItHoldsMoreThanAChunk() throws IOException {
    String line = "{}\n";
    int lines = Math.toIntExact(CHUNK_BYTES / line.length());

    assertThat(SampleRuns.file(gzip(line.repeat(lines))).isToBeStaged()).isFalse();
    assertThat(SampleRuns.file(gzip(line.repeat(lines + 1))).isToBeStaged()).isTrue();
  }

  private static Load gzip(String text) throws IOException {
    byte[] bytes = Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
    return load(bytes.length, bytes);
  }

  private static Load load(long sizeBytes) {
    return load(sizeBytes, "{\"id\":\"a\"}\n".getBytes(UTF_8));
  }

  private static Load load(long sizeBytes, byte[] first) {
    Fakes fakes = new Fakes();
    fakes.tables.create(Fakes.ORDERS);
    return new Inspection(
            fakes.tables, new Blanks(sizeBytes, first), HashKeys.none(), "ingest", fakes.time)
        .inspect(
            "run-1",
            new IngestProperties(
                new TableArn("aws", "eu-west-1", "123456789012", "orders"),
                new SourceLocation("ingest", "large.jsonl"),
                null,
                null,
                new LayoutRequest(Format.JSON_LINES, null, CsvOptions.DEFAULT),
                ShapingRequest.NONE,
                false,
                CHUNK_BYTES,
                true,
                MaxRejected.none(),
                WriteOptions.DEFAULT,
                null),
            null)
        .load();
  }

  /** An object of lines, as large as wanted, which nobody need keep. */
  private static final class Blanks implements SourceObjects {
    private final long sizeBytes;
    private final byte[] first;

    Blanks(long sizeBytes, byte[] first) {
      this.sizeBytes = sizeBytes;
      this.first = first;
    }

    @Override
    public SourceObject describe(SourceLocation location, @Nullable String versionId) {
      return new SourceObject(location, "1", "\"etag\"", sizeBytes);
    }

    @Override
    public List<SourceObject> list(SourcePrefix prefix, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(SourceObject object, ByteRange range) {
      byte[] bytes = new byte[(int) range.length()];
      Arrays.fill(bytes, (byte) ' ');
      System.arraycopy(first, 0, bytes, 0, first.length);
      return new ByteArrayInputStream(bytes);
    }
  }
}
