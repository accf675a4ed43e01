package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.TargetTableException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TargetTable} does. A subclass makes tables and reads items back; all the rest
 * goes through the port.
 */
public abstract class TargetTableContract {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final KeySchema BY_ID = new KeySchema(new KeyAttribute("id", KeyType.S), null);
  private static final KeySchema BY_SHOP_AND_NUMBER =
      new KeySchema(new KeyAttribute("shop", KeyType.S), new KeyAttribute("number", KeyType.N));

  protected abstract TargetTable tables();

  /**
   * Makes an empty table that is ready for use.
   *
   * @return its name, used for no other table
   */
  protected abstract String createTable(KeySchema key, List<IndexSchema> indexes);

  /** The item of a key, read consistently; its attributes in any order. */
  protected abstract Optional<Item> read(TableSchema table, ItemKey key);

  @Test
  void describesATableWithAPartitionKey() {
    String name = createTable(BY_ID, List.of());

    TableSchema schema = tables().schema(name);

    assertThat(schema.tableName()).isEqualTo(name);
    assertThat(schema.tableArn()).startsWith("arn:").endsWith(":table/" + name);
    assertThat(schema.key()).isEqualTo(BY_ID);
    assertThat(schema.indexes()).isEmpty();
  }

  @Test
  void describesATableWithASortKeyAndAnIndex() {
    IndexSchema index =
        new IndexSchema(
            "by-day",
            new KeySchema(new KeyAttribute("day", KeyType.N), new KeyAttribute("shop", KeyType.S)));
    String name = createTable(BY_SHOP_AND_NUMBER, List.of(index));

    TableSchema schema = tables().schema(name);

    assertThat(schema.key()).isEqualTo(BY_SHOP_AND_NUMBER);
    assertThat(schema.indexes()).containsExactly(index);
  }

  @Test
  void saysThatATableIsMissing() {
    assertThatThrownBy(() -> tables().schema("no-such-table"))
        .isInstanceOfSatisfying(
            TargetTableException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(Problem.MISSING);
              assertThat(e.failure().sentence())
                  .isEqualTo(
                      "TargetTable: 'no-such-table' does not exist. Create it before this"
                          + " resource, or correct the name.");
            });
  }

  @Test
  void writesEveryItemOfAFullBatch() throws InterruptedException {
    TableSchema table = tableById();
    List<Item> batch = IntStream.range(0, 25).mapToObj(i -> item("item " + i, "v" + i)).toList();

    BatchResult result = write(table, batch);

    assertThat(result.batch()).isEqualTo(batch);
    assertThat(result.unprocessed()).isEmpty();
    for (Item item : batch) {
      assertThat(read(table, ItemKey.of(item, table))).contains(item);
    }
  }

  @Test
  void countsTheWriteUnitsOfACall() throws InterruptedException {
    TableSchema table = tableById();

    BatchResult result =
        write(table, List.of(item("a", "small"), item("b", "x".repeat(1500)), item("c", "small")));

    assertThat(result.writeUnits()).isEqualTo(4);
  }

  @Test
  void replacesAnItemAsAWhole() throws InterruptedException {
    TableSchema table = tableById();
    write(table, List.of(new Item(Map.of("id", s("a"), "old", s("gone after the next write")))));

    write(table, List.of(item("a", "new")));

    assertThat(read(table, new ItemKey(s("a"), null))).contains(item("a", "new"));
  }

  @Test
  void keepsEveryTypeOfValueAndEveryDigit() throws InterruptedException {
    TableSchema table = tableById();
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put("id", s("every type"));
    attributes.put("empty", s(""));
    attributes.put("astral", s("𝄞 é ☃"));
    attributes.put("digits", new Value.N("12345678901234567890123456789012345678"));
    attributes.put("fraction", new Value.N("-0.1"));
    attributes.put("true", new Value.Bool(true));
    attributes.put("null", new Value.Null());
    attributes.put("list", new Value.L(List.of(s("a"), new Value.N("1"), new Value.L(List.of()))));
    attributes.put("map", new Value.M(Map.of("inner", new Value.M(Map.of()))));
    Item item = new Item(attributes);

    write(table, List.of(item));

    assertThat(read(table, ItemKey.of(item, table))).contains(item);
  }

  @Test
  void keepsItemsApartBySortKey() throws InterruptedException {
    TableSchema table = tables().schema(createTable(BY_SHOP_AND_NUMBER, List.of()));
    Item first = new Item(Map.of("shop", s("north"), "number", new Value.N("1"), "v", s("one")));
    Item second = new Item(Map.of("shop", s("north"), "number", new Value.N("2"), "v", s("two")));

    write(table, List.of(first, second));

    assertThat(read(table, ItemKey.of(first, table))).contains(first);
    assertThat(read(table, ItemKey.of(second, table))).contains(second);
  }

  @Test
  void refusesACallWithTwoEqualKeysAndWritesNothingOfIt() throws InterruptedException {
    TableSchema table = tableById();

    assertRefused(table, item("a", "1"), item("b", "2"), item("a", "3"));

    assertThat(read(table, new ItemKey(s("a"), null))).isEmpty();
    assertThat(read(table, new ItemKey(s("b"), null))).isEmpty();
  }

  @Test
  void refusesTwoSpellingsOfOneNumberAsTheSameKey() throws InterruptedException {
    TableSchema table = tables().schema(createTable(BY_SHOP_AND_NUMBER, List.of()));
    Item one = new Item(Map.of("shop", s("north"), "number", new Value.N("1")));
    Item same = new Item(Map.of("shop", s("north"), "number", new Value.N("1.0")));

    assertRefused(table, one, same);
  }

  @Test
  void refusesACallWithOneInvalidItemAndWritesNothingOfIt() throws InterruptedException {
    TableSchema table = tableById();
    Item wrongType = new Item(Map.of("id", new Value.N("7")));

    assertRefused(table, item("a", "1"), wrongType);

    assertThat(read(table, new ItemKey(s("a"), null))).isEmpty();
  }

  @Test
  void saysThatTheTableIsMissingWhenItIsWritten() {
    TableSchema gone =
        new TableSchema(
            "gone-meanwhile",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/gone-meanwhile",
            BY_ID,
            List.of());

    assertThatThrownBy(() -> write(gone, List.of(item("a", "1"))))
        .isInstanceOfSatisfying(
            TargetTableException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING));
  }

  @Test
  void startsNoCallWhenItsTimeIsOver() {
    TableSchema table = tableById();

    assertThatThrownBy(
            () -> {
              try (BatchCalls calls = tables().open(table, WriteMode.OVERWRITE, Instant.EPOCH)) {
                calls.start(List.of(item("a", "1")));
                calls.await(LONG);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no time is left for a call");
    assertThat(read(table, new ItemKey(s("a"), null))).isEmpty();
  }

  @Test
  void takesAsManyCallsAtOnceAsItsCapacity() throws InterruptedException {
    TableSchema table = tableById();
    List<Item> started = new ArrayList<>();
    List<Item> written = new ArrayList<>();
    try (BatchCalls calls = open(table)) {
      assertThat(calls.capacity()).isPositive();
      for (int call = 0; call < calls.capacity(); call++) {
        started.add(item("call " + call, "v"));
        calls.start(List.of(started.get(call)));
      }
      for (int call = 0; call < calls.capacity(); call++) {
        written.addAll(Objects.requireNonNull(calls.await(LONG)).batch());
      }
    }
    assertThat(written).containsExactlyInAnyOrderElementsOf(started);
    for (Item item : written) {
      assertThat(read(table, ItemKey.of(item, table))).contains(item);
    }
  }

  @Test
  void closesWhenTheCallsInFlightAreSettled() {
    TableSchema table = tableById();
    try (BatchCalls calls = open(table)) {
      calls.start(List.of(item("a", "1")));
    }

    assertThat(read(table, new ItemKey(s("a"), null))).contains(item("a", "1"));
  }

  @Test
  void aRefusedCallLeavesTheOthersToBeAwaited() throws InterruptedException {
    TableSchema table = tableById();
    int refused = 0;
    int written = 0;
    try (BatchCalls calls = open(table)) {
      calls.start(List.of(item("a", "1"), item("a", "2")));
      calls.start(List.of(item("b", "1")));
      for (int call = 0; call < 2; call++) {
        BatchResult result = Objects.requireNonNull(calls.await(LONG));
        if (result.refusal() == null) {
          written += result.batch().size();
        } else {
          refused++;
        }
      }
    }
    assertThat(refused).isEqualTo(1);
    assertThat(written).isEqualTo(1);
  }

  @Test
  void takesTwentyFiveItemsACallOrOneWhereExistingItemsAreSkipped() {
    TableSchema table = tableById();

    try (BatchCalls batches = open(table);
        BatchCalls puts = open(table, WriteMode.SKIP_EXISTING)) {
      assertThat(batches.batchSize()).isEqualTo(25);
      assertThat(puts.batchSize()).isEqualTo(1);
    }
  }

  @Test
  void skipsAnExistingItemAndLeavesItAsItIs() throws InterruptedException {
    TableSchema table = tableById();
    write(table, List.of(item("a", "theirs")));

    BatchResult result = write(table, WriteMode.SKIP_EXISTING, List.of(item("a", "ours")));

    assertThat(result.skipped()).containsExactly(item("a", "ours"));
    assertThat(result.unprocessed()).isEmpty();
    assertThat(result.refusal()).isNull();
    assertThat(read(table, new ItemKey(s("a"), null))).contains(item("a", "theirs"));
  }

  @Test
  void writesWhatDoesNotExistWhereExistingItemsAreSkipped() throws InterruptedException {
    TableSchema table = tables().schema(createTable(BY_SHOP_AND_NUMBER, List.of()));
    Item first = new Item(Map.of("shop", s("north"), "number", new Value.N("1")));
    Item second = new Item(Map.of("shop", s("north"), "number", new Value.N("2")));
    write(table, List.of(first));

    BatchResult result = write(table, WriteMode.SKIP_EXISTING, List.of(second));

    assertThat(result.skipped()).isEmpty();
    assertThat(result.writeUnits()).isEqualTo(1);
    assertThat(read(table, ItemKey.of(second, table))).contains(second);
  }

  /** An earlier attempt of ours may have written it, in another spelling by now. */
  @Test
  void anExistingItemThatEqualsOursCountsAsWritten() throws InterruptedException {
    TableSchema table = tableById();
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put("id", s("a"));
    attributes.put("number", new Value.N("1.50"));
    attributes.put("list", new Value.L(List.of(new Value.N("1E2"), new Value.Null())));
    attributes.put("map", new Value.M(Map.of("x", new Value.Bool(true), "y", s(""))));
    attributes.put("strings", new Value.SS(List.of("b", "a")));
    attributes.put("numbers", new Value.NS(List.of("2.0", "1")));
    attributes.put("bytes", new Value.B(Binary.of(new byte[] {1, 2})));
    attributes.put("binaries", new Value.BS(List.of(Binary.of(new byte[] {3}))));
    Item item = new Item(attributes);
    write(table, List.of(item));

    assertThat(write(table, WriteMode.SKIP_EXISTING, List.of(item)).skipped()).isEmpty();

    Map<String, Value> others = new LinkedHashMap<>(attributes);
    others.put("numbers", new Value.NS(List.of("2.0", "1", "3")));
    assertThat(write(table, WriteMode.SKIP_EXISTING, List.of(new Item(others))).skipped())
        .containsExactly(new Item(others));
  }

  @Test
  void refusesAnInvalidItemWhereExistingItemsAreSkipped() throws InterruptedException {
    TableSchema table = tableById();

    BatchResult result =
        write(table, WriteMode.SKIP_EXISTING, List.of(new Item(Map.of("id", new Value.N("7")))));

    assertThat(result.refusal()).isNotEmpty();
  }

  @Test
  void refusesWhatItsIndexDoesNotTakeAndSaysSo() throws InterruptedException {
    IndexSchema byDay =
        new IndexSchema("by-day", new KeySchema(new KeyAttribute("day", KeyType.N), null));
    TableSchema table = tables().schema(createTable(BY_ID, List.of(byDay)));

    assertRefused(table, new Item(Map.of("id", s("a"), "day", s("Monday"))));
  }

  /** A number out of range is no {@link Value} at all. */
  @Test
  void refusesItemsThatAreTooLargeOrHaveAnEmptyKeyOrSetAndWritesNothingBesideThem()
      throws InterruptedException {
    TableSchema table = tableById();
    Item good = item("good", "v");

    assertRefused(table, good, item("a", "x".repeat(400 << 10)));
    assertRefused(table, good, item("", "v"));
    assertRefused(table, good, new Item(Map.of("id", s("a"), "set", new Value.SS(List.of()))));
    assertRefused(
        table, good, new Item(Map.of("id", s("a"), "set", new Value.NS(List.of("1", "1.0")))));
    assertRefused(table, good, item("k".repeat(2049), "v"));
    assertRefused(table, good, new Item(Map.of("no", s("key"))));

    assertThat(read(table, ItemKey.of(good, table))).isEmpty();
  }

  @Test
  void takesAMebibyteOfItemsHoweverLargeTheirJsonIs() throws InterruptedException {
    TableSchema table = tableById();
    Value emptyTexts = new Value.L(Collections.nCopies(340_000, s("")));
    List<Item> batch =
        IntStream.range(0, 3)
            .mapToObj(id -> new Item(Map.of("id", s("item " + id), "list", emptyTexts)))
            .toList();
    assertThat(batch.stream().mapToLong(Item::sizeBytes).sum())
        .isBetween(BatchCalls.MAX_BATCH_BYTES * 9 / 10, BatchCalls.MAX_BATCH_BYTES);

    assertThat(write(table, batch).unprocessed()).isEmpty();
  }

  @Test
  void awaitsNoLongerThanItIsTold() throws InterruptedException {
    try (BatchCalls calls = open(tableById())) {
      calls.start(List.of(item("a", "1")));
      BatchResult result = calls.await(Duration.ZERO);
      assertThat(result == null ? calls.await(LONG) : result).isNotNull();
    }
  }

  private TableSchema tableById() {
    return tables().schema(createTable(BY_ID, List.of()));
  }

  private BatchResult write(TableSchema table, List<Item> batch) throws InterruptedException {
    return write(table, WriteMode.OVERWRITE, batch);
  }

  private BatchResult write(TableSchema table, WriteMode mode, List<Item> batch)
      throws InterruptedException {
    try (BatchCalls calls = open(table, mode)) {
      calls.start(batch);
      return Objects.requireNonNull(calls.await(LONG));
    }
  }

  /** For longer than any test takes, by whatever clock. */
  private BatchCalls open(TableSchema table) {
    return open(table, WriteMode.OVERWRITE);
  }

  private BatchCalls open(TableSchema table, WriteMode mode) {
    return tables().open(table, mode, Instant.now().plus(Duration.ofHours(1)));
  }

  private void assertRefused(TableSchema table, Item... batch) throws InterruptedException {
    BatchResult result = write(table, List.of(batch));

    assertThat(result.refusal()).isNotEmpty();
    assertThat(result.batch()).containsExactly(batch);
    assertThat(result.unprocessed()).isEmpty();
  }

  private static Item item(String id, String value) {
    return new Item(Map.of("id", s(id), "value", s(value)));
  }

  private static Value.S s(String text) {
    return new Value.S(text);
  }
}
