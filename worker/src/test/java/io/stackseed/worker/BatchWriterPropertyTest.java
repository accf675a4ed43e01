package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.CallFate;
import io.stackseed.item.InMemoryTargetTable;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import io.stackseed.testing.Seeds;
import io.stackseed.time.Backoff;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** The model: a map, into which items are put one after another. */
class BatchWriterPropertyTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final TableSchema TABLE =
      new TableSchema(
          "orders",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
          new KeySchema(new KeyAttribute("shop", KeyType.S), new KeyAttribute("number", KeyType.N)),
          List.of());

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theTableEndsAsIfItemsWereWrittenOneAfterAnother(long seed, int size)
      throws InterruptedException {
    Random random = new Random(seed);
    ManualTime time = new ManualTime(START);
    InMemoryTargetTable tables = new InMemoryTargetTable(time);
    tables.create(TABLE);
    tables.settleInOrder(random::nextInt);
    tables.laterCalls(() -> fate(random));
    Instant until = START.plusSeconds(100_000);
    Map<ItemKey, Item> model = new HashMap<>();

    try (Writing writing =
        new Writing(tables, TABLE, WriteMode.OVERWRITE, backoff(time, random), time, until)) {
      for (int written = 0; written < size * 10; written++) {
        Item item = item(random, size, written);
        model.put(ItemKey.of(item, TABLE), item);
        writing.write(item);
      }
      writing.writer().finish();

      assertThat(writing.fates()).containsOnly(Unsettled.Fate.WRITTEN);
      assertThat(writing.writer().writeUnits()).isEqualTo(tables.writeUnits());
    }
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(model.values());
  }

  /** The model: a map, into which items are put that have no predecessor. */
  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theTableEndsAsIfTheFirstOfEachKeyWereWrittenAlone(long seed, int size)
      throws InterruptedException {
    Random random = new Random(seed);
    ManualTime time = new ManualTime(START);
    InMemoryTargetTable tables = new InMemoryTargetTable(time);
    tables.create(TABLE);
    tables.settleInOrder(random::nextInt);
    int[] calls = new int[1];
    tables.laterCalls(
        () ->
            calls[0]++ % 3 > 0 && random.nextBoolean() ? CallFate.throttling() : CallFate.taken());
    Instant until = START.plusSeconds(100_000);
    Map<ItemKey, Item> model = new HashMap<>();
    List<Unsettled.Fate> fates = new ArrayList<>();

    try (Writing writing =
        new Writing(tables, TABLE, WriteMode.SKIP_EXISTING, backoff(time, random), time, until)) {
      for (int written = 0; written < size * 10; written++) {
        Item item = item(random, size, written);
        Item first = model.putIfAbsent(ItemKey.of(item, TABLE), item);
        fates.add(first == null ? Unsettled.Fate.WRITTEN : Unsettled.Fate.SKIPPED);
        writing.write(item);
      }
      writing.writer().finish();

      assertThat(writing.fates()).isEqualTo(fates);
    }
    assertThat(tables.items("orders")).containsExactlyInAnyOrderElementsOf(model.values());
  }

  /** So short that a table which throttles by chance is never given up. */
  private static Backoff backoff(ManualTime time, Random random) {
    return new Backoff(time, random, Duration.ofMillis(1), Duration.ofMillis(10));
  }

  private static CallFate fate(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> CallFate.throttling();
      case 2 -> CallFate.throttling();
      case 3 -> CallFate.leaving(1 + random.nextInt(25));
      case 1 -> CallFate.leaving(random.nextInt(26));
      default -> CallFate.taken();
    };
  }

  /** Keys come again often, and numbers in more than one spelling. */
  private static Item item(Random random, int size, int written) {
    String number = Integer.toString(random.nextInt(size * 4)) + (random.nextBoolean() ? ".0" : "");
    return new Item(
        Map.of(
            "shop", new Value.S(random.nextBoolean() ? "north" : "south"),
            "number", new Value.N(number),
            "written", new Value.N(Integer.toString(written))));
  }
}
