package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.cli.Stackseed;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFileTest {
  private static final int ITEMS = 200_000;
  private static final String HEAP = "-Xmx24m";
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void aFileManyTimesTheHeapIsReadToItsEnd() throws Exception {
    Path file = writeArray();
    assertThat(Files.size(file)).as("bytes").isGreaterThan(4L * 24 * 1024 * 1024);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Stackseed.class.getName(),
                "validate",
                file.toString(),
                "--key=id:N",
                "--max-keys=100000",
                "--json")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    JsonNode report = JsonMapper.builder().build().readTree(out.toFile());
    assertThat(report.get("Items").longValue()).isEqualTo(ITEMS);
    assertThat(report.at("/DuplicateKeys/Complete").booleanValue()).isFalse();
  }

  private Path writeArray() throws IOException {
    Path file = folder.resolve("large.json");
    String text = "x".repeat(500);
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("[");
      for (int i = 0; i < ITEMS; i++) {
        writer.write((i == 0 ? "" : ",\n") + "{\"id\":" + i + ",\"text\":\"" + text + "\"}");
      }
      writer.write("]");
    }
    return file;
  }
}
