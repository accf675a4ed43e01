package io.stackseed.benchmarks.splitarray;

import io.stackseed.benchmarks.Benchmark.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's {@code wc -l}, over an array that stands in a file several times: it is a process
 * of its own, whose start counts, and is to be little beside the counting.
 */
final class LineCount {
  static final String LABEL = "wc -l";

  private static final long BYTES_AT_LEAST = 512 << 20;

  private LineCount() {}

  /** How many times an array of so many bytes stands in the file; for a smoke, twice. */
  static int times(Size size, long arrayBytes) {
    return switch (size) {
      case FULL -> (int) ((BYTES_AT_LEAST + arrayBytes - 1) / arrayBytes);
      case SMOKE -> 2;
    };
  }

  /** A temporary file that has an array so many times. */
  static Path write(byte[] array, int times) throws IOException {
    Path file = Files.createTempFile("stackseed-", ".json");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int time = 0; time < times; time++) {
        out.write(array);
      }
    }
    return file;
  }

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
