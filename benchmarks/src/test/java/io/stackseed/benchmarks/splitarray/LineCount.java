package io.stackseed.benchmarks.splitarray;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The machine's {@code wc -l}: a process of its own, whose start counts. */
final class LineCount {
  static final String LABEL = "wc -l";

  private LineCount() {}

  /** How many line ends a file has. */
  static long of(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("wc", "-l", file.toString()).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(LABEL + " failed");
    }
    return Long.parseLong(answer.strip().split(" ", 2)[0]);
  }
}
