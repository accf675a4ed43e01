package io.stackseed.benchmarks.splitarray;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.OrderFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Every {@link ArrayWalk}, and {@link LineCount}, over the same orders. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArrayWalkBenchmark {
  private static final int ORDERS_PER_PAGE = 10_000;

  /** The bytes, in memory. */
  @State(Scope.Benchmark)
  public static class Array {
    @Param public Size size = Size.FULL;

    private byte[] bytes = new byte[0];

    static byte[] of(Size size) {
      return size == Size.FULL
          ? OrderFile.array(ORDERS_PER_PAGE, 64 << 20).toByteArray()
          : OrderFile.array(100, 5 << 20).toByteArray();
    }

    @Setup
    public void make() {
      bytes = of(size);
    }
  }

  /** The same orders again and again, in a file that was just written. */
  @State(Scope.Benchmark)
  public static class OnDisk {
    private Path file = Path.of("");

    @Setup
    public void write(Array array) throws IOException {
      file = LineCount.write(array.bytes, LineCount.times(array.size, array.bytes.length));
    }

    @TearDown
    public void delete() throws IOException {
      Files.delete(file);
    }
  }

  /** Each way to walk. */
  @State(Scope.Benchmark)
  public static class Way {
    @Param public ArrayWalk walk = ArrayWalk.STACKSEED;
  }

  /** From the array's first byte to its last. */
  @Benchmark
  public long walk(Array array, Way way) throws IOException {
    return way.walk.walk(array.bytes);
  }

  /** From the file's first byte to its last. */
  @Benchmark
  public long lines(OnDisk disk) throws IOException, InterruptedException {
    return LineCount.of(disk.file);
  }
}
