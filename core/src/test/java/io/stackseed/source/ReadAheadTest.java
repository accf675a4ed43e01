package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of a hundred bytes, three of them at once. */
@Timeout(60)
class ReadAheadTest {
  private static final int SIZE = 1_000;
  private static final int PART = 100;
  private static final int PARTS = 3;

  private final Sources sources = new Sources();

  @Test
  void givesTheRangeInOrderAndEnds() throws IOException {
    try (ReadAhead in = open(new ByteRange(10, 990))) {
      assertThat(in.readAllBytes()).isEqualTo(sources.slice(10, 990));
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[5])).isEqualTo(-1);
    }
    assertThat(sources.opened)
        .hasSize(10)
        .contains(new ByteRange(10, 110), new ByteRange(910, 990));
  }

  @Test
  void anyPartsReadInAnyPiecesAreTheRange() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int start = random.nextInt(SIZE);
      int end = start + random.nextInt(SIZE - start + 1);
      byte[] read = new byte[end - start];
      int partBytes = 1 + random.nextInt(random.nextBoolean() ? 20 : 2 * SIZE);
      try (ReadAhead in =
          new ReadAhead(
              sources,
              sources.object,
              new ByteRange(start, end),
              partBytes,
              1 + random.nextInt(5))) {
        int at = 0;
        while (at < read.length) {
          at += in.read(read, at, 1 + random.nextInt(read.length - at));
        }
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThat(read).isEqualTo(sources.slice(start, end));
    }
  }

  @Test
  void opensNothingBeforeTheFirstRead() {
    open(new ByteRange(0, SIZE)).close();

    assertThat(sources.opened).isEmpty();
  }

  @Test
  void anEmptyRangeEndsAtOnceAndOpensNothing() throws IOException {
    try (ReadAhead in = open(new ByteRange(10, 10))) {
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(sources.opened).isEmpty();
  }

  @Test
  void refusesARangePastTheObject() {
    assertThatThrownBy(() -> open(new ByteRange(0, SIZE + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reaches past the end of s3://bucket/big");
  }

  /** Each of the first three goes on when all have begun; one after the other none ever would. */
  @Test
  void fetchesSeveralPartsAtOnce() throws IOException {
    CountDownLatch begun = new CountDownLatch(PARTS);
    sources.before =
        range -> {
          begun.countDown();
          begun.await();
        };

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThat(in.readAllBytes()).isEqualTo(sources.bytes);
    }
  }

  @Test
  void aPartThatComesFirstWaitsForThoseBeforeIt() throws IOException {
    CountDownLatch third = new CountDownLatch(1);
    sources.before =
        range -> {
          if (range.start() == 200) {
            third.countDown();
          } else {
            third.await();
          }
        };

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThat(in.readAllBytes()).isEqualTo(sources.bytes);
    }
  }

  @Test
  void fetchesNoMoreThanItMayHold() throws IOException {
    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      for (int position = 0; position < SIZE; position++) {
        in.read();
        long furthest = PART * (long) (position / PART + PARTS);
        assertThat(sources.furthest()).isLessThanOrEqualTo(furthest);
      }
    }
  }

  @Test
  void aCallThatFailsFailsTheReadOfItsBytesAndNoEarlierOne() throws IOException {
    sources.before =
        range -> {
          if (range.start() == 200) {
            throw new IOException("reset");
          }
        };

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThat(in.readNBytes(200)).isEqualTo(sources.slice(0, 200));
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("reset");
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("reset");
    }
  }

  @Test
  void aSourceThatHasChangedIsToldAsSuch() {
    sources.before =
        range -> {
          throw new SourceUnavailableException(Problem.CHANGED, "s3://bucket/big");
        };

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThatThrownBy(in::read)
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessage("s3://bucket/big has changed since it was planned");
    }
  }

  @Test
  void anErrorIsNotHidden() {
    sources.before =
        range -> {
          throw new OutOfMemoryError("planted");
        };

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThatThrownBy(in::read).isInstanceOf(OutOfMemoryError.class).hasMessage("planted");
    }
  }

  @Test
  void aStreamThatEndsEarlyIsNotTheEnd() throws IOException {
    sources.missing.put(300L, 40);

    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      assertThat(in.readNBytes(300)).isEqualTo(sources.slice(0, 300));
      assertThatThrownBy(in::read)
          .isInstanceOf(TruncatedSourceException.class)
          .hasMessageEndingWith("the stream ended at byte 360 of a range that ends at byte 400");
    }
  }

  @Test
  void nothingIsUnderWayOnceItIsClosed() throws IOException, InterruptedException {
    CountDownLatch waiting = new CountDownLatch(PARTS - 1);
    sources.before =
        range -> {
          if (range.start() > 0) {
            waiting.countDown();
            new CountDownLatch(1).await();
          }
        };
    ReadAhead in = open(new ByteRange(0, SIZE));
    in.read();
    waiting.await();

    in.close();

    assertThat(sources.interrupted).hasSize(PARTS - 1);
    for (Thread thread : sources.threads()) {
      thread.join();
    }
    assertThat(sources.opened).hasSize(PARTS);
  }

  @Test
  void everyStreamBehindIsClosed() throws IOException {
    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      in.readAllBytes();
    }

    assertThat(sources.closed).hasSize(10);
  }

  @Test
  void aClosedStreamIsNotRead() {
    ReadAhead in = open(new ByteRange(0, SIZE));
    in.close();
    in.close();

    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("the stream is closed");
  }

  @Test
  void aReaderThatIsInterruptedStopsWaiting() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    sources.before =
        range -> {
          begun.countDown();
          never.await();
        };
    try (ReadAhead in = open(new ByteRange(0, SIZE))) {
      FutureTask<Boolean> reading =
          new FutureTask<>(
              () -> {
                assertThatThrownBy(in::read)
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("interrupted while reading");
                return Thread.currentThread().isInterrupted();
              });
      Thread reader = new Thread(reading);
      reader.start();
      begun.await();

      reader.interrupt();

      assertThat(reading.get()).isTrue();
    }
  }

  private ReadAhead open(ByteRange range) {
    return new ReadAhead(sources, sources.object, range, PART, PARTS);
  }

  private interface Before {
    void open(ByteRange range) throws IOException, InterruptedException;
  }

  /** One object of random bytes, opened by several threads. */
  private static final class Sources implements SourceObjects {
    private final byte[] bytes = new byte[SIZE];
    private final SourceObject object =
        new SourceObject(new SourceLocation("bucket", "big"), null, "\"etag\"", SIZE);
    private final List<ByteRange> opened = Collections.synchronizedList(new ArrayList<>());
    private final List<ByteRange> closed = Collections.synchronizedList(new ArrayList<>());
    private final List<ByteRange> interrupted = Collections.synchronizedList(new ArrayList<>());
    private final Map<Thread, Boolean> openedBy = new ConcurrentHashMap<>();

    /** Bytes that the stream of the range that starts here lacks. */
    private final Map<Long, Integer> missing = new ConcurrentHashMap<>();

    private volatile Before before = range -> {};

    Sources() {
      new Random(1).nextBytes(bytes);
    }

    byte[] slice(int from, int to) {
      return Arrays.copyOfRange(bytes, from, to);
    }

    long furthest() {
      return List.copyOf(opened).stream()
          .map(ByteRange::endExclusive)
          .max(Comparator.naturalOrder())
          .orElse(0L);
    }

    List<Thread> threads() {
      return List.copyOf(openedBy.keySet());
    }

    @Override
    public SourceObject describe(SourceLocation location, @Nullable String versionId) {
      return object;
    }

    @Override
    public List<SourceObject> list(SourcePrefix prefix, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(SourceObject source, ByteRange range) throws IOException {
      opened.add(range);
      openedBy.put(Thread.currentThread(), true);
      try {
        before.open(range);
      } catch (InterruptedException e) {
        interrupted.add(range);
        throw new InterruptedIOException();
      }
      int length = (int) range.length() - missing.getOrDefault(range.start(), 0);
      return new ByteArrayInputStream(bytes, (int) range.start(), length) {
        @Override
        public void close() {
          closed.add(range);
        }
      };
    }
  }
}
