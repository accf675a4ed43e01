package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryQueuesTest {
  private static final Duration VISIBILITY = Duration.ofMinutes(9);

  private final ManualTime time = new ManualTime(Instant.EPOCH);
  private final InMemoryChunkQueue chunks = new InMemoryChunkQueue(time, VISIBILITY);
  private final InMemorySplitQueue splits = new InMemorySplitQueue(time, VISIBILITY);

  @Test
  void handsMessagesOutUntilTheyAreDeleted() {
    chunks.send(List.of(message(0), message(1)), Duration.ZERO);

    Delivery<ChunkMessage> first = chunks.receive().orElseThrow();
    Delivery<ChunkMessage> second = chunks.receive().orElseThrow();
    assertThat(first.message()).isEqualTo(message(0));
    assertThat(second.message()).isEqualTo(message(1));
    assertThat(chunks.receive()).isEmpty();

    chunks.delete(first.receipt());
    time.advance(VISIBILITY);
    assertThat(chunks.receive().orElseThrow().message()).isEqualTo(message(1));
    assertThat(chunks.receive()).isEmpty();
  }

  @Test
  void handsAMessageOutAgainWhenItIsAskedTo() {
    chunks.send(List.of(message(0)), Duration.ZERO);
    Delivery<ChunkMessage> delivery = chunks.receive().orElseThrow();
    chunks.retryIn(delivery.receipt(), Duration.ofSeconds(5));

    assertThat(chunks.receive()).isEmpty();
    assertThat(chunks.nextVisible()).contains(Instant.ofEpochSecond(5));
    time.advance(Duration.ofSeconds(5));
    assertThat(chunks.receive().orElseThrow().receipt()).isNotEqualTo(delivery.receipt());
  }

  @Test
  void isEmptyOnceEveryMessageIsDeleted() {
    assertThat(chunks.isEmpty()).isTrue();
    chunks.send(List.of(message(0)), Duration.ZERO);
    assertThat(chunks.isEmpty()).isFalse();
    Delivery<ChunkMessage> delivery = chunks.receive().orElseThrow();
    assertThat(chunks.isEmpty()).as("it is being worked on").isFalse();
    chunks.delete(delivery.receipt());

    assertThat(chunks.isEmpty()).isTrue();
  }

  @Test
  void refusesTheEndOfABatch() {
    chunks.nextSends(SendFate.refusing(2));

    assertThat(chunks.send(List.of(message(0), message(1), message(2)), Duration.ZERO))
        .containsExactly(message(1), message(2));
    assertThat(chunks.sent()).containsExactly(message(0));
    assertThat(chunks.calls()).isEqualTo(1);
  }

  @Test
  void refusesBatchesThatSqsRefuses() {
    assertThatThrownBy(() -> chunks.send(List.of(), Duration.ZERO))
        .hasMessage("0 messages in a batch");
    assertThatThrownBy(() -> chunks.send(Collections.nCopies(11, message(0)), Duration.ZERO))
        .hasMessage("11 messages in a batch");
  }

  @Test
  void breaksBeforeOrAfterTheEffect() {
    chunks.nextSends(
        SendFate.before(InMemoryQueuesTest::breakDown),
        SendFate.after(InMemoryQueuesTest::breakDown));

    assertThatThrownBy(() -> chunks.send(List.of(message(0)), Duration.ZERO)).hasMessage("broken");
    assertThatThrownBy(() -> chunks.send(List.of(message(1)), Duration.ZERO)).hasMessage("broken");
    assertThat(chunks.sent()).containsExactly(message(1));
  }

  @Test
  void splitsAreQueuedAndHandedOutAlike() {
    splits.nextSends(SendFate.before(InMemoryQueuesTest::breakDown), SendFate.taken());
    assertThatThrownBy(() -> splits.send(List.of(new ObjectId("run", 0)))).hasMessage("broken");
    splits.send(List.of(new ObjectId("run", 1)));

    assertThat(splits.sent()).containsExactly(new ObjectId("run", 1));
    Delivery<ObjectId> delivery = splits.receive().orElseThrow();
    assertThat(splits.receive()).isEmpty();
    splits.retryIn(delivery.receipt(), Duration.ZERO);
    Delivery<ObjectId> again = splits.receive().orElseThrow();
    splits.delete(again.receipt());
    assertThat(splits.nextVisible()).isEmpty();
  }

  private static void breakDown() {
    throw new IllegalStateException("broken");
  }

  private static ChunkMessage message(int chunk) {
    return new ChunkMessage(new ChunkId("run", 0, chunk), new ByteRange(0, 10));
  }
}
