package io.stackseed.benchmarks.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A function in a JVM of its own, as it is seen from outside. */
final class FunctionFork {
  /** As Lambda runs functions of this size. */
  static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final long startedMillis;

  private FunctionFork(Process process, long startedMillis) {
    this.process = process;
    this.startedMillis = startedMillis;
  }

  /**
   * What is started.
   *
   * @param classPath of the function
   * @param handler the name of its class
   */
  record Function(String classPath, String handler) {}

  /** CPU that the process had taken, and time that had passed since it was started. */
  record Sample(double cpuMillis, double millis) {}

  /**
   * Starts a function.
   *
   * @param event as {@link ColdStartFork#main} takes it
   */
  static FunctionFork start(Jdk jdk, Function function, String endpoint, String event)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(OPTIONS);
    command.add("-cp");
    command.add(function.classPath() + File.pathSeparator + classes());
    command.add(ColdStartFork.class.getName());
    command.add(function.handler());
    command.add(event);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(FunctionVariables.of(endpoint));
    long now = System.currentTimeMillis();
    return new FunctionFork(builder.start(), now);
  }

  /** Where this class is. */
  static Path classes() {
    try {
      return Path.of(
          FunctionFork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where classes are is no path", e);
    }
  }

  /** How far it is, by what the system says of it. */
  Sample now() {
    Duration cpu = process.toHandle().info().totalCpuDuration().orElseThrow();
    return new Sample(cpu.toMillis(), System.currentTimeMillis() - startedMillis);
  }

  /**
   * Waits for its end.
   *
   * @return when the function was made, and when its event was handled, by what it says itself
   */
  List<Sample> finish() throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a function failed: " + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith(ColdStartFork.MARK))
        .map(line -> line.substring(ColdStartFork.MARK.length()).split(" ", -1))
        .map(
            fields ->
                new Sample(
                    Double.parseDouble(fields[0]), Long.parseLong(fields[1]) - startedMillis))
        .toList();
  }
}
