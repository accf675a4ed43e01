package io.stackseed.benchmarks.parse;

import io.stackseed.benchmarks.Benchmark.Size;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Both ways to items, of every format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {
  @Param public OrderFormat format = OrderFormat.JSON_LINES;
  @Param public Size size = Size.FULL;

  private ParsedOrders orders = ParsedOrders.of(OrderFormat.JSON_LINES, Size.SMOKE);

  /** Makes the orders. */
  @Setup
  public void make() {
    orders = ParsedOrders.of(format, size);
  }

  @Benchmark
  public void stackseed(Blackhole items) throws IOException {
    orders.read(items::consume);
  }

  @Benchmark
  public void plain(Blackhole items) throws IOException {
    orders.readPlainly(items::consume);
  }
}
