package io.stackseed.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Every {@link ArrayWalk}, and the machine's {@code wc -l} over the same bytes in a file, in
 * alternation, as a table of ratios. {@code wc} finds line ends alone, and is what reading a file
 * can cost at least.
 */
public final class ArrayWalkRatios {

  private static final String WC = "wc -l";
  private static final long ARRAY_BYTES = 128 << 20;
  private static final int ORDERS_PER_PAGE = 10_000;
  private static final int WARM_UP_ROUNDS = 5;
  private static final int ROUNDS = 15;

  private ArrayWalkRatios() {}

  /**
   * Checks all of them, times all of them, prints the table.
   *
   * @throws IllegalStateException if any of them is wrong
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Files.createTempFile("stackseed-", ".json");
    try {
      byte[] array = OrderFile.array(ORDERS_PER_PAGE, ARRAY_BYTES).toByteArray();
      Files.write(file, array);
      long objects = verify(array, file);
      System.out.printf("%,d bytes, %,d objects%n%n", array.length, objects);
      System.out.println(timed(array, file).table());
    } finally {
      Files.delete(file);
    }
  }

  static long verify(byte[] array, Path file) throws IOException, InterruptedException {
    long objects = ArrayWalk.verify(array);
    // A line for each object, and one for the bracket before them.
    if (lines(file) != objects + 1) {
      throw new IllegalStateException(WC + " does not count a line for each object");
    }
    return objects;
  }

  private static Ratios timed(byte[] array, Path file) throws IOException, InterruptedException {
    Ratios ratios = new Ratios(array.length, ArrayWalk.JACKSON.label(), WC);
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (ArrayWalk walk : ArrayWalk.values()) {
        long start = System.nanoTime();
        walk.walk(array);
        add(ratios, round, walk.label(), start);
      }
      long start = System.nanoTime();
      lines(file);
      add(ratios, round, WC, start);
    }
    return ratios;
  }

  private static void add(Ratios ratios, int round, String contestant, long start) {
    long nanos = System.nanoTime() - start;
    if (round >= 0) {
      ratios.add(contestant, nanos);
    }
  }

  private static long lines(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("wc", "-l", file.toString()).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(WC + " failed");
    }
    return Long.parseLong(answer.strip().split(" ", 2)[0]);
  }
}
