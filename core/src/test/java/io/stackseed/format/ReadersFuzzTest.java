package io.stackseed.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged files, against what {@link FuzzTarget} says of all bytes. The build tries a few of each
 * target; to try a million of one, or of each without the name:
 *
 * <pre>
 * mvn -pl core test -Dtest=ReadersFuzzTest -Dstackseed.fuzz=1000000 -Dstackseed.fuzz.target=CSV
 * </pre>
 *
 * {@code -Dstackseed.seed} names the first input. A failure names the one to begin with, and shows
 * its bytes, which then belong into {@code fuzz-findings.csv}. So far 1.2 million inputs have been
 * tried here, a tenth of them for each target, and by Jazzer 3.7 million: 340,000 of CSV, 140,000
 * of it with types, between 34,000 and 60,000 of lines, under 10,000 of arrays and of Ion, next to
 * none of sequences, and the rest compressed.
 */
class ReadersFuzzTest {

  private static final long INPUTS = Long.getLong("stackseed.fuzz", 1000);
  private static final long FIRST = Long.getLong("stackseed.seed", 1);
  private static final String SPICE = "{}[]\"'\\,:\n\r$0e-.x\u0000\u00e9;";

  @ParameterizedTest
  @EnumSource
  void damageIsNeverACrashNorTakenForAnItem(FuzzTarget target) throws IOException {
    String only = System.getProperty("stackseed.fuzz.target", target.name());
    long count = only.equals(target.name()) ? INPUTS : 0;
    for (long seed = FIRST; seed < FIRST + count; seed++) {
      byte[] input = damaged(new Random(seed), target);
      try {
        target.check(input);
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError(
            "%s, seed %s: %s".formatted(target, seed, Base64.getEncoder().encodeToString(input)),
            e);
      }
    }
  }

  /** What was found once, of the readers or of the independent one. */
  @ParameterizedTest
  @CsvFileSource(resources = "fuzz-findings.csv", delimiter = '|')
  void whatWasFoundIsMended(FuzzTarget target, String base64) throws IOException {
    target.check(Base64.getDecoder().decode(base64));
  }

  private static byte[] damaged(Random random, FuzzTarget target) throws IOException {
    byte[] damaged = target.seed(random);
    int times = random.nextInt(4);
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
    int any = random.nextInt(256);
    return new byte[] {(byte) (random.nextInt(4) == 0 ? any : SPICE.charAt(any % SPICE.length()))};
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(instead);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
