package io.stackseed.benchmarks.splitlines;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.util.List;
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

/** Reading chunks, one after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class LineChunksBenchmark {
  @Param public Size size = Size.FULL;

  private LineChunks file = LineChunks.of(Size.SMOKE);
  private List<ByteRange> chunks = List.of();
  private List<ByteRange> beginnings = List.of();
  private int turn;

  /** Makes the file. */
  @Setup
  public void make() {
    file = LineChunks.of(size);
    chunks = file.chunks();
    beginnings = file.beginnings();
  }

  /** The whole of a chunk, to items. */
  @Benchmark
  public long chunk() throws IOException {
    return file.read(next(chunks));
  }

  /** From the cut to the first line, and no further; a reader is made for it. */
  @Benchmark
  public long beginning() throws IOException {
    return file.read(next(beginnings));
  }

  private ByteRange next(List<ByteRange> ranges) {
    turn = (turn + 1) % ranges.size();
    return ranges.get(turn);
  }
}
