package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.testing.Killed;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryTargetTableTest extends TargetTableContract {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final Instant NOW = Instant.EPOCH;
  private static final TableSchema TABLE =
      new TableSchema(
          "a-table",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/a-table",
          new KeySchema(new KeyAttribute("id", KeyType.S), null),
          List.of());

  private final InMemoryTargetTable tables = new InMemoryTargetTable(new ManualTime(NOW));
  private int created;

  @Override
  protected TargetTable tables() {
    return tables;
  }

  @Override
  protected String createTable(KeySchema key, List<IndexSchema> indexes) {
    created++;
    String name = "table-" + created;
    tables.create(
        new TableSchema(
            name, "arn:aws:dynamodb:eu-west-1:123456789012:table/" + name, key, indexes));
    return name;
  }

  @Override
  protected Optional<Item> read(TableSchema table, ItemKey key) {
    return tables.item(table.tableName(), key);
  }

  @Test
  void leavesUnprocessedWhatItWasToldTo() throws InterruptedException {
    tables.create(TABLE);
    tables.nextCalls(CallFate.leaving(2));
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a"), item("b"), item("c")));
      BatchResult result = settled(calls);

      assertThat(result.unprocessed()).containsExactly(item("b"), item("c"));
      assertThat(result.writeUnits()).isEqualTo(1);
    }
    assertThat(tables.items("a-table")).containsExactly(item("a"));
  }

  @Test
  void throttlesAWholeCall() throws InterruptedException {
    tables.create(TABLE);
    tables.nextCalls(CallFate.throttling());
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a")));
      BatchResult result = settled(calls);

      assertThat(result.unprocessed()).containsExactly(item("a"));
      assertThat(result.writeUnits()).isZero();
    }
    assertThat(tables.items("a-table")).isEmpty();
  }

  @Test
  void breaksBeforeOrAfterTheEffect() {
    tables.create(TABLE);
    tables.nextCalls(
        CallFate.before(InMemoryTargetTableTest::breakDown),
        CallFate.after(InMemoryTargetTableTest::breakDown));
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a")));
      calls.start(List.of(item("b")));

      assertThatThrownBy(() -> calls.await(LONG)).hasMessage("broken");
      assertThatThrownBy(() -> calls.await(LONG)).hasMessage("broken");
    }
    assertThat(tables.items("a-table")).containsExactly(item("b"));
  }

  @Test
  void writesNothingMoreForAnInvocationThatWasKilled() {
    tables.create(TABLE);
    tables.nextCalls(
        CallFate.before(
            () -> {
              throw new Killed();
            }));
    BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1));
    calls.start(List.of(item("a")));
    calls.start(List.of(item("b")));

    assertThatThrownBy(() -> calls.await(LONG)).isInstanceOf(Killed.class);
    calls.close();
    assertThat(tables.items("a-table")).isEmpty();
  }

  @Test
  void settlesInTheOrderItWasToldTo() throws InterruptedException {
    tables.create(TABLE);
    tables.settleInOrder(inFlight -> inFlight - 1);
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a")));
      calls.start(List.of(item("b")));

      assertThat(settled(calls).batch()).containsExactly(item("b"));
      assertThat(settled(calls).batch()).containsExactly(item("a"));
    }
  }

  @Test
  void countsCallsAndThoseInFlight() throws InterruptedException {
    tables.create(TABLE);
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      assertThat(tables.stillOpen()).isEqualTo(1);
      calls.start(List.of(item("a"), item("b")));
      calls.start(List.of(item("c")));
      calls.await(LONG);
      calls.await(LONG);
    }
    assertThat(tables.calls()).isEqualTo(2);
    assertThat(tables.batchSizes()).containsExactly(2, 1);
    assertThat(tables.maxInFlight()).isEqualTo(2);
    assertThat(tables.stillOpen()).isZero();
  }

  @Test
  void refusesACallerThatDoesNotKeepItsWord() {
    tables.create(TABLE);
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a")));
      assertThatThrownBy(() -> calls.start(List.of(item("a"))))
          .hasMessage("a key is in flight twice");
      for (int call = 1; call < calls.capacity(); call++) {
        calls.start(List.of(item("call " + call)));
      }
      assertThatThrownBy(() -> calls.start(List.of(item("one too many"))))
          .hasMessage("more calls in flight than the capacity");
    }
  }

  @Test
  void refusesATableAsItWasToldTo() {
    tables.create(TABLE);
    tables.refuse(Problem.NOT_ACTIVE, "a-table", "it is CREATING");

    assertThatThrownBy(() -> tables.schema("a-table"))
        .isInstanceOfSatisfying(
            TargetTableException.class,
            e ->
                assertThat(e.failure().sentence())
                    .isEqualTo(
                        "TargetTable: 'a-table' is not ACTIVE (it is CREATING). Let this resource"
                            + " depend on the table (DependsOn)."));
  }

  @Test
  void missesADroppedTableWhenItIsWritten() {
    tables.create(TABLE);
    tables.drop("a-table");
    try (BatchCalls calls = tables.open(TABLE, WriteMode.OVERWRITE, NOW.plusSeconds(1))) {
      calls.start(List.of(item("a")));
      assertThatThrownBy(() -> calls.await(LONG)).isInstanceOf(TargetTableException.class);
    }
  }

  private static void breakDown() {
    throw new IllegalStateException("broken");
  }

  private static Item item(String id) {
    return new Item(Map.of("id", new Value.S(id)));
  }

  private static BatchResult settled(BatchCalls calls) throws InterruptedException {
    return Objects.requireNonNull(calls.await(LONG));
  }
}
