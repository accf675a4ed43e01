package io.stackseed.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs as this one is, for what must be measured alone. */
public final class Jvm {
  /** Warnings; not those of the embedded DynamoDB, which warns of every condition that failed. */
  private static final List<String> LOGGING =
      List.of(
          "-Dslf4j.internal.verbosity=WARN",
          "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.log.com.amazonaws.services.dynamodbv2=error");

  /**
   * A heap that is there, and touched, from the start. To touch memory for the first time costs
   * what the machine makes it cost, in a virtual one more than all that is measured, and goes on as
   * long as a heap grows.
   */
  public static final List<String> STEADY_HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

  private Jvm() {}

  /** To be started; its errors go where ours do. */
  public static ProcessBuilder process(
      Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LOGGING);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
