package io.stackseed.benchmarks.writecpu;

import com.sun.management.OperatingSystemMXBean;
import io.stackseed.benchmarks.OrderFile;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;

/**
 * One side in a JVM of its own. CPU is that of the process, compilers and collectors included:
 * first that of the first file, the client's making with it, then that of each round once warm.
 */
final class WriteCpuFork {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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
   *     numbers of rounds to warm up and to measure
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

  void run(OrderFile first, OrderFile file, int warmUpRounds, int rounds)
      throws IOException, InterruptedException {
    print(CpuSample.Kind.COLD, first, load(first));
    for (int round = -warmUpRounds; round < rounds; round++) {
      long nanos = load(file);
      if (round >= 0) {
        print(CpuSample.Kind.WARM, file, nanos);
      }
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
