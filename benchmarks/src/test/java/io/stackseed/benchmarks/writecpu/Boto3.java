package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.writecpu.CpuSample.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Python's SDK with its {@code batch_writer}, in a process that tells its own CPU: that of the
 * first load from the import of boto3 on, without the start of the interpreter, and that of each
 * further load.
 */
public final class Boto3 {
  private static final String SCRIPT = "batch_writer.py";

  private Boto3() {}

  /** What the table calls it, with its version; empty if it is not installed. */
  public static String label() throws InterruptedException {
    String version = Tools.version("python3", "-c", "import boto3; print(boto3.__version__)");
    return version.isEmpty() ? "" : "boto3 " + version + ", batch_writer";
  }

  /** Loads a file some times, one after the other. */
  static List<CpuSample> load(URI endpoint, OrderFile file, int rounds)
      throws IOException, InterruptedException {
    Path lines = Files.createTempFile("stackseed-", ".jsonl");
    try {
      Files.write(lines, file.toByteArray());
      List<CpuSample> samples = new ArrayList<>();
      for (long nanos : load(endpoint, CountingTable.NAME, lines, rounds)) {
        Kind kind = samples.isEmpty() ? Kind.COLD : Kind.WARM;
        samples.add(new CpuSample(kind, file.orders(), nanos));
      }
      return samples;
    } finally {
      Files.delete(lines);
    }
  }

  /** Loads lines some times into a table, and gives the nanoseconds of CPU of each time. */
  public static List<Long> load(URI endpoint, String table, Path lines, int rounds)
      throws IOException, InterruptedException {
    Process python =
        Tools.process(
                List.of(
                    "python3",
                    "-",
                    endpoint.toString(),
                    table,
                    lines.toString(),
                    Integer.toString(rounds)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream script = script();
        OutputStream in = python.getOutputStream()) {
      script.transferTo(in);
    }
    String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
    if (python.waitFor() != 0) {
      throw new IllegalStateException("boto3 failed");
    }
    return printed.lines().map(Long::valueOf).toList();
  }

  private static InputStream script() {
    InputStream script = Boto3.class.getResourceAsStream(SCRIPT);
    if (script == null) {
      throw new IllegalStateException(SCRIPT + " is missing");
    }
    return script;
  }
}
