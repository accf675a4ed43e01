package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;

class IonTest {

  @Test
  void readsAllTenTypes() throws IOException {
    Item item =
        Reading.item(
            Format.ION,
            "$ion_1_0 {Item:{s:\"a\\u00e9\",n:-1.50,i:7,b:{{AP8=}},t:true,z:null,"
                + "l:[\"x\",[]],m:{'k y':1.},ss:$dynamodb_SS::[\"b\",\"a\"],"
                + "ns:$dynamodb_NS::[1.,2.0],bs:$dynamodb_BS::[{{AQ==}},{{}}]}}\n");

    assertThat(item)
        .isEqualTo(
            new Item(
                Map.ofEntries(
                    Map.entry("s", new Value.S("aé")),
                    Map.entry("n", new Value.N("-1.50")),
                    Map.entry("i", new Value.N("7")),
                    Map.entry("b", new Value.B(Binary.of(new byte[] {0, -1}))),
                    Map.entry("t", new Value.Bool(true)),
                    Map.entry("z", new Value.Null()),
                    Map.entry("l", new Value.L(List.of(new Value.S("x"), new Value.L(List.of())))),
                    Map.entry("m", new Value.M(Map.of("k y", new Value.N("1")))),
                    Map.entry("ss", new Value.SS(List.of("b", "a"))),
                    Map.entry("ns", new Value.NS(List.of("1", "2.0"))),
                    Map.entry(
                        "bs",
                        new Value.BS(
                            List.of(Binary.of(new byte[] {1}), Binary.of(new byte[0])))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | NOT_ION | not an Ion struct",
        "$ion_1_0 | NOT_ION | not an Ion struct",
        "{id:\"a\"} | NOT_ION | there is no struct named Item alone",
        "{Item:{},more:1} | NOT_ION | there is no struct named Item alone",
        "{Item:null.struct} | TYPED_VALUE | a struct is null",
        "{Item:{}} {Item:{}} | NOT_ION | there is more than one value",
        "{Item:{a:1,a:2}} | DUPLICATE_NAME | a name appears twice in one struct",
        "{Item:{a:1e0}} | TYPED_VALUE | a value is of a type that DynamoDB does not have",
        "{Item:{a:sym}} | TYPED_VALUE | a value is of a type that DynamoDB does not have",
        "{Item:{a:2024-01-01}} | TYPED_VALUE | a value is of a type that DynamoDB does not have",
        "{Item:{a:(1 2)}} | TYPED_VALUE | a value is of a type that DynamoDB does not have",
        "{Item:{a:1d999}} | NUMBER | a number is out of range: its magnitude is 1E+126 or more",
        "{Item:{a:$dynamodb_SS::[1]}} | TYPED_VALUE | a set has an element of another type",
        "{Item:{a:$dynamodb_NS::[null.decimal]}} | TYPED_VALUE | a set has an element of another type",
        "{Item:{a:$dynamodb_XS::[]}} | TYPED_VALUE | a list has an annotation that is none of DynamoDB's",
        "{Item:{a:\"\\ud800\"}} | NOT_ION | not valid Ion",
        "{Item:{a:{{*}}}} | NOT_ION | not valid Ion",
        "{Item:{a:1} | NOT_ION | not valid Ion",
        "{Item:{a:1}}} | NOT_ION | not valid Ion",
        "$ion_1_1 {Item:{}} | NOT_ION | not valid Ion",
        "{Item:{$99:1}} | NOT_ION | not valid Ion"
      })
  void saysWhyALineIsRejected(String line, RejectCode code, String reason) throws IOException {
    List<ParsedRecord> records =
        new Reading(Format.ION, line + "\n\n$ion_1_0 {Item:{}}\r\n").records();

    assertThat(records)
        .containsExactly(
            new Reject(0, code, reason),
            new ParsedItem(line.getBytes(UTF_8).length + 2L, new Item(Map.of())));
  }

  @Test
  void whatIsTooDeepIsAReject() throws IOException {
    assertThat(Reading.item(Format.ION, nested(31)).depth()).isEqualTo(32);
    for (int lists : new int[] {32, 200, 100_000}) {
      assertThat(Reading.reason(Format.ION, nested(lists).getBytes(UTF_8)))
          .isEqualTo("nested more than 32 levels deep");
    }
  }

  @Test
  void aNumberOfAMillionDigitsTakesNoTime() {
    String nines = "9".repeat(1_000_000);
    for (String number : List.of(nines, nines + ".", "0x" + "F".repeat(1_000_000), "1." + nines)) {
      byte[] line = ("{Item:{a:" + number + "}}").getBytes(UTF_8);

      Assertions.assertTimeout(
          Duration.ofSeconds(10),
          () ->
              assertThat(Reading.reason(Format.ION, line))
                  .isEqualTo("a number has too many digits"));
    }
  }

  @Test
  void aBlobOfDigitsIsNoNumber() throws IOException {
    assertThat(Reading.item(Format.ION, "{Item:{a:{{" + "A".repeat(5000) + "}}}}").attributes())
        .containsEntry("a", new Value.B(Binary.of(new byte[3750])));
  }

  @Test
  void aTextOfDigitsIsNoNumber() throws IOException {
    String digits = "\\\"" + "9".repeat(5000);

    assertThat(Reading.item(Format.ION, "{Item:{a:\"" + digits + "\"}}").attributes())
        .containsEntry("a", new Value.S(digits.substring(1)));
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void theWholeFileGivesWhatTheLibrarysTreeHolds(long seed, int size) throws IOException {
    String text = text(seed, size);

    List<ParsedRecord> records = new Reading(Format.ION, text).records();

    assertThat(records.stream().map(record -> IonText.tree(((ParsedItem) record).item())).toList())
        .as("seed %s", seed)
        .isEqualTo(IonText.items(text));
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void anyCutsGiveTheWholeFilesRecords(long seed, int size) throws IOException {
    Reading reading = new Reading(Format.ION, text(seed, Math.min(size, 6)));
    List<ParsedRecord> whole = reading.records();

    for (List<ByteRange> cuts : Cuts.some(new Random(~seed), reading.wholeRange())) {
      assertThat(reading.records(cuts)).as("seed %s: %s", seed, cuts).isEqualTo(whole);
    }
  }

  private static String text(long seed, int size) {
    RandomItems random = new RandomItems(new Random(seed));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lines.add(IonText.of(random.item(size)));
    }
    return String.join("\n", lines) + (seed % 2 == 0 ? "\n" : "");
  }

  private static String nested(int lists) {
    return "{Item:{a:" + "[".repeat(lists) + "]".repeat(lists) + "}}";
  }
}
