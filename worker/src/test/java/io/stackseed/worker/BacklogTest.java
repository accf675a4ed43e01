package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.format.RawRecord;
import io.stackseed.format.Reject;
import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import io.stackseed.worker.Backlog.Batch;
import io.stackseed.worker.Unsettled.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final int KIB = 1024;

  private final Backlog backlog = new Backlog(WriteMode.OVERWRITE);

  @Test
  void ofEqualKeysTheLastOneGoesForAllOfThem() {
    Unsettled first = item("a", 1);
    Unsettled last = item("a", 1);
    backlog.add(first);
    backlog.add(last);

    Batch batch = taken();
    settle(batch);

    assertThat(batch.items()).containsExactly(last);
    assertThat(first.fate()).isEqualTo(Fate.WRITTEN);
    assertThat(backlog.isSettled()).isTrue();
  }

  @Test
  void whereItemsAreSkippedTheFirstOneGoesFirst() {
    Backlog skipping = new Backlog(WriteMode.SKIP_EXISTING);
    Unsettled first = item("a", 1);
    skipping.add(first);
    skipping.add(item("a", 1));
    skipping.add(item("a", 1));

    Batch batch = next(skipping);

    assertThat(batch.items()).containsExactly(first);
    for (int settled = 0; settled < 3; settled++) {
      assertThat(skipping.isSettled()).isFalse();
      Batch one = next(skipping);
      skipping.take(one);
      assertThat(one.items()).hasSize(1);
      assertThat(skipping.next(25, units -> true)).isNull();
      one.items().forEach(skipping::settle);
    }
    assertThat(skipping.isSettled()).isTrue();
  }

  @Test
  void whatIsReplacedBeforeItGoesTakesNoRoom() {
    for (int same = 0; same < 5; same++) {
      backlog.add(item("a", 300 * KIB));
    }

    assertThat(backlog.fills(25)).isFalse();
  }

  @Test
  void aMebibyteFillsACall() {
    backlog.add(item("a", 600 * KIB));
    assertThat(backlog.fills(25)).isFalse();

    backlog.add(item("b", 600 * KIB));

    assertThat(backlog.fills(25)).isTrue();
    assertThat(taken().items()).hasSize(1);
    assertThat(backlog.fills(25)).isFalse();
  }

  @Test
  void anItemThatNoCallAdmitsGoesAlone() {
    Unsettled large = item("a", 300 * KIB);
    backlog.add(large);
    backlog.add(item("b", 1));

    Batch batch = Objects.requireNonNull(backlog.next(25, units -> units < 10));

    assertThat(batch.items()).containsExactly(large);
    assertThat(batch.isAlone()).isFalse();
  }

  @Test
  void restsUntilItsTime() {
    backlog.add(item("a", 1));
    Batch batch = taken();

    backlog.rest(batch, NOW.plusSeconds(1));

    backlog.wake(NOW.plusMillis(999));
    assertThat(backlog.next(25, units -> true)).isNull();
    assertThat(backlog.isSettled()).isFalse();
    assertThat(backlog.wakesAt()).isEqualTo(NOW.plusSeconds(1));
    backlog.wake(NOW.plusSeconds(1));
    assertThat(next(backlog)).isEqualTo(batch);
    assertThat(backlog.wakesAt()).isNull();
  }

  @Test
  void whatCameWhileAnItemRestedGoesInItsPlace() {
    Unsettled first = item("a", 1);
    backlog.add(first);
    backlog.rest(taken(), NOW);
    Unsettled second = item("a", 1);
    backlog.add(second);

    backlog.wake(NOW);
    Batch batch = taken();
    settle(batch);

    assertThat(batch.items()).containsExactly(second);
    assertThat(first.fate()).isEqualTo(Fate.WRITTEN);
    assertThat(backlog.isSettled()).isTrue();
  }

  @Test
  void aDividedBatchGoesItemByItemEvenAfterAPause() {
    backlog.add(item("a", 1));
    backlog.add(item("b", 1));
    backlog.divide(taken());

    Batch first = taken();
    backlog.rest(first, NOW.plusSeconds(1));
    Batch second = taken();
    backlog.wake(NOW.plusSeconds(1));

    assertThat(first.items()).hasSize(1);
    assertThat(second.items()).hasSize(1);
    assertThat(next(backlog)).isEqualTo(first);
    assertThat(first.isAlone()).isTrue();
  }

  /** However many of them, and whenever they came. */
  @Test
  void afterARejectedItemTheOneBeforeItGoesAndTheLastOneStays() {
    Unsettled first = item("a", 1);
    Unsettled refused = item("a", 1);
    backlog.add(first);
    backlog.add(refused);
    backlog.divide(taken());
    Batch alone = taken();
    Unsettled third = item("a", 1);
    backlog.add(third);

    backlog.reject(refused, new Reject(0, RejectCode.REFUSED, "no"));
    Unsettled last = item("a", 1);
    backlog.add(last);
    Batch batch = taken();
    settle(batch);

    assertThat(alone.items()).containsExactly(refused);
    assertThat(batch.items()).containsExactly(last);
    assertThat(List.of(first, third)).allMatch(item -> item.fate() == Fate.WRITTEN);
    assertThat(refused.fate()).isEqualTo(Fate.REJECTED);
    assertThat(backlog.isSettled()).isTrue();
  }

  private Batch taken() {
    Batch batch = next(backlog);
    backlog.take(batch);
    return batch;
  }

  private void settle(Batch batch) {
    for (Unsettled item : batch.items()) {
      item.written();
      backlog.settle(item);
    }
  }

  private static Batch next(Backlog backlog) {
    return Objects.requireNonNull(backlog.next(25, units -> true));
  }

  private static Unsettled item(String key, int bytes) {
    Unsettled record = new Unsettled(0, 0);
    Value id = new Value.S(key);
    Item item = new Item(Map.of("id", id, "x", new Value.S("x".repeat(bytes))));
    record.become(item, new ItemKey(id, null), new RawRecord(Binary.of(new byte[0]), false));
    return record;
  }
}
