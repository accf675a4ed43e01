package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Records that are as often wrong as right: each one that {@link IndependentReader} takes is the
 * same item, and each one that it refuses is a reject. Plain JSON and untyped CSV have property
 * tests of their own.
 */
class DifferentialPropertyTest {

  private static final int RECORDS = 50;
  private static final String DELIMITERS = ",;\t| ";
  private static final List<CsvEmpty> EMPTY = List.of(CsvEmpty.values());
  private static final List<CsvType> TYPES = List.of(CsvType.values());

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void dynamoDbJsonIsReadAsJacksonsTreeHasIt(long seed, int size) throws IOException {
    RandomDynamoDbJson random = new RandomDynamoDbJson(new Random(seed));

    assertAgree(Layout.of(Format.DYNAMODB_JSON, 0), "seed " + seed, () -> random.line(size));
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void ionIsReadAsItsLoaderHasIt(long seed, int size) throws IOException {
    RandomIon random = new RandomIon(new Random(seed));

    assertAgree(Layout.of(Format.ION, 0), "seed " + seed, () -> random.line(size));
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void typedCsvIsReadAsFastCsvAndJacksonsTreeHaveIt(long seed, int size) throws IOException {
    Random random = new Random(seed);
    char delimiter = DELIMITERS.charAt(random.nextInt(DELIMITERS.length()));
    RandomTypedCsv csv = new RandomTypedCsv(random, delimiter);
    List<String> header = new ArrayList<>();
    Map<String, CsvType> types = new HashMap<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      header.add("c" + i);
      types.put("c" + i, TYPES.get(random.nextInt(TYPES.size())));
    }
    CsvEmpty empty = EMPTY.get(random.nextInt(EMPTY.size()));
    CsvOptions options = new CsvOptions(delimiter, header, types, empty, true);

    assertAgree(
        Layout.csv(0, options, header),
        "seed " + seed + " " + types,
        () -> csv.record(header.stream().map(types::get).toList(), size));
  }

  private static void assertAgree(Layout layout, String described, Supplier<String> record)
      throws IOException {
    for (int i = 0; i < RECORDS; i++) {
      String text = record.get();
      List<ParsedRecord> records = new Reading(layout, text.getBytes(UTF_8)).records();

      assertThat(records).as("%s: %s", described, text).hasSize(1);
      assertThat(records.get(0) instanceof ParsedItem parsed ? GoldenItems.of(parsed.item()) : null)
          .as("%s: %s gives %s", described, text, records.get(0))
          .isEqualTo(IndependentReader.item(layout, text.getBytes(UTF_8)));
    }
  }
}
