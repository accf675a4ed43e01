package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import io.stackseed.time.Backoff;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkSenderTest {
  private static final Instant START = Instant.parse("2024-05-01T12:00:00Z");
  private final Queue queue = new Queue();
  private final ManualTime time = new ManualTime(START);
  private final ChunkSender sender = new ChunkSender(queue, new Backoff(time, new Random(1)));

  @Test
  void everyChunkIsQueuedOnceWithItsNumberAndRange() throws Exception {
    for (int count = 0; count <= 300; count++) {
      Queue each = new Queue();
      List<ByteRange> ranges = ranges(count);

      new ChunkSender(each, new Backoff(time, new Random(1))).send(messages(ranges));

      assertThat(each.queued())
          .as("%d chunks", count)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, count)
                  .mapToObj(n -> new ChunkMessage(new ChunkId("run-1", 3, n), ranges.get(n)))
                  .toList());
      assertThat(each.calls()).as("calls for %d chunks", count).hasSize((count + 9) / 10);
    }
    assertThat(time.now()).as("nothing was waited for").isEqualTo(START);
  }

  @Test
  void neighboursAreQueuedApartFromEachOther() throws Exception {
    for (int count = 9; count <= 300; count++) {
      Queue each = new Queue();

      new ChunkSender(each, new Backoff(time, new Random(1))).send(messages(ranges(count)));

      List<Integer> order = each.queued().stream().map(m -> m.chunk().chunk()).toList();
      for (int place = 1; place < count; place++) {
        assertThat(Math.abs(order.get(place) - order.get(place - 1)))
            .as("distance at place %d of %d", place, count)
            .isGreaterThan(1);
      }
    }
  }

  @Test
  void orderIsTheSameEveryTime() throws Exception {
    sender.send(messages(ranges(9)));

    assertThat(queue.queued())
        .extracting(message -> message.chunk().chunk())
        .containsExactly(0, 3, 6, 1, 4, 7, 2, 5, 8);
  }

  @Test
  void anyMessagesAreQueuedApartFromTheirNeighbours() throws Exception {
    List<ChunkMessage> messages =
        IntStream.range(0, 9)
            .map(n -> 7 * n)
            .mapToObj(n -> new ChunkMessage(new ChunkId("run-" + n, n, n), new ByteRange(n, n + 1)))
            .toList();

    sender.send(messages);
    sender.send(List.of());

    assertThat(queue.queued())
        .containsExactlyElementsOf(
            IntStream.of(0, 3, 6, 1, 4, 7, 2, 5, 8).mapToObj(messages::get).toList());
    assertThat(queue.calls()).hasSize(1);
  }

  @Test
  void onlyWhatTheQueueRefusedIsSentAgain() throws Exception {
    queue.refuse(2, message -> message.chunk().chunk() % 2 == 1);

    sender.send(messages(ranges(4)));

    assertThat(queue.calls())
        .extracting(batch -> batch.stream().map(message -> message.chunk().chunk()).toList())
        .containsExactly(List.of(0, 2, 1, 3), List.of(1, 3), List.of(1, 3));
    assertThat(queue.queued())
        .extracting(message -> message.chunk().chunk())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(time.now()).as("it backed off").isAfter(START);
  }

  @Test
  void queueThatGoesOnRefusingIsGivenUp() {
    queue.refuse(Integer.MAX_VALUE, message -> message.chunk().chunk() == 2);

    assertThatThrownBy(() -> sender.send(messages(ranges(4))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the chunk queue refused 1 messages 8 times");
    assertThat(queue.calls()).hasSize(8);
  }

  @Test
  void queueThatTakesTheLastTryIsNotGivenUp() throws Exception {
    queue.refuse(7, message -> true);

    sender.send(messages(ranges(1)));

    assertThat(queue.calls()).hasSize(8);
    assertThat(queue.queued()).hasSize(1);
  }

  private static List<ChunkMessage> messages(List<ByteRange> ranges) {
    return IntStream.range(0, ranges.size())
        .mapToObj(n -> new ChunkMessage(new ChunkId("run-1", 3, n), ranges.get(n)))
        .toList();
  }

  private static List<ByteRange> ranges(int count) {
    return IntStream.range(0, count).mapToObj(n -> new ByteRange(n * 10L, n * 10L + 10)).toList();
  }

  /** Keeps what is sent to it, and refuses what it is told to. */
  private static final class Queue implements ChunkQueue {
    private final List<List<ChunkMessage>> calls = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<ChunkMessage> queued = new ArrayList<>();
    private Predicate<ChunkMessage> refused = message -> false;
    private int refusals;

    /** The next calls refuse the messages that match. */
    void refuse(int callsToRefuse, Predicate<ChunkMessage> matching) {
      refusals = callsToRefuse;
      refused = matching;
    }

    @Override
    public List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay) {
      assertThat(batch).hasSizeBetween(1, MAX_BATCH);
      calls.add(List.copyOf(batch));
      delays.add(delay);
      boolean refusing = refusals-- > 0;
      List<ChunkMessage> left = batch.stream().filter(m -> refusing && refused.test(m)).toList();
      batch.stream().filter(message -> !left.contains(message)).forEach(queued::add);
      return left;
    }

    @Override
    public void retryIn(String receipt, Duration delay) {
      throw new UnsupportedOperationException("nothing was received");
    }

    @Override
    public boolean isEmpty() {
      throw new UnsupportedOperationException("nobody asks");
    }

    List<List<ChunkMessage>> calls() {
      return calls;
    }

    List<ChunkMessage> queued() {
      return queued;
    }
  }
}
