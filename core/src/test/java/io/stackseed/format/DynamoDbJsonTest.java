package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbJsonTest {

  @Test
  void readsAllTenTypes() throws IOException {
    Item item =
        item(
            "{\"Item\":{\"s\":{\"S\":\"\"},\"n\":{\"N\":\"-1.50\"},\"b\":{\"B\":\"AP8=\"},"
                + "\"t\":{\"BOOL\":true},\"f\":{\"BOOL\":false},\"z\":{\"NULL\":true},"
                + "\"l\":{\"L\":[{\"S\":\"x\"},{\"L\":[]}]},\"m\":{\"M\":{\"k\":{\"N\":\"1\"}}},"
                + "\"ss\":{\"SS\":[\"b\",\"a\"]},\"ns\":{\"NS\":[\"1\",\"2.0\"]},"
                + "\"bs\":{\"BS\":[\"AQ==\",\"\"]}}}");

    assertThat(item)
        .isEqualTo(
            new Item(
                Map.ofEntries(
                    Map.entry("s", new Value.S("")),
                    Map.entry("n", new Value.N("-1.50")),
                    Map.entry("b", new Value.B(binary(0, -1))),
                    Map.entry("t", new Value.Bool(true)),
                    Map.entry("f", new Value.Bool(false)),
                    Map.entry("z", new Value.Null()),
                    Map.entry("l", new Value.L(List.of(new Value.S("x"), new Value.L(List.of())))),
                    Map.entry("m", new Value.M(Map.of("k", new Value.N("1")))),
                    Map.entry("ss", new Value.SS(List.of("b", "a"))),
                    Map.entry("ns", new Value.NS(List.of("1", "2.0"))),
                    Map.entry("bs", new Value.BS(List.of(binary(1), binary()))))));
  }

  @Test
  void readsBareItemsToo() throws IOException {
    assertThat(item("{\"id\":{\"S\":\"a\"}}")).isEqualTo(new Item(Map.of("id", new Value.S("a"))));
    assertThat(item("{}")).isEqualTo(new Item(Map.of()));
    assertThat(item("{\"Item\":{}}")).isEqualTo(new Item(Map.of()));
  }

  /** Only an entry of that name that stands alone and holds attributes is the export's. */
  @Test
  void anAttributeMayBeCalledItem() throws IOException {
    assertThat(item("{\"Item\":{\"S\":\"a\"}}"))
        .isEqualTo(new Item(Map.of("Item", new Value.S("a"))));
    assertThat(item("{\"Item\":{\"M\":{}},\"id\":{\"S\":\"a\"}}"))
        .isEqualTo(new Item(Map.of("Item", new Value.M(Map.of()), "id", new Value.S("a"))));
    assertThat(item("{\"Item\":{\"S\":{\"N\":\"1\"},\"Item\":{\"S\":\"x\"}}}"))
        .isEqualTo(new Item(Map.of("S", new Value.N("1"), "Item", new Value.S("x"))));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "rejected-dynamodb-json.csv", delimiter = '|', quoteCharacter = '`')
  void saysWhyALineIsRejected(String line, String reason) throws IOException {
    List<ParsedRecord> records = reading(line + "\n{\"id\":{\"S\":\"next\"}}\n").records();

    assertThat(records).hasSize(2);
    assertThat(records.get(0))
        .isInstanceOfSatisfying(
            Reject.class,
            reject -> {
              assertThat(reject.offset()).isZero();
              assertThat(reject.reason()).isEqualTo(reason);
            });
    assertThat(records.get(1)).isInstanceOf(ParsedItem.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 31})
  void readsAsDeepAsAnItemMayBe(int lists) throws IOException {
    assertThat(item(nested(lists)).depth()).isEqualTo(lists + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 200, 2000})
  void whatIsTooDeepIsAReject(int lists) throws IOException {
    assertThat(Reading.reason(Format.DYNAMODB_JSON, nested(lists).getBytes(UTF_8)))
        .isEqualTo("nested more than 32 levels deep");
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void everyItemIsReadAsItWasWritten(long seed, int size) throws IOException {
    List<Item> items = items(seed, size);

    List<ParsedRecord> records = reading(text(seed, items)).records();

    assertThat(records.stream().map(record -> ((ParsedItem) record).item()).toList())
        .as("seed %s", seed)
        .isEqualTo(items);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyCutsGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    Reading reading = reading(text(seed, items(seed, Math.min(size, 10))));
    List<ParsedRecord> whole = reading.records();

    for (List<ByteRange> cuts : Cuts.some(new Random(~seed), reading.wholeRange())) {
      assertThat(reading.records(cuts)).as("seed %s: %s", seed, cuts).isEqualTo(whole);
    }
  }

  private static List<Item> items(long seed, int size) {
    RandomItems random = new RandomItems(new Random(seed));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(random.item(size));
    }
    return items;
  }

  private static String text(long seed, List<Item> items) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
    for (Item item : items) {
      text.append(
          random.nextBoolean() ? DynamoDbJsonText.exported(item) : DynamoDbJsonText.bare(item));
      text.append(random.nextInt(4) == 0 ? "\r\n" : random.nextInt(4) == 0 ? "\n \n" : "\n");
    }
    return random.nextBoolean() ? text.toString().stripTrailing() : text.toString();
  }

  private static String nested(int lists) {
    return "{\"a\":" + "{\"L\":[".repeat(lists) + "]}".repeat(lists) + "}";
  }

  private static Item item(String text) throws IOException {
    return Reading.item(Format.DYNAMODB_JSON, text);
  }

  private static Reading reading(String text) {
    return new Reading(Format.DYNAMODB_JSON, text);
  }

  private static Binary binary(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Binary.of(bytes);
  }
}
