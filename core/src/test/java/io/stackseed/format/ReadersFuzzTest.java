package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.source.ByteRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files: every reader ends within bounded time, with items, rejects or a {@link
 * MalformedSourceException}, and in chunks as it does in one.
 */
class ReadersFuzzTest {

  private static final int INPUTS = Integer.getInteger("stackseed.fuzz", 1000);
  private static final byte[] SPICE = "{}[]\"'\\,:\n\r$0e-.x\u0000\u00e9;".getBytes(UTF_8);

  static Stream<Arguments> layouts() {
    Random random = new Random(1);
    RandomItems items = new RandomItems(random);
    List<String> dynamoDb = new ArrayList<>();
    List<String> ion = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      dynamoDb.add(DynamoDbJsonText.exported(items.item(8)));
      ion.add(IonText.of(items.item(8)));
    }
    RandomJson json = new RandomJson(random);
    return Stream.of(
        Arguments.of(Layout.of(Format.JSON, 0), json.array(12)),
        Arguments.of(Layout.of(Format.CONCATENATED_JSON, 0), json.sequence(12)),
        Arguments.of(Layout.of(Format.JSON_LINES, 0), json.lines(12)),
        Arguments.of(
            Layout.of(Format.DYNAMODB_JSON, 0), String.join("\n", dynamoDb).getBytes(UTF_8)),
        Arguments.of(Layout.of(Format.ION, 0), String.join("\n", ion).getBytes(UTF_8)),
        Arguments.of(csv(true), new RandomCsv(random, true).records(12, 3)),
        Arguments.of(csv(false), new RandomCsv(random, false).records(12, 3)));
  }

  private static Layout csv(boolean quotedNewlines) {
    Map<String, CsvType> types = Map.of("b", CsvType.L, "c", CsvType.N);
    CsvOptions options = new CsvOptions(',', null, types, CsvEmpty.NULL, quotedNewlines);
    return Layout.csv(0, options, List.of("a", "b", "c"));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void damageIsNeverACrash(Layout layout, byte[] file) {
    Random random = new Random(file.length);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < INPUTS; i++) {
            byte[] damaged = damaged(random, file);
            assertThat(outcome(layout, damaged, true))
                .as("%s: %s", layout.format(), new String(damaged, UTF_8))
                .isEqualTo(outcome(layout, damaged, false));
          }
        });
  }

  /** The records, and in the end what ended the reading. */
  private static List<Object> outcome(Layout layout, byte[] bytes, boolean inChunks)
      throws IOException {
    Reading reading = new Reading(layout, bytes);
    List<Object> outcome = new ArrayList<>();
    try {
      List<ByteRange> ranges = List.of(reading.wholeRange());
      if (inChunks && layout.isCutAnywhere()) {
        ranges = Cuts.of(reading.wholeRange(), 150);
      } else if (inChunks) {
        ranges = reading.cuts(150);
      }
      outcome.addAll(reading.records(ranges));
    } catch (MalformedSourceException e) {
      // A pass finds what is broken before the records are read, and in other words.
      outcome.clear();
      outcome.add("malformed");
    }
    return outcome;
  }

  private static byte[] damaged(Random random, byte[] file) {
    byte[] damaged = file;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && damaged.length > 0; i++) {
      int from = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, from + random.nextInt(4));
      int again = random.nextInt(damaged.length);
      damaged =
          switch (random.nextInt(5)) {
            case 0 -> spliced(damaged, from, from + 1, spice(random));
            case 1 -> spliced(damaged, from, from, spice(random));
            case 2 -> spliced(damaged, from, to, new byte[0]);
            case 3 ->
                spliced(
                    damaged,
                    from,
                    from,
                    Arrays.copyOfRange(damaged, again, Math.min(damaged.length, again + 40)));
            default -> Arrays.copyOf(damaged, from);
          };
    }
    return damaged;
  }

  private static byte[] spice(Random random) {
    return random.nextInt(4) == 0
        ? new byte[] {(byte) random.nextInt(256)}
        : new byte[] {SPICE[random.nextInt(SPICE.length)]};
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(instead);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
