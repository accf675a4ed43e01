package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.CallFate;
import io.stackseed.item.InMemoryTargetTable;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.Value;
import io.stackseed.time.LongestPauses;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(60);
  private static final TableSchema TABLE =
      new TableSchema(
          "orders",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
          new KeySchema(new KeyAttribute("id", KeyType.N), null),
          List.of());

  private final ManualTime time = new ManualTime(START);
  private final InMemoryTargetTable tables = new InMemoryTargetTable(time);

  @BeforeEach
  void createTable() {
    tables.create(TABLE);
  }

  @Test
  void writesInBatchesOfTwentyFiveAndARest() throws InterruptedException {
    List<Item> items = items(60);

    writeAll(items);

    assertThat(tables.batchSizes()).containsExactly(25, 25, 10);
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void makesNoCallForNoItems() throws InterruptedException {
    assertThat(writeAll(List.of())).isZero();

    assertThat(tables.calls()).isZero();
  }

  @Test
  void keepsAsManyCallsInFlightAsItMayAndNoMore() throws InterruptedException {
    writeAll(items(500));

    assertThat(tables.maxInFlight()).isEqualTo(4);
    assertThat(tables.calls()).isEqualTo(20);
  }

  @Test
  void theLastOfEqualKeysInABatchStays() throws InterruptedException {
    writeAll(List.of(item("1", "first"), item("2", "other"), item("1", "last")));

    assertThat(tables.batchSizes()).containsExactly(2);
    assertThat(tables.items("orders"))
        .containsExactlyInAnyOrder(item("1", "last"), item("2", "other"));
  }

  @Test
  void twoSpellingsOfOneNumberAreEqualKeys() throws InterruptedException {
    writeAll(List.of(item("1", "first"), item("1.0", "last")));

    assertThat(tables.items("orders")).containsExactly(item("1.0", "last"));
  }

  @Test
  void theLastOfEqualKeysStaysWhenTheEarlierOneIsInFlight() throws InterruptedException {
    tables.settleInOrder(inFlight -> inFlight - 1);
    try (BatchCalls calls = tables.open(TABLE, UNTIL)) {
      BatchWriter writer = writer(calls);
      for (Item item : items(50)) {
        writer.write(item);
      }
      assertThat(tables.calls()).isZero();

      writer.write(item("3", "last"));
      writer.finish();
    }
    assertThat(tables.batchSizes()).containsExactly(25, 25, 1);
    assertThat(read("3")).isEqualTo(item("3", "last"));
  }

  @Test
  void theLastOfEqualKeysStaysWhenTheEarlierOneIsUnprocessed() throws InterruptedException {
    tables.nextCalls(CallFate.leaving(25));
    try (BatchCalls calls = tables.open(TABLE, UNTIL)) {
      BatchWriter writer = writer(calls);
      for (Item item : items(25)) {
        writer.write(item);
      }
      writer.write(item("3", "last"));
      writer.finish();
    }
    assertThat(tables.batchSizes()).containsExactly(25, 25);
    assertThat(read("3")).isEqualTo(item("3", "last"));
  }

  @Test
  void sendsUnprocessedItemsAgainUntilAllAreIn() throws InterruptedException {
    tables.nextCalls(CallFate.leaving(24), CallFate.leaving(10), CallFate.leaving(1));
    List<Item> items = items(25);

    writeAll(items);

    assertThat(tables.batchSizes()).containsExactly(25, 24, 10, 1);
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void pausesBeforeItSendsAgainAndNotOtherwise() throws InterruptedException {
    writeAll(items(100));
    assertThat(time.now()).isEqualTo(START);

    tables.nextCalls(CallFate.leaving(24));
    writeAll(items(25));
    assertThat(time.now()).isEqualTo(START.plusMillis(50));
  }

  @Test
  void pausesTwiceAsLongWhileNothingIsTakenAndBrieflyOnceSomethingIs() throws InterruptedException {
    tables.nextCalls(
        CallFate.throttling(),
        CallFate.throttling(),
        CallFate.throttling(),
        CallFate.leaving(5),
        CallFate.leaving(5),
        CallFate.leaving(1));

    writeAll(items(25));

    assertThat(tables.batchSizes()).containsExactly(25, 25, 25, 25, 5, 5, 1);
    assertThat(Duration.between(START, time.now()).toMillis())
        .isEqualTo(50 + 100 + 200 + 50 + 100 + 50);
  }

  @Test
  void pausesBrieflyAgainOnceACallWasTakenWhole() throws InterruptedException {
    tables.nextCalls(
        CallFate.throttling(), CallFate.throttling(), CallFate.taken(), CallFate.throttling());
    try (BatchCalls calls = tables.open(TABLE, UNTIL)) {
      BatchWriter writer = writer(calls);
      for (Item item : items(50)) {
        writer.write(item);
        writer.finish();
      }
    }
    assertThat(Duration.between(START, time.now()).toMillis()).isEqualTo(50 + 100 + 50);
  }

  @Test
  void losesNothingWhenWholeCallsAreThrottled() throws InterruptedException {
    tables.nextCalls(
        CallFate.throttling(), CallFate.throttling(), CallFate.throttling(), CallFate.throttling());
    List<Item> items = items(130);

    writeAll(items);

    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void givesUpInTimeWhenTheTableTakesNothing() {
    tables.laterCalls(CallFate::throttling);

    assertThatThrownBy(() -> writeAll(items(60)))
        .isInstanceOf(OutOfTimeException.class)
        .hasMessage("the table did not take the chunk's items in the time of one invocation");

    assertThat(time.now()).isBefore(UNTIL).isAfter(UNTIL.minusSeconds(6));
    assertThat(tables.items("orders")).isEmpty();
    assertThat(tables.stillOpen()).isZero();
  }

  @Test
  void givesUpInTimeWhenOneItemIsLeftUnprocessedForEver() {
    tables.nextCalls(CallFate.leaving(1));
    tables.laterCalls(() -> CallFate.leaving(1));

    assertThatThrownBy(() -> writeAll(items(25))).isInstanceOf(OutOfTimeException.class);

    assertThat(time.now()).isBefore(UNTIL);
    assertThat(tables.items("orders")).hasSize(24);
  }

  @Test
  void startsNoCallWhenTheTimeIsOver() {
    time.advance(Duration.ofSeconds(60));

    assertThatThrownBy(() -> writeAll(items(1))).isInstanceOf(OutOfTimeException.class);

    assertThat(tables.calls()).isZero();
  }

  @Test
  void startsACallInTheLastMillisecond() throws InterruptedException {
    time.advance(Duration.ofSeconds(60).minusMillis(1));

    writeAll(items(1));

    assertThat(tables.items("orders")).hasSize(1);
  }

  @Test
  void addsUpTheWriteUnitsOfAllCalls() throws InterruptedException {
    tables.nextCalls(CallFate.leaving(5), CallFate.throttling());
    List<Item> items = items(30);

    assertThat(writeAll(items)).isEqualTo(30);
    assertThat(writeAll(List.of(item("1", "x".repeat(2048))))).isEqualTo(3);
  }

  @Test
  void passesOnWhatTheTableRefuses() {
    tables.drop("orders");

    assertThatThrownBy(() -> writeAll(items(26)))
        .isInstanceOf(TargetTableException.class)
        .hasMessage("table orders: MISSING ");
  }

  @Test
  void passesOnAFailedCall() {
    tables.nextCalls(
        CallFate.before(
            () -> {
              throw new IllegalStateException("connection reset");
            }));

    assertThatThrownBy(() -> writeAll(items(1))).hasMessage("connection reset");
  }

  private double writeAll(List<Item> items) throws InterruptedException {
    try (BatchCalls calls = tables.open(TABLE, UNTIL)) {
      BatchWriter writer = writer(calls);
      for (Item item : items) {
        writer.write(item);
      }
      return writer.finish();
    }
  }

  private BatchWriter writer(BatchCalls calls) {
    return new BatchWriter(calls, TABLE, LongestPauses.backoff(time), time, UNTIL);
  }

  private Item read(String id) {
    return tables.item("orders", new ItemKey(new Value.N(id), null)).orElseThrow();
  }

  private static List<Item> items(int count) {
    return IntStream.range(0, count).mapToObj(id -> item(Integer.toString(id), "v")).toList();
  }

  private static Item item(String id, String value) {
    return new Item(Map.of("id", new Value.N(id), "value", new Value.S(value)));
  }
}
