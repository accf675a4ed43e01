package io.stackseed.benchmarks.splitarray;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Jmh;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Every {@link ArrayWalk}, and the machine's {@code wc -l} over the same orders in a file. {@code
 * wc} finds line ends alone, and is what reading a file can cost at least.
 */
public final class SplitArray implements Benchmark {
  private static final int FORKS = 3;

  /**
   * Checks all of them, then times them.
   *
   * @throws IllegalStateException if any of them is wrong
   */
  @Override
  public Report run(Size size) throws IOException, InterruptedException, RunnerException {
    byte[] array = ArrayWalkBenchmark.Array.of(size);
    int times = LineCount.times(size, array.length);
    Path file = LineCount.write(array, times);
    long objects;
    try {
      objects = verify(array, times, file);
    } finally {
      Files.delete(file);
    }
    Samples samples = new Samples();
    Jmh.run(
        ArrayWalkBenchmark.class,
        size,
        FORKS,
        (params, millis) -> {
          long bytes = (long) array.length * (isLineCount(params) ? times : 1);
          samples.add(label(params), bytes / millis / 1e6);
        });
    return Report.of(
        samples.rates(
            String.format("An array of %,d bytes and %,d objects", array.length, objects),
            "GB/s",
            "%.2f",
            ArrayWalk.STACKSEED.label()));
  }

  /** The objects of an array, which stands in a file so many times. */
  static long verify(byte[] array, int times, Path file) throws IOException, InterruptedException {
    long objects = ArrayWalk.verify(array);
    // A line for each object, and one for the bracket before them.
    if (LineCount.of(file) != times * (objects + 1)) {
      throw new IllegalStateException(LineCount.LABEL + " does not count a line for each object");
    }
    return objects;
  }

  private static boolean isLineCount(BenchmarkParams params) {
    return Jmh.method(params).equals("lines");
  }

  private static String label(BenchmarkParams params) {
    return isLineCount(params)
        ? LineCount.LABEL
        : ArrayWalk.valueOf(params.getParam("walk")).label();
  }
}
