package io.stackseed.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every {@link ArrayWalk} over the same array of 64 MiB, each in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArrayWalkBenchmark {

  private static final long ARRAY_BYTES = 64 << 20;
  private static final int ORDERS_PER_PAGE = 10_000;

  /** All of them, unless JMH's {@code -p walk=} names some. */
  @Param public ArrayWalk walk = ArrayWalk.STACKSEED;

  private byte[] array = new byte[0];

  /**
   * Makes the array, and checks what is timed.
   *
   * @throws IllegalStateException if any of them is wrong
   */
  @Setup
  public void verify() throws IOException {
    array = OrderFile.array(ORDERS_PER_PAGE, ARRAY_BYTES).toByteArray();
    ArrayWalk.verify(array);
  }

  /** From the array's first byte to its last. */
  @Benchmark
  public long walk() throws IOException {
    return walk.walk(array);
  }
}
