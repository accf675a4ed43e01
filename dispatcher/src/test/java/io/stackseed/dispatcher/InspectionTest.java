package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.Format;
import io.stackseed.format.LayoutRequest;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.TableArn;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.testing.Fakes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final long CHUNK_BYTES = 256 << 10;

  @Test
  void anObjectOfAsManyChunksAsCanBePlannedIsTaken() {
    assertThat(load(20_000 * CHUNK_BYTES - 1).source().sizeBytes())
        .isEqualTo(20_000 * CHUNK_BYTES - 1);
  }

  @Test
  void anObjectOfMoreChunksThanCanBePlannedIsRefusedSayingWhichChunkBytesWouldDo() {
    assertThatThrownBy(() -> load(20_000 * CHUNK_BYTES))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "ChunkBytes: 262144 cuts 5,242,880,000 bytes into more than the 20,000 chunks that this"
                + " version plans. Use at least 262145.");
  }

  private static io.stackseed.run.Load load(long sizeBytes) {
    Fakes fakes = new Fakes();
    fakes.tables.create(Fakes.ORDERS);
    return new Inspection(fakes.tables, new Blanks(sizeBytes))
        .load(
            new IngestProperties(
                new TableArn("aws", "eu-west-1", "123456789012", "orders"),
                new SourceLocation("ingest", "large.jsonl"),
                null,
                null,
                new LayoutRequest(Format.JSON_LINES, CsvOptions.DEFAULT),
                CHUNK_BYTES,
                true,
                null),
            null);
  }

  /** An object of lines, as large as wanted, which nobody need keep. */
  private record Blanks(long sizeBytes) implements SourceObjects {
    @Override
    public SourceObject describe(SourceLocation location, @Nullable String versionId) {
      return new SourceObject(location, "1", "\"etag\"", sizeBytes);
    }

    @Override
    public InputStream open(SourceObject object, ByteRange range) {
      byte[] bytes = new byte[(int) range.length()];
      Arrays.fill(bytes, (byte) ' ');
      byte[] first = "{\"id\":\"a\"}\n".getBytes(UTF_8);
      System.arraycopy(first, 0, bytes, 0, first.length);
      return new ByteArrayInputStream(bytes);
    }
  }
}
