package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceStreamTest {

  private static final int SIZE = 1_000_000;

  private final byte[] bytes = new byte[SIZE];
  private final InMemorySourceObjects objects = new InMemorySourceObjects();
  private SourceObject object;

  @BeforeEach
  void putObject() {
    new Random(1).nextBytes(bytes);
    objects.put("bucket", "big", bytes);
    object = objects.describe(new SourceLocation("bucket", "big"), null);
  }

  @Test
  void givesTheRangeAndEnds() throws IOException {
    try (SourceStream stream = SourceStream.within(objects, object, new ByteRange(10, 20))) {
      assertThat(stream.readAllBytes()).isEqualTo(slice(10, 20));
      assertThat(stream.read()).isEqualTo(-1);
      assertThat(stream.bytesRead()).isEqualTo(10);
    }
    assertThat(objects.opened()).containsExactly(new ByteRange(10, 20));
  }

  @Test
  void opensNothingBeforeTheFirstRead() throws IOException {
    SourceStream.within(objects, object, new ByteRange(10, 20)).close();

    assertThat(objects.opened()).isEmpty();
  }

  @Test
  void anEmptyRangeEndsAtOnceAndOpensNothing() throws IOException {
    try (SourceStream stream = SourceStream.within(objects, object, new ByteRange(10, 10))) {
      assertThat(stream.read()).isEqualTo(-1);
    }
    assertThat(objects.opened()).isEmpty();
  }

  @Test
  void readsOnPastThePlannedEndInFollowOns() throws IOException {
    try (SourceStream stream =
        SourceStream.readingOn(objects, object, new ByteRange(10, 600_000))) {
      assertThat(stream.readAllBytes()).isEqualTo(slice(10, SIZE));
      assertThat(stream.bytesRead()).isEqualTo(SIZE - 10);
    }
    assertThat(objects.opened())
        .containsExactly(
            new ByteRange(10, 600_000),
            new ByteRange(600_000, 862_144),
            new ByteRange(862_144, SIZE));
  }

  @Test
  void opensNoFollowOnBeforeAByteOfItIsWanted() throws IOException {
    try (SourceStream stream = SourceStream.readingOn(objects, object, new ByteRange(10, 20))) {
      assertThat(stream.readNBytes(10)).isEqualTo(slice(10, 20));
      assertThat(objects.opened()).containsExactly(new ByteRange(10, 20));
      assertThat(stream.read()).isEqualTo(bytes[20] & 0xFF);
      assertThat(objects.opened())
          .containsExactly(new ByteRange(10, 20), new ByteRange(20, 20 + 256 * 1024));
    }
  }

  @Test
  void neverTakesATruncatedStreamForTheEnd() {
    objects.truncateOpen(1, 5);

    assertThatThrownBy(() -> readAll(SourceStream.within(objects, object, new ByteRange(10, 2000))))
        .isInstanceOf(TruncatedSourceException.class)
        .hasMessage(
            "s3://bucket/big (version version-1): the stream ended at byte 15 of a range that ends"
                + " at byte 2,000");
  }

  @Test
  void noticesATruncatedFollowOn() {
    objects.truncateOpen(2, 0);

    assertThatThrownBy(
            () -> readAll(SourceStream.readingOn(objects, object, new ByteRange(10, 2000))))
        .isInstanceOf(TruncatedSourceException.class)
        .hasMessage(
            "s3://bucket/big (version version-1): the stream ended at byte 2,000 of a range that"
                + " ends at byte 264,144");
  }

  @Test
  void noticesAStreamThatGoesOn() {
    SourceObjects ignoringTheRange = new Delegate(new ByteArrayInputStream(bytes));

    assertThatThrownBy(
            () -> readAll(SourceStream.within(ignoringTheRange, object, new ByteRange(0, 2000))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "s3://bucket/big (version version-1): the stream goes on after byte 2,000, where its"
                + " range ends");
  }

  @Test
  void passesAFailedOpenOn() {
    objects.failOpen(1);

    assertThatThrownBy(() -> readAll(SourceStream.within(objects, object, new ByteRange(0, 10))))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void closesWhatItOpened() throws IOException {
    Closing closing = new Closing(bytes);
    try (SourceStream stream =
        SourceStream.within(new Delegate(closing), object, new ByteRange(0, 10))) {
      assertThat(stream.read()).isEqualTo(bytes[0] & 0xFF);
      assertThat(closing.closed).isFalse();
    }

    assertThat(closing.closed).isTrue();
  }

  @Test
  void refusesARangePastTheEnd() {
    assertThatThrownBy(() -> SourceStream.within(objects, object, new ByteRange(0, SIZE + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ByteRange[start=0, endExclusive=1000001] reaches past the end of s3://bucket/big"
                + " (version version-1)");
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static void readAll(SourceStream stream) throws IOException {
    try (stream) {
      stream.readAllBytes();
    }
  }

  /** Opens one given stream, whatever the range. */
  private record Delegate(InputStream in) implements SourceObjects {
    @Override
    public SourceObject describe(SourceLocation location, @Nullable String versionId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SourceObject> list(SourcePrefix prefix, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(SourceObject object, ByteRange range) {
      return in;
    }
  }

  private static final class Closing extends ByteArrayInputStream {
    private boolean closed;

    Closing(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
