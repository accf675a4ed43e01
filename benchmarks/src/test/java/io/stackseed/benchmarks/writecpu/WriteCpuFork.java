package io.stackseed.benchmarks.writecpu;

import com.sun.management.OperatingSystemMXBean;
import io.stackseed.benchmarks.OrderFile;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * One side in a JVM of its own. CPU is that of the process, compilers and collectors included:
 * first that of the first file, the client's making with it, then that of each round once warm.
 */
final class WriteCpuFork {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

  /** The part of a round's CPU below which the compilers rest. */
  private static final double REST = 0.05;

  private static final int RESTFUL_ROUNDS = 2;

  private final WritePath path;
  private final PrintStream out;

  WriteCpuFork(WritePath path, PrintStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Prints a {@link CpuSample} a line.
   *
   * @param arguments the side, the endpoint, the bytes of a cold load and of a round, and the
   *     numbers of rounds to warm up at most and to measure
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WritePath path = WritePath.Side.valueOf(arguments[0]).open(URI.create(arguments[1]));
    new WriteCpuFork(path, System.out)
        .run(
            WriteCpu.orders(Long.parseLong(arguments[2])),
            WriteCpu.orders(Long.parseLong(arguments[3])),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
  }

  void run(OrderFile first, OrderFile file, int mostWarmUpRounds, int rounds)
      throws IOException, InterruptedException {
    print(CpuSample.Kind.COLD, first, load(first));
    warmUp(file, mostWarmUpRounds);
    for (int round = 0; round < rounds; round++) {
      print(CpuSample.Kind.WARM, file, load(file));
    }
  }

  /** Loads until the compilers rest. */
  private void warmUp(OrderFile file, int mostRounds) throws IOException, InterruptedException {
    int restful = 0;
    for (int round = 0; round < mostRounds && restful < RESTFUL_ROUNDS; round++) {
      long compiledFor = COMPILERS.getTotalCompilationTime();
      long nanos = load(file);
      long compiling =
          TimeUnit.MILLISECONDS.toNanos(COMPILERS.getTotalCompilationTime() - compiledFor);
      restful = compiling < REST * nanos ? restful + 1 : 0;
    }
  }

  private long load(OrderFile file) throws IOException, InterruptedException {
    path.prepare(file);
    long start = SYSTEM.getProcessCpuTime();
    path.load(file);
    return SYSTEM.getProcessCpuTime() - start;
  }

  private void print(CpuSample.Kind kind, OrderFile file, long nanos) {
    out.println(new CpuSample(kind, file.orders(), nanos).line());
  }
}
