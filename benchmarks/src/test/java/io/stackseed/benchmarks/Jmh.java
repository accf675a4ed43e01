package io.stackseed.benchmarks;

import io.stackseed.benchmarks.Benchmark.Size;
import java.util.function.ObjDoubleConsumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs what JMH measures, and hands out each iteration. */
public final class Jmh {
  private Jmh() {}

  /**
   * Runs every benchmark of a class, each fork of them in a JVM of its own, in turns: whatever the
   * machine does meanwhile meets all of them. For a smoke each runs once, in this JVM. A parameter
   * {@code size} of the class's state is set.
   *
   * @param samples takes what each iteration measured, in the unit that the class asks for
   */
  public static void run(
      Class<?> benchmarks, Size size, int forks, ObjDoubleConsumer<BenchmarkParams> samples)
      throws RunnerException {
    boolean isSmoke = size == Size.SMOKE;
    for (int fork = 0; fork < (isSmoke ? 1 : forks); fork++) {
      for (RunResult result : runner(benchmarks, size).run()) {
        for (BenchmarkResult forked : result.getBenchmarkResults()) {
          for (IterationResult iteration : forked.getIterationResults()) {
            samples.accept(result.getParams(), iteration.getPrimaryResult().getScore());
          }
        }
      }
    }
  }

  /** The name of the method that was measured. */
  public static String method(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Runner runner(Class<?> benchmarks, Size size) {
    boolean isSmoke = size == Size.SMOKE;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmarks.getName().replace(".", "\\.") + "\\.")
            .param("size", size.name())
            .shouldFailOnError(true)
            .jvmArgsAppend(Jvm.STEADY_HEAP.toArray(String[]::new))
            .forks(isSmoke ? 0 : 1);
    if (isSmoke) {
      // What smokes in another checkout meanwhile does no harm.
      System.setProperty("jmh.ignoreLock", "true");
      options
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(10));
    }
    OutputFormat output =
        OutputFormatFactory.createFormatInstance(
            System.err, isSmoke ? VerboseMode.SILENT : VerboseMode.NORMAL);
    return new Runner(options.build(), output);
  }
}
