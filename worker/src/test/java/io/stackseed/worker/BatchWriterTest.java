package io.stackseed.worker;

import static io.stackseed.worker.Unsettled.Fate.REJECTED;
import static io.stackseed.worker.Unsettled.Fate.SKIPPED;
import static io.stackseed.worker.Unsettled.Fate.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.stackseed.item.WriteMode;
import io.stackseed.run.InMemoryWriteSchedule;
import io.stackseed.time.LongestPauses;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant STOP_AT = START.plusSeconds(60);
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

  // Batches

  @Test
  void writesInBatchesOfTwentyFiveAndARest() throws InterruptedException {
    List<Item> items = items(60);

    writeAll(items);

    assertThat(tables.batchSizes()).containsExactly(25, 25, 10);
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void makesNoCallForNoItems() throws InterruptedException {
    writeAll(List.of());

    assertThat(tables.calls()).isZero();
  }

  @Test
  void aCallTakesAMebibyteAtMost() throws InterruptedException {
    String large = "x".repeat(300 << 10);

    writeAll(IntStream.range(0, 7).mapToObj(id -> item(Integer.toString(id), large)).toList());

    assertThat(tables.batchSizes()).containsExactly(3, 3, 1);
  }

  @Test
  void keepsSeveralCallsInFlightAndMoreTheMoreTheTableTakes() throws InterruptedException {
    writeAll(items(2_500));

    assertThat(tables.maxInFlight()).isEqualTo(32);
    assertThat(tables.calls()).isEqualTo(100);
  }

  @Test
  void makesFewerCallsAtOnceWhenTheTableThrottles() throws InterruptedException {
    tables.laterCalls(() -> CallFate.leaving(5));
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      for (Item item : items(2_500)) {
        writing.write(item);
      }
      writing.writer().finish();

      assertThat(tables.maxInFlight()).isLessThanOrEqualTo(4);
    }
  }

  // Equal keys

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
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      for (Item item : items(50)) {
        writing.write(item);
      }
      assertThat(tables.calls()).isZero();

      writing.write(item("3", "later"));
      writing.write(item("3", "last"));
      writing.writer().finish();

      assertThat(writing.fates()).hasSize(52).containsOnly(WRITTEN);
    }
    assertThat(tables.batchSizes()).containsExactly(25, 25, 1);
    assertThat(read("3")).isEqualTo(item("3", "last"));
  }

  @Test
  void theLastOfEqualKeysStaysWhenTheEarlierOneIsUnprocessed() throws InterruptedException {
    tables.nextCalls(CallFate.leaving(25));
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      for (Item item : items(25)) {
        writing.write(item);
      }
      writing.write(item("3", "last"));
      writing.writer().finish();

      assertThat(writing.fates()).hasSize(26).containsOnly(WRITTEN);
    }
    assertThat(tables.batchSizes()).containsExactly(25, 25);
    assertThat(read("3")).isEqualTo(item("3", "last"));
  }

  @Test
  void aRecordIsSettledOnlyWithTheOneThatTookItsPlace() throws InterruptedException {
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.write(item("1", "first"));
      writing.write(item("1", "last"));
      assertThat(writing.fates()).containsExactly(null, null);

      writing.writer().finish();

      assertThat(writing.fates()).containsExactly(WRITTEN, WRITTEN);
    }
  }

  // What is left unprocessed

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
  void pausesTwiceAsLongEachTimeAnItemIsLeft() throws InterruptedException {
    tables.nextCalls(CallFate.throttling(), CallFate.throttling(), CallFate.leaving(5));

    writeAll(items(25));

    assertThat(tables.batchSizes()).containsExactly(25, 25, 25, 5);
    assertThat(Duration.between(START, time.now()).toMillis()).isEqualTo(50 + 100 + 200);
  }

  @Test
  void othersGoOnWhileItemsRest() throws InterruptedException {
    tables.nextCalls(CallFate.throttling());
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      for (Item item : items(200)) {
        writing.write(item);
      }
      assertThat(time.now()).isEqualTo(START);
      assertThat(tables.items("orders")).hasSizeGreaterThan(25);

      writing.writer().finish();
    }
    assertThat(tables.items("orders")).hasSize(200);
  }

  @Test
  void losesNothingWhenWholeCallsAreThrottled() throws InterruptedException {
    tables.nextCalls(
        CallFate.throttling(), CallFate.throttling(), CallFate.throttling(), CallFate.throttling());
    List<Item> items = items(130);

    writeAll(items);

    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  // Existing items

  @Test
  void leavesAnExistingItemAloneAndCountsOneThatIsOurs() throws InterruptedException {
    writeAll(List.of(item("1", "theirs"), item("2", "same")));

    try (Writing writing = writing(WriteMode.SKIP_EXISTING)) {
      writing.writeAll(List.of(item("1", "ours"), item("2.0", "same"), item("3", "new")));

      assertThat(writing.fates()).containsExactly(SKIPPED, WRITTEN, WRITTEN);
    }
    assertThat(tables.items("orders"))
        .containsExactly(item("1", "theirs"), item("2", "same"), item("3", "new"));
  }

  @Test
  void theFirstOfEqualKeysStaysWhereExistingItemsAreSkipped() throws InterruptedException {
    tables.nextCalls(CallFate.throttling());
    try (Writing writing = writing(WriteMode.SKIP_EXISTING)) {
      writing.writeAll(
          List.of(item("1", "first"), item("1", "second"), item("1", "first"), item("2", "b")));

      assertThat(writing.fates()).containsExactly(WRITTEN, SKIPPED, WRITTEN, WRITTEN);
    }
    assertThat(tables.batchSizes()).containsOnly(1);
    assertThat(read("1")).isEqualTo(item("1", "first"));
  }

  // What the table refuses

  @Test
  void oneItemThatTheTableRefusesIsRejectedAloneAndTheOthersAreWritten()
      throws InterruptedException {
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.writeAll(
          List.of(item("1", "a"), new Item(Map.of("id", new Value.S("x"))), item("2", "b")));

      assertThat(writing.fates()).containsExactly(WRITTEN, REJECTED, WRITTEN);
      assertThat(writing.reason(1))
          .isEqualTo("the table refused it: key 'id' is S, the table wants N");
    }
    assertThat(tables.batchSizes()).containsExactly(3, 1, 1, 1);
    assertThat(tables.items("orders")).containsExactly(item("1", "a"), item("2", "b"));
  }

  @Test
  void aRefusedItemsCallIsMadeAloneAgainWhenItIsThrottled() throws InterruptedException {
    tables.nextCalls(CallFate.refusing("no"), CallFate.throttling(), CallFate.throttling());
    List<Item> items = items(2);

    writeAll(items);

    assertThat(tables.batchSizes()).containsExactly(2, 1, 1, 1, 1);
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void theItemThatARefusedOneHadReplacedIsWrittenInItsPlace() throws InterruptedException {
    tables.nextCalls(CallFate.refusing("no"));
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.writeAll(List.of(item("1", "first"), item("1", "refused")));

      assertThat(writing.fates()).containsExactly(WRITTEN, REJECTED);
    }
    assertThat(read("1")).isEqualTo(item("1", "first"));
  }

  @Test
  void theSuccessorOfARefusedItemTakesThePlaceOfThoseItHadReplaced() throws InterruptedException {
    tables.nextCalls(CallFate.refusing("no"), CallFate.refusing("no"));
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.write(item("3", "replaced"));
      writing.write(item("3", "refused"));
      for (int id = 100; id < 124; id++) {
        writing.write(item(Integer.toString(id), "v"));
      }
      writing.write(item("3", "last"));
      writing.writer().finish();

      assertThat(writing.fates().subList(0, 2)).containsExactly(WRITTEN, REJECTED);
      assertThat(writing.fates().get(26)).isEqualTo(WRITTEN);
    }
    assertThat(read("3")).isEqualTo(item("3", "last"));
  }

  @Test
  void passesOnThatTheTableIsGone() {
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

  // When it stops

  @Test
  void givesUpForNowWhenTheTableTakesNothing() throws InterruptedException {
    tables.laterCalls(CallFate::throttling);

    assertThat(halt(items(60))).isEqualTo(new Halt.Starved());

    assertThat(time.now()).isBetween(START.plusSeconds(15), START.plusSeconds(20));
    assertThat(tables.items("orders")).isEmpty();
  }

  @Test
  void goesOnAsLongAsTheTableTakesALittle() throws InterruptedException {
    tables.laterCalls(
        () -> {
          time.advance(Duration.ofSeconds(14));
          return CallFate.leaving(24);
        });

    assertThat(halt(items(60))).isEqualTo(new Halt.OutOfTime());

    assertThat(time.now()).isBetween(STOP_AT, STOP_AT.plusSeconds(14));
  }

  @Test
  void startsNoCallWhenTheTimeIsOver() throws InterruptedException {
    time.advance(Duration.ofSeconds(60));

    assertThat(halt(items(1))).isEqualTo(new Halt.OutOfTime());

    assertThat(tables.calls()).isZero();
  }

  @Test
  void startsACallInTheLastMillisecond() throws InterruptedException {
    time.advance(Duration.ofSeconds(60).minusMillis(1));

    writeAll(items(1));

    assertThat(tables.items("orders")).hasSize(1);
  }

  @Test
  void stopsWithinSecondsWhenTheRunHasEnded() throws InterruptedException {
    tables.laterCalls(
        () -> {
          time.advance(Duration.ofSeconds(1));
          return CallFate.taken();
        });
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.endRun();
      writing.writeAll(items(2_000));

      assertThat(writing.writer().halt()).isEqualTo(new Halt.RunEnded());
    }
    assertThat(tables.items("orders")).hasSizeLessThan(500);
  }

  // Units

  @Test
  void addsUpTheWriteUnitsOfAllCalls() throws InterruptedException {
    tables.nextCalls(CallFate.leaving(5), CallFate.throttling());

    assertThat(writeAll(items(30))).isEqualTo(30);
    assertThat(writeAll(List.of(item("1", "x".repeat(2048))))).isEqualTo(3);
  }

  @Test
  void keepsToACapOnTheWriteUnits() throws InterruptedException {
    try (Writing writing = capped(10, new InMemoryWriteSchedule())) {
      writing.writeAll(items(300));

      assertThat(writing.writer().halt()).isNull();
    }
    assertThat(Duration.between(START, time.now())).isBetween(seconds(29), seconds(31));
  }

  @Test
  void aCapBelowTheUnitsOfOneItemOnlyTakesItsTime() throws InterruptedException {
    String fiveUnits = "x".repeat(4 * 1024 + 500);
    try (Writing writing = capped(2, new InMemoryWriteSchedule())) {
      writing.writeAll(
          IntStream.range(0, 9).mapToObj(id -> item(Integer.toString(id), fiveUnits)).toList());

      assertThat(writing.writer().halt()).isNull();
    }
    assertThat(tables.items("orders")).hasSize(9);
    assertThat(Duration.between(START, time.now())).isBetween(seconds(20), seconds(21));
  }

  @Test
  void givesUpForNowWhenOthersUseTheCap() throws InterruptedException {
    InMemoryWriteSchedule schedule = new InMemoryWriteSchedule();
    schedule.reserve("run-1", seconds(7), START, START.plusSeconds(5));
    try (Writing writing = capped(10, schedule)) {
      writing.writeAll(items(1));

      assertThat(writing.writer().halt()).isEqualTo(new Halt.Capped(START.plusSeconds(7)));
    }
    assertThat(tables.calls()).isZero();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private double writeAll(List<Item> items) throws InterruptedException {
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.writeAll(items);
      assertThat(writing.writer().halt()).isNull();
      assertThat(writing.fates()).allMatch(fate -> fate == WRITTEN);
      return writing.writer().writeUnits();
    } finally {
      assertThat(tables.stillOpen()).isZero();
    }
  }

  private @Nullable Halt halt(List<Item> items) throws InterruptedException {
    try (Writing writing = writing(WriteMode.OVERWRITE)) {
      writing.writeAll(items);
      writing.writer().settleInFlight();
      return writing.writer().halt();
    }
  }

  private Writing writing(WriteMode mode) {
    return new Writing(tables, TABLE, mode, LongestPauses.backoff(time), time, STOP_AT);
  }

  private Writing capped(long unitsPerSecond, InMemoryWriteSchedule schedule) {
    return new Writing(
        tables,
        TABLE,
        WriteMode.OVERWRITE,
        unitsPerSecond,
        schedule,
        LongestPauses.backoff(time),
        time,
        STOP_AT);
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
