package io.stackseed.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The targets of {@link FuzzTarget} under Jazzer, which learns from coverage where seeded damage
 * goes by chance. Part of the profile {@code fuzz} alone, because its agent instruments the whole
 * JVM of the tests. One target a run:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -Pfuzz -pl core test -Dtest='FuzzTargetsJazzer#csv'
 * </pre>
 *
 * What it finds is written beside the test's resources, as is an input that was only interrupted.
 * Without {@code JAZZER_FUZZ} each target is tried on its seeds and on what was found.
 */
class FuzzTargetsJazzer {

  private static final int SEEDS = 50;
  private static final String DURATION = "10m";

  @MethodSource("jsonArraySeeds")
  @FuzzTest(maxDuration = DURATION)
  void jsonArray(byte[] input) throws IOException {
    FuzzTarget.JSON_ARRAY.check(input);
  }

  static Stream<Arguments> jsonArraySeeds() {
    return seeds(FuzzTarget.JSON_ARRAY);
  }

  @MethodSource("jsonSequenceSeeds")
  @FuzzTest(maxDuration = DURATION)
  void jsonSequence(byte[] input) throws IOException {
    FuzzTarget.JSON_SEQUENCE.check(input);
  }

  static Stream<Arguments> jsonSequenceSeeds() {
    return seeds(FuzzTarget.JSON_SEQUENCE);
  }

  @MethodSource("jsonLinesSeeds")
  @FuzzTest(maxDuration = DURATION)
  void jsonLines(byte[] input) throws IOException {
    FuzzTarget.JSON_LINES.check(input);
  }

  static Stream<Arguments> jsonLinesSeeds() {
    return seeds(FuzzTarget.JSON_LINES);
  }

  @MethodSource("dynamoDbJsonSeeds")
  @FuzzTest(maxDuration = DURATION)
  void dynamoDbJson(byte[] input) throws IOException {
    FuzzTarget.DYNAMODB_JSON.check(input);
  }

  static Stream<Arguments> dynamoDbJsonSeeds() {
    return seeds(FuzzTarget.DYNAMODB_JSON);
  }

  @MethodSource("ionSeeds")
  @FuzzTest(maxDuration = DURATION)
  void ion(byte[] input) throws IOException {
    FuzzTarget.ION.check(input);
  }

  static Stream<Arguments> ionSeeds() {
    return seeds(FuzzTarget.ION);
  }

  @MethodSource("csvSeeds")
  @FuzzTest(maxDuration = DURATION)
  void csv(byte[] input) throws IOException {
    FuzzTarget.CSV.check(input);
  }

  static Stream<Arguments> csvSeeds() {
    return seeds(FuzzTarget.CSV);
  }

  @MethodSource("csvLinesSeeds")
  @FuzzTest(maxDuration = DURATION)
  void csvLines(byte[] input) throws IOException {
    FuzzTarget.CSV_LINES.check(input);
  }

  static Stream<Arguments> csvLinesSeeds() {
    return seeds(FuzzTarget.CSV_LINES);
  }

  @MethodSource("typedCsvSeeds")
  @FuzzTest(maxDuration = DURATION)
  void typedCsv(byte[] input) throws IOException {
    FuzzTarget.CSV_TYPED.check(input);
  }

  static Stream<Arguments> typedCsvSeeds() {
    return seeds(FuzzTarget.CSV_TYPED);
  }

  @MethodSource("gzipSeeds")
  @FuzzTest(maxDuration = DURATION)
  void gzip(byte[] input) throws IOException {
    FuzzTarget.GZIP.check(input);
  }

  static Stream<Arguments> gzipSeeds() {
    return seeds(FuzzTarget.GZIP);
  }

  @MethodSource("zstdSeeds")
  @FuzzTest(maxDuration = DURATION)
  void zstd(byte[] input) throws IOException {
    FuzzTarget.ZSTD.check(input);
  }

  static Stream<Arguments> zstdSeeds() {
    return seeds(FuzzTarget.ZSTD);
  }

  private static Stream<Arguments> seeds(FuzzTarget target) {
    return LongStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(seed(target, seed)));
  }

  private static byte[] seed(FuzzTarget target, long seed) {
    try {
      return target.seed(new Random(seed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
