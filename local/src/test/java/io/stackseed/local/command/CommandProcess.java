package io.stackseed.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command in a process of its own, as the {@code stackseed} script starts it, with a temporary
 * directory that nobody else uses.
 */
record CommandProcess(Process process, Path out, Path err, Path temporary)
    implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  static CommandProcess start(Path folder, String... arguments) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dstackseed.home=..");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add("target/classes:" + Files.readString(Path.of("target/dependencies.txt")).strip());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    return new CommandProcess(builder.start(), out, err, temporary);
  }

  /** Waits for its end; returns the exit code. */
  int exitCode() throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it has ended").isTrue();
    return process.exitValue();
  }

  List<String> outLines() throws IOException {
    return Files.readAllLines(out);
  }

  String errText() throws IOException {
    return Files.readString(err);
  }

  void assertLeftNothing() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
